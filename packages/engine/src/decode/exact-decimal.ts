/**
 * A decimal number taken apart: `-12.50` is digits 1250 of scale 2. Nothing here goes through floating point.
 */
export interface ExactDecimal {
  /** Signed. */
  readonly digits: bigint
  /** How many of the digits stand behind the point; never negative. */
  readonly scale: number
}

const DECIMAL_LEXEME = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/

/**
 * Reads a number as JSON or JavaScript writes it, in its shortest scale.
 *
 * ```ts
 * parseDecimal('12.50')    // { digits: 125n, scale: 1 }
 * parseDecimal('1.5e3')    // { digits: 1500n, scale: 0 }
 * ```
 */
export function parseDecimal(lexeme: string): ExactDecimal | undefined {
  const match = DECIMAL_LEXEME.exec(lexeme)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const significant = fraction.replace(/0+$/, '')
  const magnitude = BigInt(whole + significant)
  return shortest(sign === '-' ? -magnitude : magnitude, significant.length - Number(exponent))
}

function shortest(digits: bigint, scale: number): ExactDecimal {
  if (digits === 0n) return { digits, scale: 0 }
  if (scale <= 0) return { digits: digits * powerOfTen(-scale), scale: 0 }
  let rest = digits
  let places = scale
  while (places > 0 && rest % 10n === 0n) {
    rest /= 10n
    places--
  }
  return { digits: rest, scale: places }
}

/** The digits at a scale, or undefined where that would lose some. */
export function digitsAtScale(value: ExactDecimal, scale: number): bigint | undefined {
  if (scale >= value.scale) return value.digits * powerOfTen(scale - value.scale)
  const divisor = powerOfTen(value.scale - scale)
  return value.digits % divisor === 0n ? value.digits / divisor : undefined
}

const POWERS: bigint[] = [1n]

export function powerOfTen(exponent: number): bigint {
  for (let next = POWERS.length; next <= exponent; next++) POWERS.push((POWERS[next - 1] ?? 1n) * 10n)
  return POWERS[exponent] ?? 1n
}

/** How many digits a value has, without its sign: 0 has one. */
export function countDigits(digits: bigint): number {
  return (digits < 0n ? -digits : digits).toString().length
}

/**
 * Digits with a point, in at least `leastScale` places, and in more only where the value has them: the same text
 * whichever way the value came.
 */
export function formatDecimal(value: ExactDecimal, leastScale: number): string {
  const { digits, scale } = shortest(value.digits, value.scale)
  const places = Math.max(scale, leastScale)
  const magnitude = (digits < 0n ? -digits : digits) * powerOfTen(places - scale)
  const text = magnitude.toString().padStart(places + 1, '0')
  const sign = digits < 0n ? '-' : ''
  if (places === 0) return sign + text
  return `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}
