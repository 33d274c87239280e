import { type Column, isNumeric, type RowWriter, type SqlValue, TEXT } from '@certsql/core'
import Table from 'cli-table3'
import { type CellText, cellText } from './cell-text.js'
import { displayWidth } from './display-width.js'
import { isWrappable } from './fit-columns.js'
import { bold, dim } from './style.js'
import { BOX_BORDERS, type HorizontalLine, PLAIN_BORDERS, type TableBorders } from './table-borders.js'
import { TOTAL, TotalsLine } from './totals-line.js'
import { visibleText } from './visible-text.js'
import { wrapText } from './wrap-text.js'
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
  private totals: TotalsLine | undefined
  private readonly borders: TableBorders

  constructor(private readonly settings: WriterSettings) {
    this.borders = settings.plainBorders ? PLAIN_BORDERS : BOX_BORDERS
  }

  begin(columns: readonly Column[]): string {
    this.columns = columns
    this.widths = columns.map((_, index) => displayWidth(this.name(index)))
    this.totals = TotalsLine.of(columns, this.settings)
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    for (const row of rows) this.waiting.push(this.cells(row))
    this.totals?.add(rows)
    return this.sampled || this.waiting.length >= SAMPLE_ROWS ? this.flush() : ''
  }

  end(): string {
    const { rule, bottom } = this.borders
    const sums = this.totals === undefined ? undefined : this.totalCells(this.totals)
    // Sums may be wider than what they are the sums of.
    if (sums !== undefined) this.widen(sums)
    const rows = this.flush()
    if (sums === undefined) return `${rows}${this.line(bottom)}\n`
    return `${rows}${this.line(rule)}\n${this.body([sums])}${this.line(bottom)}\n`
  }

  private totalCells(totals: TotalsLine): readonly CellText[] {
    return totals.values.map((value, place) => {
      const type = this.columns[place]?.type ?? TEXT
      if (value !== undefined) return cellText(value, type, this.settings)
      const text = place === totals.labelPlace ? TOTAL : ''
      return { text, width: displayWidth(text), isNull: false }
    })
  }

  private cells(row: readonly SqlValue[]): CellText[] {
    return this.columns.map(({ type }, index) =>
      // A number that came late and is wide widens its column: in two lines it would be another number.
      wrapCell(
        cellText(row[index] ?? null, type, this.settings),
        isWrappable(type.kind) ? this.settings.widths?.[index] : undefined,
      ),
    )
  }

  private name(index: number): string {
    const name = visibleText(this.columns[index]?.name ?? '')
    const width = this.settings.widths?.[index]
    return width === undefined ? name : wrapText(name, width)
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
    const table = this.table(this.borders.head)
    const names = this.columns.map((_, index) => this.name(index))
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

  private line({ left, dash, cross, right }: HorizontalLine): string {
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

/** The width that each column would like to have. */
export function naturalWidths(
  columns: readonly Column[],
  rows: readonly (readonly SqlValue[])[],
  settings: WriterSettings,
): readonly number[] {
  const totals = TotalsLine.of(columns, settings)
  totals?.add(rows)
  const sums = totals?.values ?? []
  return columns.map(({ name, type }, index) =>
    rows.reduce(
      (widest, row) => Math.max(widest, cellText(row[index] ?? null, type, settings).width),
      Math.max(
        displayWidth(visibleText(name)),
        sums[index] === undefined ? 0 : cellText(sums[index], type, settings).width,
      ),
    ),
  )
}

/** The width of the longest word of each column. */
export function wordWidths(
  columns: readonly Column[],
  rows: readonly (readonly SqlValue[])[],
  settings: WriterSettings,
): readonly number[] {
  return columns.map(({ name, type }, index) => {
    const cells = rows.map((row) => cellText(row[index] ?? null, type, settings).text)
    const words = [visibleText(name), ...cells].flatMap((text) => text.split(/\s+/))
    return words.reduce((widest, word) => Math.max(widest, displayWidth(word)), 0)
  })
}

function wrapCell(cell: CellText, width: number | undefined): CellText {
  if (width === undefined || cell.width <= width) return cell
  const text = wrapText(cell.text, width)
  return { ...cell, text, width: displayWidth(text) }
}

/** Each line by itself: a colour must not run over the border. */
function paintLines(text: string, paint: (line: string) => string): string {
  return text.split('\n').map(paint).join('\n')
}
