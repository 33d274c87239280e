import { type Column, decimal, decimalText, type SqlValue } from '@certsql/core'

/** So many decimal digits every double has. */
const DIGITS_OF_DOUBLE = 15

/** Cents. */
const SCALE = 2

/** From here on a double has no room for cents. */
const LARGEST = 1e13

type Rows = readonly (readonly SqlValue[])[]

/**
 * The columns of formulas that hold amounts, by their looks: none of the values of a sample has more than two digits behind the
 * point, and one has some. The org calculates formulas in floating point and does not tell what they are; people want to
 * see `25,489.40` below `1,142.24` and not `25489.4`. Nothing is rounded: a value with more digits keeps them.
 */
export function amountColumns(columns: readonly Column[], sample: Rows): ReadonlySet<number> {
  const places = columns.flatMap(({ type }, place) => (type.kind === 'double' ? [place] : []))
  return new Set(places.filter((place) => areAmounts(sample.map((row) => row[place] ?? null))))
}

function areAmounts(values: readonly SqlValue[]): boolean {
  const lengths = values.flatMap((value) => (value === null ? [] : [fractionLength(value)]))
  return lengths.every((length) => length <= SCALE) && lengths.some((length) => length > 0)
}

function fractionLength(value: SqlValue): number {
  const number = Number(value)
  if (!Number.isFinite(number) || Math.abs(number) >= LARGEST) return Number.POSITIVE_INFINITY
  return amountText(number, 0).split('.')[1]?.length ?? 0
}

function amountText(value: number, scale = SCALE): string {
  return decimalText(Number(value.toPrecision(DIGITS_OF_DOUBLE)), scale)
}

/** The columns as decimals with cents. */
export function asAmountColumns(columns: readonly Column[], amounts: ReadonlySet<number>): readonly Column[] {
  return columns.map((column, place) =>
    amounts.has(place) ? { ...column, type: decimal(38, SCALE) } : column,
  )
}

export function asAmounts(rows: Rows, amounts: ReadonlySet<number>): Rows {
  if (amounts.size === 0) return rows
  return rows.map((row) =>
    row.map((value, place) => (typeof value === 'number' && amounts.has(place) ? amountText(value) : value)),
  )
}
