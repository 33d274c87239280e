import { ExactNumber, type JsonRecord, type JsonRecordValue } from '@certsql/core'
import { type ExactDecimal, formatDecimal, parseDecimal, powerOfTen } from '../decode/exact-decimal.js'

/** A sum by the org with what is known of the numbers behind it. */
export interface CertificateFigures {
  readonly sum: JsonRecordValue
  /** Of the values that are not null. */
  readonly count: JsonRecordValue
  readonly minimum: JsonRecordValue
  readonly maximum: JsonRecordValue
  /** Places behind the point that each value has at most. */
  readonly scale: number
}

/** Finds the figures of a sum in a record. */
export type ReadFigures = (record: JsonRecord) => CertificateFigures

export type CertifiedSum =
  | { readonly certified: true; readonly sum: JsonRecordValue }
  | { readonly certified: false }

const NOT_CERTIFIED: CertifiedSum = { certified: false }

/**
 * The exact sum, if the org's figure, added up in floating point, proves it.
 *
 * n values of at most M, each stored as the nearest double, are added with an error of at most
 * ((n - 1)·n + n)·u·M plus a term of second order, u = 2⁻⁵³, which n·(n+1)·u·M covers
 * (Higham, Accuracy and Stability of Numerical Algorithms, §4.2). The true sum is a multiple of one unit of the scale.
 * When the bound is under half a unit, the multiple nearest to the figure is the true sum.
 *
 * Where all values have one sign, their magnitudes add up to |S|, the magnitude of the sum, and the error is at most
 * ((n - 1) + 1)·u·|S| and second order, which (n + 2)·u·|figure| covers for n up to 2²⁵: a bound that is smaller by as much
 * as the mean is below the maximum, times n.
 *
 * That values have no more places than the scale says is checked too, as far as the figures tell: minimum and
 * maximum must be multiples of the unit, and the figure must lie within the bound of one. All of it is computed in
 * whole numbers.
 *
 * ```ts
 * certifySum({ sum: 0.30000000000000004, count: 2, minimum: 0.1, maximum: 0.2, scale: 2 })
 * // { certified: true, sum: 0.3 }
 * ```
 */
export function certifySum(figures: CertificateFigures): CertifiedSum {
  const count = exact(figures.count)
  if (count === undefined || count.scale > 0 || count.digits < 0n) return NOT_CERTIFIED
  if (count.digits === 0n) return { certified: true, sum: null }
  const sum = toNumber(figures.sum)
  const minimum = exact(figures.minimum)
  const maximum = exact(figures.maximum)
  if (sum === undefined || minimum === undefined || maximum === undefined) return NOT_CERTIFIED
  const { scale } = figures
  if (minimum.scale > scale || maximum.scale > scale) return NOT_CERTIFIED
  const most = larger(magnitude(minimum, scale), magnitude(maximum, scale))
  if (!canRound(sum, scale)) return NOT_CERTIFIED
  // n·(n+1)·M, in units of the scale; the error bound is this times 2⁻⁵³.
  const general = count.digits * (count.digits + 1n) * most
  const hasOneSign = minimum.digits >= 0n || maximum.digits <= 0n
  const bound = hasOneSign ? smaller(general, boundOfOneSign(count.digits, sum, scale)) : general
  if (bound >= 2n ** 52n) return NOT_CERTIFIED
  const rounded = sum.toFixed(scale)
  const nearest = parseDecimal(rounded)
  if (nearest === undefined || !isWithin(sum, nearest, scale, bound)) return NOT_CERTIFIED
  return { certified: true, sum: numberOf(rounded) }
}

/**
 * Whether numbers of one sign at a time may be proved where all together are not. Not where that leaves the same numbers
 * together, nor where two numbers as large as the largest would be too many.
 */
export function mayBeProvedBySign({ minimum, maximum, scale }: CertificateFigures): boolean {
  const [least, most] = [exact(minimum), exact(maximum)]
  if (least === undefined || most === undefined || least.scale > scale || most.scale > scale) return false
  if (least.digits > 0n || most.digits < 0n) return false
  return 2n * larger(magnitude(least, scale), magnitude(most, scale)) < 2n ** 52n
}

/** A figure of the org to so many places, halves away from zero. */
export function roundSum(sum: JsonRecordValue, scale: number): JsonRecordValue {
  const figure = exact(sum)
  if (figure === undefined || figure.scale <= scale) return sum
  const dust = powerOfTen(figure.scale - scale)
  const magnitude = (absolute(figure.digits) + dust / 2n) / dust
  const digits = figure.digits < 0n ? -magnitude : magnitude
  return numberOf(formatDecimal({ digits, scale }, 0))
}

/** Above it the terms of second order might be more than what the bound has to spare. */
const MOST_OF_ONE_SIGN = 2n ** 25n

/** (n+2)·|figure|, in units of the scale, rounded up. */
function boundOfOneSign(count: bigint, sum: number, scale: number): bigint {
  if (count > MOST_OF_ONE_SIGN) return 2n ** 52n
  const { mantissa, power } = partsOf(sum)
  const units = ((absolute(mantissa) * powerOfTen(scale)) >> power) + 1n
  return (count + 2n) * units
}

/** `toFixed` is exact up to there, and gives all the digits: https://tc39.es/ecma262/#sec-number.prototype.tofixed */
function canRound(sum: number, scale: number): boolean {
  return Math.abs(sum) < 1e21 && scale <= 100
}

/** Whether |sum − nearest| ≤ bound·2⁻⁵³ units, in whole numbers: both sides times 2⁵³ and the double's own power. */
function isWithin(sum: number, nearest: ExactDecimal, scale: number, bound: bigint): boolean {
  const { mantissa, power } = partsOf(sum)
  // sum = mantissa·2^−power; in units of the scale it is mantissa·10^scale / 2^power.
  const inUnits = mantissa * powerOfTen(scale)
  const nearestUnits = nearest.digits * powerOfTen(scale - nearest.scale)
  const distance = absolute(inUnits - (nearestUnits << power))
  return distance << 53n <= bound << power
}

/** A double as mantissa·2^−power, exactly. */
function partsOf(value: number): { readonly mantissa: bigint; readonly power: bigint } {
  let mantissa = value
  let power = 0n
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2
    power++
  }
  return { mantissa: BigInt(mantissa), power }
}

function exact(value: JsonRecordValue): ExactDecimal | undefined {
  return typeof value === 'number' || value instanceof ExactNumber ? parseDecimal(String(value)) : undefined
}

function toNumber(value: JsonRecordValue): number | undefined {
  if (typeof value === 'number') return value
  return value instanceof ExactNumber ? Number(value.lexeme) : undefined
}

/** The number as the transport would have read it. */
export function numberOf(digits: string): number | ExactNumber {
  const significant = digits.replace(/^-?[0.]*/, '').replace('.', '')
  return significant.length > 15 ? new ExactNumber(digits) : Number(digits)
}

function magnitude(value: ExactDecimal, scale: number): bigint {
  return absolute(value.digits) * powerOfTen(scale - value.scale)
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
