import type { Column, RowBatch } from '../row-batch.js'

/**
 * Turns one result into text, piece by piece: rows go in as they arrive, and text comes out as soon as there is some.
 * A writer is used for one result.
 *
 * ```ts
 * const writer = new CsvWriter()
 * output(writer.begin(columns))
 * for await (const { rows } of batches) output(writer.write(rows))
 * output(writer.end())
 * ```
 */
export interface RowWriter {
  begin(columns: readonly Column[]): string
  write(rows: RowBatch['rows']): string
  end(): string
}
