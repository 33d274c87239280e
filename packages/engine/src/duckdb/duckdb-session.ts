import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBPreparedStatement,
  DuckDBType,
} from '@duckdb/node-api'
import { cancelled } from '../cancellation.js'
import type { CsvFolder } from './csv-folder.js'
import { fromDuckDbError, isFatal } from './duckdb-error.js'
import type { DuckDb } from './load-duckdb.js'
import type { PageSlots } from './page-slots.js'

/** A query's answer on its way: the types first, then chunk by chunk. */
export interface ChunkStream extends AsyncIterable<DuckDBDataChunk> {
  readonly types: readonly DuckDBType[]
}

/** What sessions share. */
export interface SessionParts {
  readonly slots: PageSlots
  readonly csvFolder: CsvFolder
  /** Called after a fatal error. */
  readonly discardInstance: () => void
  /** Called when a table has been made that is to outlive the session. */
  readonly keepTable: (storage: string, rows: number) => void
}

/** One statement's part of the local database: a connection whose tables nobody else sees. */
export class DuckDbSession {
  private readonly stopListening: (() => void)[] = []
  private readonly rows: Map<string, number>
  private signal: AbortSignal | undefined
  private lastWork: Promise<void> = Promise.resolve()
  private closed = false
  /** Called when a piece of work is over, with the time when it began. */
  onWork: ((start: number) => void) | undefined

  constructor(
    readonly duckdb: DuckDb,
    private readonly connection: DuckDBConnection,
    private readonly parts: SessionParts,
    localRows: Iterable<readonly [string, number]> = [],
  ) {
    this.rows = new Map(localRows)
  }

  get slots(): PageSlots {
    return this.parts.slots
  }

  get csvFolder(): CsvFolder {
    return this.parts.csvFolder
  }

  /** Interrupts whatever runs here when the signal is aborted. */
  interruptOn(signal: AbortSignal): void {
    this.signal = signal
    const interrupt = () => this.connection.interrupt()
    signal.addEventListener('abort', interrupt)
    this.stopListening.push(() => signal.removeEventListener('abort', interrupt))
  }

  async run(sql: string): Promise<void> {
    await this.exclusively(sql, () => this.connection.run(sql))
  }

  /** Runs an INSERT; gives the number of its rows. */
  async insert(sql: string): Promise<number> {
    const { rowsChanged } = await this.exclusively(sql, () => this.connection.run(sql))
    return rowsChanged
  }

  /** Runs a statement that takes rows of a query; gives their number. */
  async count(sql: string): Promise<number> {
    const rows = await this.exclusively(sql, async () => (await this.connection.run(sql)).getRows())
    return Number(rows[0]?.[0] ?? 0)
  }

  /** The types of the columns of a query. */
  typesOf(sql: string): Promise<readonly string[]> {
    return this.describe(sql, (statement, index) => String(statement.columnType(index)))
  }

  /** And their names. */
  namesOf(sql: string): Promise<readonly string[]> {
    return this.describe(sql, (statement, index) => statement.columnName(index))
  }

  private async describe<Fact>(
    sql: string,
    factOf: (statement: DuckDBPreparedStatement, index: number) => Fact,
  ): Promise<readonly Fact[]> {
    const statement = await this.prepare(sql)
    try {
      return Array.from({ length: statement.columnCount }, (_, index) => factOf(statement, index))
    } finally {
      statement.destroySync()
    }
  }

  /** Tells that a table was made that the sessions to come may read. */
  keepTable(storage: string, rows: number): void {
    this.parts.keepTable(storage, rows)
  }

  /** Tells that rows were put into a table of this session. */
  addRows(table: string, rows: number): void {
    this.rows.set(table, this.rowsIn(table) + rows)
  }

  /** Of a table that was filled for this session, or that outlives sessions; DuckDB would take half a millisecond to tell. */
  rowsIn(table: string): number {
    return this.rows.get(table) ?? 0
  }

  /** The first column of all rows at once: a stream would end when other work on the connection comes in between. */
  async firstColumn(sql: string): Promise<readonly unknown[]> {
    return this.exclusively(sql, async () => {
      const result = await this.connection.runAndReadAll(sql)
      return result.getColumns()[0] ?? []
    })
  }

  /** The first row of an answer. */
  async firstRow(sql: string): Promise<readonly unknown[]> {
    return this.exclusively(sql, async () => {
      const result = await this.connection.runAndReadAll(sql)
      return result.getRows()[0] ?? []
    })
  }

  prepare(sql: string): Promise<DuckDBPreparedStatement> {
    return this.exclusively(sql, () => this.connection.prepare(sql))
  }

  createAppender(table: string): Promise<DuckDBAppender> {
    return this.exclusively(`append to ${table}`, () => this.connection.createAppender(table))
  }

  /** Runs a query; only the next chunk is ever held. */
  async stream(sql: string): Promise<ChunkStream> {
    const statement = await this.prepare(sql)
    return this.streamPrepared(statement, sql)
  }

  async streamPrepared(statement: DuckDBPreparedStatement, sql: string): Promise<ChunkStream> {
    const result = await this.exclusively(sql, () => statement.stream())
    const fetchChunk = () => this.exclusively(sql, () => result.fetchChunk())
    return {
      types: result.columnTypes(),
      async *[Symbol.asyncIterator]() {
        for (;;) {
          const chunk = await fetchChunk()
          if (chunk === null || chunk.rowCount === 0) return
          yield chunk
        }
      },
    }
  }

  /** Forgets the session's tables. A session may be closed more than once. */
  close(): void {
    if (this.closed) return
    this.closed = true
    for (const stop of this.stopListening) stop()
    this.connection.closeSync()
  }

  /**
   * Runs work on the connection when nothing else does: DuckDB gives up a query that is under way when another one,
   * or the flush of an appender, comes in between.
   */
  exclusively<Result>(sql: string, work: () => Result | Promise<Result>): Promise<Result> {
    const result = this.lastWork.then(() => this.guard(sql, work))
    this.lastWork = result.then(ignore, ignore)
    return result
  }

  private async timed<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const start = performance.now()
    try {
      return await work()
    } finally {
      this.onWork?.(start)
    }
  }

  private async guard<Result>(sql: string, work: () => Result | Promise<Result>): Promise<Result> {
    try {
      if (this.signal?.aborted) throw cancelled(this.signal)
      return await this.timed(work)
    } catch (error) {
      if (this.signal?.aborted) throw cancelled(this.signal)
      if (isFatal(error)) this.parts.discardInstance()
      throw fromDuckDbError(error, sql)
    }
  }
}

function ignore(): void {}
