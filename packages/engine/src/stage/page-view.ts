import { type JsonRecord, quoteIdentifier } from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'
import type { DuckDBPreparedStatement } from '@duckdb/node-api'
import type { ChunkStream, DuckDbSession } from '../duckdb/duckdb-session.js'
import { duckDbTypeName } from '../duckdb/duckdb-type.js'
import { PAGE_FUNCTION, type PageSource } from '../duckdb/page-slots.js'
import { RecordWriter } from './record-writer.js'

/**
 * A query that is run on one page of records after the other, prepared once. It sees the page as a view: nothing is
 * stored in DuckDB, so memory stays flat however many pages pass.
 */
export class PageView {
  private readonly slot: number
  private readonly writer: RecordWriter
  private statement: DuckDBPreparedStatement | undefined

  constructor(
    private readonly session: DuckDbSession,
    private readonly name: string,
    columns: readonly ScanColumn[],
    private readonly sql: string,
  ) {
    this.slot = session.slots.open()
    this.writer = new RecordWriter(session.duckdb, columns)
  }

  /** Runs the query on these records; its answer must be read before the next call. */
  async *run(records: readonly JsonRecord[]): AsyncGenerator<ChunkStream> {
    const rowsPerChunk = this.session.duckdb.bindings.vector_size()
    for (let start = 0; start < records.length; start += rowsPerChunk) {
      yield await this.runOnChunk(records, start, Math.min(rowsPerChunk, records.length - start))
    }
  }

  close(): void {
    this.statement?.destroySync()
    this.session.slots.close(this.slot)
  }

  private async runOnChunk(
    records: readonly JsonRecord[],
    start: number,
    count: number,
  ): Promise<ChunkStream> {
    const widened = this.writer.fill(records, start, count)
    this.session.slots.put(this.slot, this.page(count))
    if (this.statement === undefined || widened.length > 0) this.statement = await this.prepare()
    return this.session.streamPrepared(this.statement, this.sql)
  }

  private page(rowCount: number): PageSource {
    const { writer } = this
    return {
      names: writer.columns.map(({ name }) => name),
      types: writer.types,
      rowCount,
      write: (chunk) => writer.flush(chunk),
    }
  }

  private async prepare(): Promise<DuckDBPreparedStatement> {
    this.statement?.destroySync()
    const items = this.writer.columns.map(({ name, type }) => {
      const column = quoteIdentifier(name)
      // Pages carry JSON as text.
      return type.kind === 'json' ? `${column}::${duckDbTypeName(type)} AS ${column}` : column
    })
    await this.session.run(
      `CREATE OR REPLACE TEMP VIEW ${quoteIdentifier(this.name)} AS SELECT ${items.join(', ')} FROM ${PAGE_FUNCTION}(${this.slot})`,
    )
    return this.session.prepare(this.sql)
  }
}
