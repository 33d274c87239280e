import type { Column, RowBatch } from '../row-batch.js'
import { JsonRows } from './json-rows.js'
import type { RowWriter } from './row-writer.js'

/** One array of objects, one row per line. */
export class JsonWriter implements RowWriter {
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
