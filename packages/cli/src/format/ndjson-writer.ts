import type { Column, RowBatch } from '@certsql/core'
import { JsonRows } from './json-rows.js'
import type { ResultWriter } from './result-writer.js'

/** One JSON object per line. */
export class NdjsonWriter implements ResultWriter {
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
