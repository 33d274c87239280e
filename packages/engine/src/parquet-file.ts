import { type Column, quoteIdentifier, quoteText, type RowBatch } from '@certsql/core'
import { quotePath } from './duckdb/quote-path.js'
import { readChunks } from './duckdb/read-chunks.js'
import type { ExecutionContext } from './execution-context.js'
import { Execution } from './run/execution.js'
import { inSession } from './run/in-session.js'

/** A Parquet file of this machine that was written here. */
export class ParquetFile {
  constructor(
    private readonly path: string,
    private readonly context: () => ExecutionContext,
  ) {}

  /**
   * Rows and sums of columns, as text with all digits; null for a column without values.
   *
   * ```ts
   * await file.totals(['Amount'])   // { rows: 3, sums: ['12.50'] }
   * ```
   */
  async totals(columns: readonly string[]): Promise<{ rows: number; sums: readonly (string | null)[] }> {
    const figures = ['COUNT(*)', ...columns.map((name) => `SUM(${quoteIdentifier(name)})`)]
    const texts = figures.map((figure) => `CAST(${figure} AS VARCHAR)`)
    const [row] = await inSession(this.context(), (session) =>
      session.firstColumn(`SELECT [${texts.join(', ')}] FROM ${this.source}`),
    )
    const [rows, ...sums] = textsOf(row)
    return { rows: Number(rows), sums }
  }

  /** The rows whose moment in a column is not before another one. */
  async *rowsSince(columns: readonly Column[], stamp: string, since: Date): AsyncGenerator<RowBatch> {
    const execution = new Execution(this.context())
    const session = await execution.openSession()
    try {
      const chunks = await session.stream(
        `SELECT * FROM ${this.source} WHERE ${quoteIdentifier(stamp)} >= TIMESTAMPTZ ${quoteText(since.toISOString())}`,
      )
      yield* readChunks(chunks, columns, execution.readerContext(session))
    } finally {
      execution.stop()
      session.close()
    }
  }

  /** Writes the rows anew as files in folders: `folder/Status=Open/data_0.parquet`. */
  async partitionInto(folder: string, columns: readonly string[], compression: string): Promise<void> {
    await inSession(this.context(), (session) =>
      session.run(`COPY (SELECT * FROM ${this.source})
        TO ${quoteText(folder)} (FORMAT parquet, COMPRESSION ${compression},
          PARTITION_BY (${columns.map(quoteIdentifier).join(', ')}))`),
    )
  }

  private get source(): string {
    return `read_parquet(${quotePath(this.path)}, hive_partitioning = false)`
  }
}

function textsOf(row: unknown): readonly (string | null)[] {
  const { items } = row as { readonly items: readonly unknown[] }
  return items.map((item) => (item === null ? null : String(item)))
}
