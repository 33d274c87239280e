import { addDecimals, type Decimal, decimalOf, formatDecimal, storedNumber } from '../org/decimal-text.js'
import type { FieldValue } from '../org/record-sink.js'

export const ZERO: Decimal = { units: 0n, scale: 0 }

/** A number of a record; what is empty counts as nothing. */
export function decimalValue(value: FieldValue): Decimal {
  return typeof value === 'number' || typeof value === 'string' ? decimalOf(value) : ZERO
}

export function sumOf(values: readonly Decimal[]): Decimal {
  return values.reduce(addDecimals, ZERO)
}

export function negated({ units, scale }: Decimal): Decimal {
  return { units: -units, scale }
}

export function product(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale }
}

export function isZero({ units }: Decimal): boolean {
  return units === 0n
}

/** With no more digits behind the point than asked for; halves are rounded away from zero. */
export function rounded({ units, scale }: Decimal, wanted: number): Decimal {
  if (scale <= wanted) return { units, scale }
  const divisor = 10n ** BigInt(scale - wanted)
  const magnitude = units < 0n ? -units : units
  const result = (magnitude + divisor / 2n) / divisor
  return { units: units < 0n ? -result : result, scale: wanted }
}

/** The form in which records keep a number. */
export function storedDecimal(value: Decimal): number | string {
  return storedNumber(formatDecimal(value))
}
