import type { Column, RowWriter, SqlValue } from '@certsql/core'
import { displayWidth } from './display-width.js'
import { readableText } from './readable-text.js'
import { dim } from './style.js'
import { visibleText } from './visible-text.js'
import type { WriterSettings } from './writer-settings.js'

/** Each row as a record, one line per column, for results too wide for a table. */
export class VerticalWriter implements RowWriter {
  private columns: readonly Column[] = []
  private labels: readonly string[] = []
  private labelWidth = 0
  private count = 0

  constructor(private readonly settings: WriterSettings) {}

  begin(columns: readonly Column[]): string {
    const names = columns.map(({ name }) => visibleText(name).replaceAll('\n', ' '))
    this.columns = columns
    this.labelWidth = Math.max(0, ...names.map(displayWidth))
    this.labels = names.map((name) => name + ' '.repeat(this.labelWidth - displayWidth(name)))
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    return rows.map((row) => this.record(row)).join('')
  }

  end(): string {
    return ''
  }

  private record(row: readonly SqlValue[]): string {
    const { plainBorders, colour } = this.settings
    this.count += 1
    const [dash, bar] = plainBorders ? ['-', '|'] : ['─', '│']
    const head = `${dash}${dash} record ${this.count} `
    const lines = this.labels.map((label, index) => {
      const cell = this.cell(row[index] ?? null, index)
      const continuation = `\n${' '.repeat(this.labelWidth)} ${bar} `
      return `${label} ${bar} ${cell.replaceAll('\n', continuation)}\n`
    })
    return `${dim(head.padEnd(Math.max(this.labelWidth + 3, head.length + 2), dash), colour)}\n${lines.join('')}`
  }

  private cell(value: SqlValue, index: number): string {
    const type = this.columns[index]?.type
    if (value === null || type === undefined) return dim(this.settings.nullText, this.settings.colour)
    return readableText(value, type, this.settings.groupsDigits)
  }
}
