/** A decimal number as digits and a scale: `units · 10^-scale`. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

/** As many significant digits as a double can hold for certain. */
const SAFE_DIGITS = 15

/** `-12.50`, `1e21`, `.5`: what is written as a number. */
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/

export function isNumberText(text: string): boolean {
  return NUMBER.test(text) && /\d/.test(text)
}

/**
 * ```ts
 * parseDecimal('-12.50')  // { units: -1250n, scale: 2 }
 * ```
 */
export function parseDecimal(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? []
  const magnitude = BigInt(`${whole}${fraction}` || '0')
  const units = sign === '-' ? -magnitude : magnitude
  const scale = fraction.length - Number(exponent)
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale }
}

/** Plain digits without an exponent: `{ units: -1250n, scale: 2 }` is `-12.50`. */
export function formatDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  if (scale === 0) return sign + digits
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Without zeros at the end of the fraction. */
export function trimDecimal({ units, scale }: Decimal): Decimal {
  let [trimmed, left] = [units, scale]
  while (left > 0 && trimmed % 10n === 0n) {
    trimmed /= 10n
    left--
  }
  return { units: trimmed, scale: left }
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = rescale(a, scale) - rescale(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { units: rescale(a, scale) + rescale(b, scale), scale }
}

function rescale({ units, scale }: Decimal, wanted: number): bigint {
  return wanted === scale ? units : units * 10n ** BigInt(wanted - scale)
}

/**
 * How a number is kept: as a number where that holds every digit, else as its plain digits.
 *
 * ```ts
 * storedNumber('12.50')                  // 12.5
 * storedNumber('123456789012345678.12')  // '123456789012345678.12'
 * ```
 */
export function storedNumber(text: string): number | string {
  const decimal = trimDecimal(parseDecimal(text))
  const digits = (decimal.units < 0n ? -decimal.units : decimal.units).toString().length
  return digits <= SAFE_DIGITS ? Number(text) : formatDecimal(decimal)
}

/** Numbers of either form, by value. */
export function compareNumbers(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareDecimals(decimalOf(a), decimalOf(b))
}

export function decimalOf(value: number | string): Decimal {
  return parseDecimal(typeof value === 'number' ? String(value) : value)
}
