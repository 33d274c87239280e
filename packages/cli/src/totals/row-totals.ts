import { type Column, decimalText, type RowBatch, type SqlValue } from '@certsql/core'

/** Rows and sums of numeric columns, as text with all digits; null for a column without values. */
export interface Totals {
  readonly rows: number
  readonly sums: readonly (string | null)[]
}

/** Adds up rows that pass. */
export class RowTotals {
  private readonly sums: (ColumnSum | undefined)[]
  private rows = 0

  /** `places`: where the columns stand. */
  constructor(
    columns: readonly Column[],
    private readonly places: readonly number[],
  ) {
    this.sums = places.map((place) =>
      columns[place]?.type.kind === 'double' ? new DoubleSum() : new ExactSum(),
    )
  }

  add(rows: RowBatch['rows']): void {
    this.rows += rows.length
    for (const [index, place] of this.places.entries()) {
      const sum = this.sums[index]
      for (const row of rows) {
        const value = row[place]
        if (value !== null && value !== undefined) sum?.add(value)
      }
    }
  }

  get totals(): Totals {
    return { rows: this.rows, sums: this.sums.map((sum) => sum?.text ?? null) }
  }
}

interface ColumnSum {
  add(value: Exclude<SqlValue, null>): void
  readonly text: string | null
}

class DoubleSum implements ColumnSum {
  private sum: number | undefined

  add(value: Exclude<SqlValue, null>): void {
    this.sum = (this.sum ?? 0) + Number(value)
  }

  get text(): string | null {
    return this.sum === undefined ? null : String(this.sum)
  }
}

/** Digits by their places behind the point, so that nothing goes through floating point. */
class ExactSum implements ColumnSum {
  private readonly byScale = new Map<number, bigint>()

  add(value: Exclude<SqlValue, null>): void {
    const text = decimalText(String(value), 0)
    const [whole = '', fraction = ''] = text.split('.')
    const scale = fraction.length
    this.byScale.set(scale, (this.byScale.get(scale) ?? 0n) + BigInt(whole + fraction))
  }

  get text(): string | null {
    if (this.byScale.size === 0) return null
    const scale = Math.max(...this.byScale.keys())
    let digits = 0n
    for (const [places, sum] of this.byScale) digits += sum * 10n ** BigInt(scale - places)
    const magnitude = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
    const sign = digits < 0n ? '-' : ''
    return scale === 0 ? sign + magnitude : `${sign}${magnitude.slice(0, -scale)}.${magnitude.slice(-scale)}`
  }
}
