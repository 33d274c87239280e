import { type Column, isNumeric, type RowWriter, type SqlValue } from '@certsql/core'
import { readableText } from './readable-text.js'

/** A table of HTML, to be put into a page or a mail. */
export class HtmlWriter implements RowWriter {
  private columns: readonly Column[] = []

  begin(columns: readonly Column[]): string {
    this.columns = columns
    const names = columns.map(({ name, type }) => cell('th', name, type))
    return `<table>\n<thead>\n<tr>${names.join('')}</tr>\n</thead>\n<tbody>\n`
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows
      .map(
        (row) =>
          `<tr>${this.columns.map((column, index) => data(row[index] ?? null, column)).join('')}</tr>\n`,
      )
      .join('')
  }

  end(): string {
    return '</tbody>\n</table>\n'
  }
}

function data(value: SqlValue, { type }: Column): string {
  return value === null ? '<td></td>' : cell('td', readableText(value, type), type)
}

function cell(tag: 'td' | 'th', text: string, type: Column['type']): string {
  const align = isNumeric(type) ? ' style="text-align: right"' : ''
  return `<${tag}${align}>${escapeHtml(text)}</${tag}>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign).replaceAll('\n', '<br>')
}
