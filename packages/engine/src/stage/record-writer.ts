import type { JsonRecord } from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'
import type { DuckDBDataChunk, DuckDBType } from '@duckdb/node-api'
import { duckDbType } from '../duckdb/duckdb-type.js'
import type { DuckDb } from '../duckdb/load-duckdb.js'
import { type ColumnWriter, columnWriter, NumberDoesNotFit } from './column-writer.js'
import { widenColumn } from './widen-column.js'

/** A table needs a column, even when it is only there to have its rows counted. */
const ROW_MARK: ScanColumn = { name: 'row mark', type: { kind: 'boolean' }, path: [''], compound: false }

/** Writes records into chunks of DuckDB; columns that turn out too narrow become wider. */
export class RecordWriter {
  /** As they are now. */
  readonly columns: ScanColumn[]
  private readonly writers: ColumnWriter[]

  constructor(
    private readonly duckdb: DuckDb,
    columns: readonly ScanColumn[],
  ) {
    this.columns = columns.length === 0 ? [ROW_MARK] : [...columns]
    this.writers = this.columns.map((column) => columnWriter(column, duckdb))
  }

  get types(): readonly DuckDBType[] {
    return this.columns.map(({ type }) => duckDbType(type, this.duckdb))
  }

  /** Takes some records in, at most as many as a vector holds; gives the columns that became wider for them. */
  fill(records: readonly JsonRecord[], start: number, count: number): readonly ScanColumn[] {
    const widened: ScanColumn[] = []
    for (const [index, column] of this.columns.entries()) {
      try {
        this.writers[index]?.fill(records, start, count)
      } catch (error) {
        if (!(error instanceof NumberDoesNotFit)) throw error
        const wider = widenColumn(column, records)
        const writer = columnWriter(wider, this.duckdb)
        writer.fill(records, start, count)
        this.columns[index] = wider
        this.writers[index] = writer
        widened.push(wider)
      }
    }
    return widened
  }

  /** Puts the records taken in into a chunk with as many rows. */
  flush(chunk: DuckDBDataChunk): void {
    const { bindings } = this.duckdb
    for (const [index, writer] of this.writers.entries()) {
      writer.flush(bindings.data_chunk_get_vector(chunk.chunk, index))
    }
  }
}
