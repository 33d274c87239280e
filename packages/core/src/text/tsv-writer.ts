import type { Column, SqlValue } from '../row-batch.js'
import type { SqlType } from '../sql-type.js'
import type { RowWriter } from './row-writer.js'
import { valueText } from './value-text.js'

export interface TsvStyle {
  readonly header: boolean
  /** What stands for NULL. */
  readonly nullText: string
}

/** Tab-separated values in the manner of PostgreSQL's COPY: one line per row, `\t`, `\n`, `\r`, `\\` escaped, NULL as `\N`. */
export class TsvWriter implements RowWriter {
  private types: readonly SqlType[] = []

  constructor(private readonly style: TsvStyle = { header: true, nullText: '\\N' }) {}

  begin(columns: readonly Column[]): string {
    this.types = columns.map(({ type }) => type)
    if (!this.style.header) return ''
    return line(columns.map(({ name }) => escapeText(name)))
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows.map((row) => line(row.map((value, index) => this.cell(value, index)))).join('')
  }

  end(): string {
    return ''
  }

  private cell(value: SqlValue, index: number): string {
    const type = this.types[index]
    return value === null || type === undefined ? this.style.nullText : escapeText(valueText(value, type))
  }
}

function line(fields: readonly string[]): string {
  return `${fields.join('\t')}\n`
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeText(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
}
