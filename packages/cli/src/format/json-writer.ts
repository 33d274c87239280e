import type { Column, RowBatch } from '@certsql/core'
import { JsonRows } from './json-rows.js'
import type { ResultWriter } from './result-writer.js'

/** One array of objects, one row per line. */
export class JsonWriter implements ResultWriter {
  private rows = new JsonRows([])
  private empty = true

  begin(columns: readonly Column[]): string {
    this.rows = new JsonRows(columns)
    return '['
  }

  write(rows: RowBatch['rows']): string {
    const objects = rows.map((row) => `\n  ${this.rows.objectText(row)}`)
    if (objects.length === 0) return ''
    const separator = this.empty ? '' : ','
    this.empty = false
    return separator + objects.join(',')
  }

  end(): string {
    return this.empty ? ']\n' : '\n]\n'
  }
}
