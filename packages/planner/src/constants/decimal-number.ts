/** An exact decimal: `digits · 10^-scale`. */
export interface DecimalNumber {
  readonly digits: bigint
  readonly scale: number
}

const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/
/** Nothing that a column can hold needs more; it keeps `1e999999999` from filling memory. */
const LARGEST_EXPONENT = 400

/** Reads digits as they are written: `parseDecimal('-1.50')` is `{ digits: -150n, scale: 2 }`. */
export function parseDecimal(text: string): DecimalNumber | undefined {
  const match = PATTERN.exec(text.trim())
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const exponent = Number(exponentText)
  if (Math.abs(exponent) > LARGEST_EXPONENT) return undefined
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const scale = fraction.length - exponent
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

/** `formatDecimal({ digits: -150n, scale: 2 })` is `-1.50`. */
export function formatDecimal({ digits, scale }: DecimalNumber): string {
  if (scale === 0) return digits.toString()
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`
}

/** The same number with at least this scale. */
export function withScale(number: DecimalNumber, scale: number): DecimalNumber {
  if (number.scale >= scale) return number
  return { digits: number.digits * 10n ** BigInt(scale - number.scale), scale }
}

/** The same number without zeros behind its last digit. */
export function trimScale(number: DecimalNumber): DecimalNumber {
  let { digits, scale } = number
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n
    scale -= 1
  }
  return { digits, scale }
}

export function addDecimals(a: DecimalNumber, b: DecimalNumber): DecimalNumber {
  const scale = Math.max(a.scale, b.scale)
  return { digits: withScale(a, scale).digits + withScale(b, scale).digits, scale }
}

export function negateDecimal({ digits, scale }: DecimalNumber): DecimalNumber {
  return { digits: -digits, scale }
}

export function multiplyDecimals(a: DecimalNumber, b: DecimalNumber): DecimalNumber {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

/** Negative, zero or positive, as a sort function wants it. */
export function compareDecimals(a: DecimalNumber, b: DecimalNumber): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = withScale(a, scale).digits - withScale(b, scale).digits
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
