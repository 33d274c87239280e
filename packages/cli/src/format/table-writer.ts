import type { RowWriter } from '@certsql/core'
import { type Column, isNumeric, type SqlValue } from '@certsql/core'
import Table from 'cli-table3'
import { type CellText, cellText } from './cell-text.js'
import { displayWidth } from './display-width.js'
import { bold, dim } from './style.js'
import { BOX_BORDERS, PLAIN_BORDERS, type TableBorders } from './table-borders.js'
import type { WriterSettings } from './writer-settings.js'

/** So many rows are looked at before the columns get their widths; the rest streams. */
export const SAMPLE_ROWS = 1_000

/** cli-table3 compares each row of a table with all the others, so small tables one below the other are faster. */
const ROWS_AT_ONCE = 20

/** One space on either side of a cell. */
const PADDING = 2

/**
 * A table with borders. Nothing is ever cut off: a value wider than those of the sample widens its column from there
 * on, and a text of several lines makes its row taller.
 */
export class TableWriter implements RowWriter {
  private columns: readonly Column[] = []
  private widths: number[] = []
  private waiting: CellText[][] = []
  private sampled = false
  private readonly borders: TableBorders

  constructor(private readonly settings: WriterSettings) {
    this.borders = settings.plainBorders ? PLAIN_BORDERS : BOX_BORDERS
  }

  begin(columns: readonly Column[]): string {
    this.columns = columns
    this.widths = columns.map(({ name }) => displayWidth(cellText(name, { kind: 'null' }, '').text))
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    for (const row of rows) this.waiting.push(this.cells(row))
    return this.sampled || this.waiting.length >= SAMPLE_ROWS ? this.flush() : ''
  }

  end(): string {
    return `${this.flush()}${this.bottom()}\n`
  }

  private cells(row: readonly SqlValue[]): CellText[] {
    return this.columns.map(({ type }, index) => cellText(row[index] ?? null, type, this.settings.nullText))
  }

  private flush(): string {
    for (const row of this.waiting) this.widen(row)
    const head = this.sampled ? '' : this.head()
    this.sampled = true
    const body: string[] = []
    for (let start = 0; start < this.waiting.length; start += ROWS_AT_ONCE) {
      body.push(this.body(this.waiting.slice(start, start + ROWS_AT_ONCE)))
    }
    this.waiting = []
    return head + body.join('')
  }

  private widen(row: readonly CellText[]): void {
    row.forEach(({ width }, index) => {
      if (width > (this.widths[index] ?? 0)) this.widths[index] = width
    })
  }

  private head(): string {
    const names = this.columns.map(({ name }) => cellText(name, { kind: 'null' }, '').text)
    const table = this.table(this.borders.head)
    table.push(names.map((name) => paintLines(name, (line) => bold(line, this.settings.colour))))
    return `${table.toString()}\n`
  }

  private body(rows: readonly (readonly CellText[])[]): string {
    const table = this.table(this.borders.body)
    for (const row of rows) {
      table.push(row.map(({ text, isNull }) => (isNull ? dim(text, this.settings.colour) : text)))
    }
    return `${table.toString()}\n`
  }

  private bottom(): string {
    const { left, dash, cross, right } = this.borders.bottom
    return left + this.widths.map((width) => dash.repeat(width + PADDING)).join(cross) + right
  }

  private table(chars: TableBorders['body']): Table.Table {
    return new Table({
      chars,
      colWidths: this.widths.map((width) => width + PADDING),
      colAligns: this.columns.map(({ type }) => (isNumeric(type) ? 'right' : 'left')),
      style: { head: [], border: [], compact: true },
    })
  }
}

/** The columns of the screen that a table of these rows takes. */
export function tableWidth(
  columns: readonly Column[],
  rows: readonly (readonly SqlValue[])[],
  nullText: string,
): number {
  const widths = columns.map(({ name, type }, index) =>
    Math.max(
      cellText(name, { kind: 'null' }, '').width,
      ...rows.map((row) => cellText(row[index] ?? null, type, nullText).width),
    ),
  )
  return widths.reduce((total, width) => total + width + PADDING + 1, 1)
}

/** Each line by itself: a colour must not run over the border. */
function paintLines(text: string, paint: (line: string) => string): string {
  return text.split('\n').map(paint).join('\n')
}
