import type { Column, RowWriter, SqlValue } from '@certsql/core'
import { SAMPLE_ROWS, TableWriter, tableWidth } from './table-writer.js'
import { VerticalWriter } from './vertical-writer.js'
import type { WriterSettings } from './writer-settings.js'

/** A table where it fits the screen, and records where it would be broken into unreadable lines. */
export class FittingWriter implements RowWriter {
  private columns: readonly Column[] = []
  private sample: (readonly SqlValue[])[] = []
  private chosen: RowWriter | undefined

  constructor(
    private readonly settings: WriterSettings,
    private readonly screenWidth: number,
  ) {}

  begin(columns: readonly Column[]): string {
    this.columns = columns
    return ''
  }

  write(rows: readonly (readonly SqlValue[])[]): string {
    if (this.chosen !== undefined) return this.chosen.write(rows)
    this.sample.push(...rows)
    return this.sample.length >= SAMPLE_ROWS ? this.choose() : ''
  }

  end(): string {
    const sample = this.chosen === undefined ? this.choose() : ''
    return sample + (this.chosen?.end() ?? '')
  }

  private choose(): string {
    const { columns, sample, settings } = this
    const fits = tableWidth(columns, sample, settings.nullText) <= this.screenWidth
    // Without a row there is no record to show, but the names of the columns still tell something.
    const writer = fits || sample.length === 0 ? new TableWriter(settings) : new VerticalWriter(settings)
    this.chosen = writer
    this.sample = []
    return writer.begin(columns) + writer.write(sample)
  }
}
