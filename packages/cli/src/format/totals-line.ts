import { type Column, isNumeric, type RowBatch, type SqlValue } from '@certsql/core'
import { RowTotals } from '../totals/row-totals.js'
import type { WriterSettings } from './writer-settings.js'

/** The sums of the numeric columns of a result, which stand below its rows. Nothing is rounded but what is a DOUBLE. */
export class TotalsLine {
  private readonly totals: RowTotals
  private readonly places: readonly number[]

  private constructor(private readonly columns: readonly Column[]) {
    this.places = columns.flatMap(({ type }, place) => (isNumeric(type) ? [place] : []))
    this.totals = new RowTotals(columns, this.places)
  }

  /** Undefined where nobody wants sums, or nothing can be added up. */
  static of(columns: readonly Column[], { totals }: Pick<WriterSettings, 'totals'>): TotalsLine | undefined {
    if (totals !== true || !columns.some(({ type }) => isNumeric(type))) return undefined
    return new TotalsLine(columns)
  }

  add(rows: RowBatch['rows']): void {
    this.totals.add(rows)
  }

  /** A value for each column: the sum, null where there was no number, undefined for a column of something else. */
  get values(): readonly (SqlValue | undefined)[] {
    const { sums } = this.totals.totals
    return this.columns.map(({ type }, place) => {
      const index = this.places.indexOf(place)
      if (index < 0) return undefined
      const sum = sums[index] ?? null
      return sum !== null && type.kind === 'double' ? Number(sum) : sum
    })
  }

  /** The column in which the word stands that says what this is. */
  get labelPlace(): number | undefined {
    const place = this.columns.findIndex(({ type }) => !isNumeric(type))
    return place < 0 ? undefined : place
  }
}

export const TOTAL = 'total'
