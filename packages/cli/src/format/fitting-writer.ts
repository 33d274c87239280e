import type { Column, RowWriter, SqlValue } from '@certsql/core'
import { amountColumns, asAmountColumns, asAmounts } from './amount-columns.js'
import { fitColumns } from './fit-columns.js'
import { naturalWidths, SAMPLE_ROWS, TableWriter, wordWidths } from './table-writer.js'
import { VerticalWriter } from './vertical-writer.js'
import type { WriterSettings } from './writer-settings.js'

/**
 * A table that fits the screen: long texts are wrapped; what is still too wide is shown as records, or where there are
 * many rows by its first columns, with a line that says so. Amounts that are floating-point numbers get their cents.
 */
export class FittingWriter implements RowWriter {
  private columns: readonly Column[] = []
  private sample: (readonly SqlValue[])[] = []
  private chosen: RowWriter | undefined
  private shown = 0
  private amounts: ReadonlySet<number> = new Set()

  constructor(
    private readonly settings: WriterSettings,
    private readonly screenWidth: number,
  ) {}

  begin(columns: readonly Column[]): string {
    this.columns = columns
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    if (this.chosen !== undefined) return this.chosen.write(this.cut(asAmounts(rows, this.amounts)))
    this.sample.push(...rows)
    return this.sample.length >= SAMPLE_ROWS ? this.choose() : ''
  }

  end(): string {
    const sample = this.chosen === undefined ? this.choose() : ''
    const hidden = this.columns.length - this.shown
    const more = hidden === 0 ? '' : `… ${hidden} more column${hidden === 1 ? '' : 's'}, \\x to see\n`
    return sample + (this.chosen?.end() ?? '') + more
  }

  private choose(): string {
    const { sample: gathered, settings } = this
    this.sample = []
    if (settings.groupsDigits === true) this.amounts = amountColumns(this.columns, gathered)
    const columns = asAmountColumns(this.columns, this.amounts)
    const sample = asAmounts(gathered, this.amounts)
    const natural = naturalWidths(columns, sample, settings)
    const words = wordWidths(columns, sample, settings)
    const fit = fitColumns(columns, natural, words, sample.length, this.screenWidth)
    switch (fit.kind) {
      case 'table':
      case 'part':
        this.shown = fit.widths.length
        this.chosen = new TableWriter({ ...settings, widths: fit.widths })
        break
      case 'records':
        this.shown = columns.length
        // Without a row there is no record to show, but the names of the columns still tell something.
        this.chosen = sample.length === 0 ? new TableWriter(settings) : new VerticalWriter(settings)
        break
    }
    return this.chosen.begin(columns.slice(0, this.shown)) + this.chosen.write(this.cut(sample))
  }

  private cut(rows: readonly (readonly SqlValue[])[]): readonly (readonly SqlValue[])[] {
    return this.shown === this.columns.length ? rows : rows.map((row) => row.slice(0, this.shown))
  }
}
