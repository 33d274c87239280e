import type { Column, RowBatch } from '../row-batch.js'
import { JsonRows } from './json-rows.js'
import type { RowWriter } from './row-writer.js'

/** One JSON object per line. */
export class NdjsonWriter implements RowWriter {
  private rows = new JsonRows([])

  begin(columns: readonly Column[]): string {
    this.rows = new JsonRows(columns)
    return ''
  }

  write(rows: RowBatch['rows']): string {
    return rows.map((row) => `${this.rows.objectText(row)}\n`).join('')
  }

  end(): string {
    return ''
  }
}
