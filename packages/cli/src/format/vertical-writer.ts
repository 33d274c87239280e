import type { Column, RowWriter, SqlValue } from '@certsql/core'
import { displayWidth } from './display-width.js'
import { readableText } from './readable-text.js'
import { dim } from './style.js'
import { TOTAL, TotalsLine } from './totals-line.js'
import { visibleText } from './visible-text.js'
import type { WriterSettings } from './writer-settings.js'

/** Each row as a record, one line per column, for results too wide for a table. */
export class VerticalWriter implements RowWriter {
  private columns: readonly Column[] = []
  private labels: readonly string[] = []
  private labelWidth = 0
  private count = 0
  private totals: TotalsLine | undefined

  constructor(private readonly settings: WriterSettings) {}

  begin(columns: readonly Column[]): string {
    const names = columns.map(({ name }) => visibleText(name).replaceAll('\n', ' '))
    this.columns = columns
    this.totals = TotalsLine.of(columns, this.settings)
    this.labelWidth = Math.max(0, ...names.map(displayWidth))
    this.labels = names.map((name) => name + ' '.repeat(this.labelWidth - displayWidth(name)))
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    this.totals?.add(rows)
    return rows.map((row) => this.record(row)).join('')
  }

  end(): string {
    if (this.totals === undefined || this.count === 0) return ''
    return this.lines(TOTAL, this.totals.values)
  }

  private record(row: readonly SqlValue[]): string {
    this.count += 1
    return this.lines(
      `record ${this.count}`,
      this.columns.map((_, index) => row[index] ?? null),
    )
  }

  /** A line for each value; none where there is none. */
  private lines(title: string, row: readonly (SqlValue | undefined)[]): string {
    const { plainBorders, colour } = this.settings
    const [dash, bar] = plainBorders ? ['-', '|'] : ['─', '│']
    const head = `${dash}${dash} ${title} `
    const lines = this.labels.flatMap((label, index) => {
      const value = row[index]
      if (value === undefined) return []
      const cell = this.cell(value, index)
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
