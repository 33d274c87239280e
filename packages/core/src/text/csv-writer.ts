import type { Column, SqlValue } from '../row-batch.js'
import type { SqlType } from '../sql-type.js'
import type { RowWriter } from './row-writer.js'
import { valueText } from './value-text.js'

/** RFC 4180, 2.1: each record ends with CR LF. */
const END_OF_RECORD = '\r\n'

/**
 * CSV as in RFC 4180: a header, CR LF, quotes where they are needed. NULL is an empty field and the empty text a quoted
 * one (`""`), so that a reader who cares can tell them apart.
 */
export class CsvWriter implements RowWriter {
  private types: readonly SqlType[] = []

  begin(columns: readonly Column[]): string {
    this.types = columns.map(({ type }) => type)
    return record(columns.map(({ name }) => field(name)))
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows.map((row) => record(row.map((value, index) => this.cell(value, index)))).join('')
  }

  end(): string {
    return ''
  }

  private cell(value: SqlValue, index: number): string {
    const type = this.types[index]
    return value === null || type === undefined ? '' : field(valueText(value, type))
  }
}

function record(fields: readonly string[]): string {
  return fields.join(',') + END_OF_RECORD
}

function field(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
