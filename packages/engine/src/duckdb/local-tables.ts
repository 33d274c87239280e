import { CertSqlError, quoteIdentifier } from '@certsql/core'
import { LOCAL_STORAGE } from '@certsql/planner'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** Makes the schema that temporary tables live in: not DuckDB's own temporary one, which ends with a session. */
export const CREATE_LOCAL_STORAGE = `CREATE SCHEMA ${quoteIdentifier(LOCAL_STORAGE)}`

export function storagePath(storage: string): string {
  return `${quoteIdentifier(LOCAL_STORAGE)}.${quoteIdentifier(storage)}`
}

/**
 * Which instances of the local database hold which temporary tables. A table is made in the instance of the time zone
 * of that moment; a statement in another zone gets a copy, since a locked instance cannot change its zone.
 */
export class LocalTables {
  private readonly copies = new Map<string, Map<DuckDBInstance, Promise<void>>>()
  private readonly rows = new Map<string, number>()

  /** The table is there, in this instance. */
  add(storage: string, rows: number, instance: DuckDBInstance): void {
    this.copies.set(storage, new Map([[instance, Promise.resolve()]]))
    this.rows.set(storage, rows)
  }

  rowsIn(storage: string): number {
    return this.rows.get(storage) ?? 0
  }

  /** Sees to it that an instance has these tables. */
  async bring(storages: readonly string[], instance: DuckDBInstance): Promise<void> {
    for (const storage of storages) await this.bringOne(storage, instance)
  }

  async drop(storage: string): Promise<void> {
    const copies = this.copies.get(storage)
    this.forgetTable(storage)
    for (const [instance, copied] of copies ?? []) {
      await copied.catch(() => undefined)
      await withConnection(instance, (connection) =>
        connection.run(`DROP TABLE IF EXISTS ${storagePath(storage)}`),
      )
    }
  }

  /** The instance is gone, and all that only it had. */
  forget(instance: DuckDBInstance): void {
    for (const [storage, copies] of this.copies) {
      copies.delete(instance)
      if (copies.size === 0) this.forgetTable(storage)
    }
  }

  private forgetTable(storage: string): void {
    this.copies.delete(storage)
    this.rows.delete(storage)
  }

  private async bringOne(storage: string, instance: DuckDBInstance): Promise<void> {
    const copies = this.copies.get(storage)
    const [origin] = copies ?? []
    if (copies === undefined || origin === undefined) throw lost()
    const known = copies.get(instance)
    if (known !== undefined) return known
    const copied = origin[1].then(() => copyTable(storage, origin[0], instance))
    copies.set(instance, copied)
    copied.catch(() => copies.delete(instance))
    return copied
  }
}

function lost(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-2001',
    message: 'A temporary table that the statement reads is gone.',
    hint: 'make it again with CREATE TEMP TABLE … AS',
  })
}

async function copyTable(storage: string, from: DuckDBInstance, to: DuckDBInstance): Promise<void> {
  const path = storagePath(storage)
  await withConnection(from, async (source) => {
    const rows = await source.stream(`SELECT * FROM ${path}`)
    const types = rows.columnTypes().map((type) => type.alias ?? String(type))
    const columns = rows.columnNames().map((name, index) => `${quoteIdentifier(name)} ${types[index]}`)
    await withConnection(to, async (target) => {
      await target.run(`CREATE TABLE ${path} (${columns.join(', ')})`)
      const appender = await target.createAppender(storage, LOCAL_STORAGE)
      for (;;) {
        const chunk = await rows.fetchChunk()
        if (chunk === null || chunk.rowCount === 0) break
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
    })
  })
}

async function withConnection<Result>(
  instance: DuckDBInstance,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}
