import type { Column, SqlValue } from '../row-batch.js'
import type { SqlType } from '../sql-type.js'
import type { RowWriter } from './row-writer.js'
import { valueText } from './value-text.js'

/** RFC 4180, 2.1: each record ends with CR LF. */
const END_OF_RECORD = '\r\n'

export interface CsvStyle {
  readonly header: boolean
  readonly delimiter: string
  /** What stands for NULL; a text that is the same is quoted. */
  readonly nullText: string
}

const RFC_4180: CsvStyle = { header: true, delimiter: ',', nullText: '' }

/**
 * CSV as in RFC 4180: a header, CR LF, quotes where they are needed. NULL is an empty field and the empty text a quoted
 * one (`""`), so that a reader who cares can tell them apart.
 */
export class CsvWriter implements RowWriter {
  private types: readonly SqlType[] = []

  constructor(private readonly style: CsvStyle = RFC_4180) {}

  begin(columns: readonly Column[]): string {
    this.types = columns.map(({ type }) => type)
    return this.style.header ? this.record(columns.map(({ name }) => this.field(name))) : ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows.map((row) => this.record(row.map((value, index) => this.cell(value, index)))).join('')
  }

  end(): string {
    return ''
  }

  private cell(value: SqlValue, index: number): string {
    const type = this.types[index]
    return value === null || type === undefined ? this.style.nullText : this.field(valueText(value, type))
  }

  private record(fields: readonly string[]): string {
    return fields.join(this.style.delimiter) + END_OF_RECORD
  }

  private field(text: string): string {
    const { delimiter, nullText } = this.style
    const isQuoted =
      text === '' || text === nullText || text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text)
    return isQuoted ? `"${text.replaceAll('"', '""')}"` : text
  }
}
