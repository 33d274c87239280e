import type { RowWriter } from '@certsql/core'
import { type Column, isNumeric, type SqlValue } from '@certsql/core'
import { readableText } from './readable-text.js'
import { visibleText } from './visible-text.js'

/** A table of GitHub's Markdown. */
export class MarkdownWriter implements RowWriter {
  private columns: readonly Column[] = []

  constructor(private readonly nullText: string) {}

  begin(columns: readonly Column[]): string {
    this.columns = columns
    const rules = columns.map(({ type }) => (isNumeric(type) ? '---:' : '---'))
    return line(columns.map(({ name }) => escapeText(visibleText(name)))) + line(rules)
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows
      .map((row) => line(this.columns.map(({ type }, index) => this.cell(row[index] ?? null, type))))
      .join('')
  }

  end(): string {
    return ''
  }

  private cell(value: SqlValue, type: Column['type']): string {
    return value === null ? this.nullText : escapeText(readableText(value, type))
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}

function escapeText(text: string): string {
  return text.replace(/[\\|<>*`[\]]|&(?=#?\w+;)/g, (character) => `\\${character}`).replaceAll('\n', '<br>')
}
