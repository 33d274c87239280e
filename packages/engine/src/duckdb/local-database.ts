import { quoteText } from '@certsql/core'
import type { DuckDBInstance } from '@duckdb/node-api'
import { CsvFolder } from './csv-folder.js'
import { DuckDbSession, type SessionParts } from './duckdb-session.js'
import { type DuckDb, loadDuckDb } from './load-duckdb.js'
import { CREATE_LOCAL_STORAGE, LocalTables } from './local-tables.js'
import { ownFolder, removeOrphans } from './own-folders.js'
import { PAGE_FUNCTION, PageSlots } from './page-slots.js'

export interface LocalDatabaseSettings {
  /** In DuckDB's notation: `2GB`. */
  readonly memoryLimit?: string | undefined
  /** Where DuckDB spills to; a folder of its own in the system's temporary folder when absent. */
  readonly tempDirectory?: string | undefined
  readonly threads?: number | undefined
  /** Whether SQL may read and write files of this machine. */
  readonly allowLocalFiles: boolean
}

/**
 * The DuckDB of one connection: in memory, loaded and opened when first needed, one instance for each time zone in
 * use (a locked instance can't change its zone). A statement gets a session with temporary tables of its own, which
 * are gone when the session is closed.
 *
 * ```ts
 * const database = new LocalDatabase({ memoryLimit: '2GB', allowLocalFiles: false })
 * const session = await database.openSession('Europe/London')
 * …
 * session.close()
 * database.close()
 * ```
 */
export class LocalDatabase {
  private readonly instances = new Map<string, Promise<LocalInstance>>()
  private readonly csvFolder: CsvFolder
  private readonly tables = new LocalTables()
  private closed = false

  constructor(private readonly settings: LocalDatabaseSettings) {
    this.csvFolder = new CsvFolder(ownFolder(settings.tempDirectory, 'certsql-csv'))
  }

  /** `localTables`: the temporary tables of the connection that the session will read. */
  async openSession(timeZone: string, localTables: readonly string[] = []): Promise<DuckDbSession> {
    const instance = await this.instanceFor(timeZone)
    await this.tables.bring(localTables, instance.database)
    const connection = await instance.database.connect()
    const { duckdb, slots, database } = instance
    const parts: SessionParts = {
      slots,
      csvFolder: this.csvFolder,
      discardInstance: () => this.discard(timeZone, instance),
      keepTable: (storage, rows) => this.tables.add(storage, rows, database),
    }
    return new DuckDbSession(
      duckdb,
      connection,
      parts,
      localTables.map((storage) => [storage, this.tables.rowsIn(storage)]),
    )
  }

  /** Drops a temporary table of the connection. */
  dropTable(storage: string): Promise<void> {
    return this.tables.drop(storage)
  }

  /** Ends everything; sessions that are still open fail. */
  close(): void {
    this.closed = true
    this.csvFolder.close()
    for (const [timeZone, instance] of this.instances) {
      this.instances.delete(timeZone)
      instance.then(
        ({ database }) => database.closeSync(),
        () => undefined,
      )
    }
  }

  private instanceFor(timeZone: string): Promise<LocalInstance> {
    if (this.closed) return Promise.reject(new Error('The local database is closed.'))
    const known = this.instances.get(timeZone)
    if (known !== undefined) return known
    const opening = openInstance(this.settings, timeZone, this.csvFolder.path)
    this.instances.set(timeZone, opening)
    opening.catch(() => this.instances.delete(timeZone))
    return opening
  }

  /** After a fatal error DuckDB refuses the whole instance; the next statement gets a new one. */
  private discard(timeZone: string, instance: LocalInstance): void {
    this.instances.delete(timeZone)
    this.tables.forget(instance.database)
    instance.database.closeSync()
  }
}

interface LocalInstance {
  readonly duckdb: DuckDb
  readonly database: DuckDBInstance
  readonly slots: PageSlots
}

async function openInstance(
  settings: LocalDatabaseSettings,
  timeZone: string,
  csvFolder: string,
): Promise<LocalInstance> {
  const duckdb = await loadDuckDb()
  removeOrphans(settings.tempDirectory)
  const database = await duckdb.api.DuckDBInstance.create(':memory:', instanceOptions(settings))
  const connection = await database.connect()
  try {
    const slots = new PageSlots(duckdb)
    connection.registerTableFunction(slots.tableFunction(PAGE_FUNCTION))
    await connection.run(CREATE_LOCAL_STORAGE)
    for (const statement of lockDown(settings, timeZone, csvFolder)) await connection.run(statement)
    return { duckdb, database, slots }
  } catch (error) {
    database.closeSync()
    throw error
  } finally {
    connection.closeSync()
  }
}

/**
 * Rewritings of DuckDB 1.5.6 that may change the answer:
 * - `join_filter_pushdown` filters what lies below LIMIT, DISTINCT ON and windows by the keys of a join above, and so
 *   changes which rows those choose (duckdb issue 22924);
 * - `window_self_join` takes `PARTITION BY a, a` for `PARTITION BY a, b` (24780), and draws random numbers twice (24302);
 * - `common_subplan` takes subqueries of a UNION for the same that are not (25819).
 */
const UNSAFE_OPTIMIZERS = ['join_filter_pushdown', 'window_self_join', 'common_subplan']

function instanceOptions(settings: LocalDatabaseSettings): Record<string, string> {
  return {
    temp_directory: settings.tempDirectory ?? ownFolder(undefined, 'certsql'),
    // Extensions are code from the network; all that is needed is built in.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(settings.memoryLimit !== undefined && { memory_limit: settings.memoryLimit }),
    ...(settings.threads !== undefined && { threads: String(settings.threads) }),
  }
}

/**
 * The last settings of an instance: afterwards nothing can be set any more, and no file be touched but those that this
 * process puts into its own folder, for the pages of Bulk results.
 */
function lockDown(settings: LocalDatabaseSettings, timeZone: string, csvFolder: string): readonly string[] {
  return [
    `SET GLOBAL TimeZone = ${quoteText(timeZone)}`,
    // INTEGER / INTEGER is an INTEGER, as in PostgreSQL.
    'SET GLOBAL integer_division = true',
    `SET GLOBAL disabled_optimizers = '${UNSAFE_OPTIMIZERS.join()}'`,
    ...(settings.allowLocalFiles
      ? []
      : [
          `SET GLOBAL allowed_directories = [${quoteText(`${csvFolder}/`)}]`,
          'SET GLOBAL enable_external_access = false',
          'SET GLOBAL lock_configuration = true',
        ]),
  ]
}
