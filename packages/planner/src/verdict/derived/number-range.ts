import { BOOLEAN, type SqlType } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { nullTest } from '../../conditions/not-true.js'
import {
  addDecimals,
  compareDecimals,
  type DecimalNumber,
  formatDecimal,
  negateDecimal,
  parseDecimal,
  trimScale,
  withScale,
} from '../../constants/decimal-number.js'
import { literal } from '../../constants/evaluate-constant.js'
import { MOST_DIGITS } from '../../functions/common-type.js'
import type { Arithmetic, BoundExpression, Call, Literal } from '../../logical/bound-expression.js'
import { FALSE } from '../../logical/conjuncts.js'
import { MIRRORED } from '../../logical/mirrored-operators.js'
import { isExactNumber, withoutWidening } from '../../rules/widening.js'
import { SAFE_DIGITS } from '../field-ability.js'
import { both, comparedClimb, type Derived, type Place } from './climb.js'

/**
 * What is computed with a number, against a constant, as ranges of the number itself:
 *
 *   ABS(x) > 5              ⇒  x > 5 OR x < -5
 *   FLOOR(x) = 3            ⇒  x >= 3 AND x < 4
 *   ROUND(x, 1) <> 0        ⇒  x <= -0.05 OR x >= 0.05     on two decimals
 *   CAST(x AS INTEGER) = 0  ⇒  x >= -0.49 AND x <= 0.49    likewise
 *   n / 4 > 2               ⇒  n >= 12                     of whole numbers, whose division cuts off
 *
 * Where both sides are rounded, as they are in DOUBLE, the range is a little wider, and a superset: `x / 4 > 2.1`.
 */
export function numberRange(
  operand: BoundExpression,
  operator: ComparisonOperator,
  constant: Literal,
): Derived | undefined {
  const k = typeof constant.value === 'string' ? parseDecimal(constant.value) : undefined
  const left = withoutWidening(operand)
  if (k === undefined || !isNumber(left.type) || (left.type.kind === 'double' && hasManyDigits(k)))
    return undefined
  if (left.kind === 'Arithmetic')
    return left.type.kind === 'double'
      ? computedInDouble(left, operator, k)
      : wholeQuotient(left, operator, k)
  if (left.kind === 'Call' && left.function === 'abs') return withoutSign(left, operator, k)
  const step = stepOf(left)
  return step === undefined ? undefined : comparedStep(step, operator, k)
}

/** As a DOUBLE it is another number. */
function hasManyDigits({ digits }: DecimalNumber): boolean {
  return digits.toString().replace('-', '').length > SAFE_DIGITS
}

function isNumber({ kind }: SqlType): boolean {
  return isExactKind(kind) || kind === 'double'
}

function isExactKind(kind: SqlType['kind']): boolean {
  return kind === 'integer' || kind === 'bigint' || kind === 'decimal'
}

// ── ABS ────────────────────────────────────────────────────────────────────────────────────────────────────────

function withoutSign({ arguments: [x] }: Call, operator: ComparisonOperator, k: DecimalNumber) {
  if (x === undefined) return undefined
  const [above, below] = [numberLiteral(k), numberLiteral(negateDecimal(k))]
  if (above === undefined || below === undefined) return undefined
  const condition = comparedSize(x, operator, k.digits, above, below)
  return { condition, isExact: true }
}

function comparedSize(
  x: BoundExpression,
  operator: ComparisonOperator,
  sign: bigint,
  above: Literal,
  below: Literal,
): BoundExpression {
  const isSmall = operator === '=' || operator === '<' || operator === '<='
  if (sign < 0n || (sign === 0n && (operator === '<' || operator === '>=')))
    return isSmall ? FALSE : nullTest(x, true)
  const isWithin = isSmall ? operator !== '=' : operator === '<>'
  return both(isWithin ? 'And' : 'Or', compared(x, operator, above), compared(x, MIRRORED[operator], below))
}

// ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a step begins: at a number, or just behind it. */
interface Edge {
  readonly at: DecimalNumber
  readonly isIncluded: boolean
}

/** A function that gives whole multiples of a unit, 10^-scale, and never falls while x grows. */
interface Step {
  readonly x: BoundExpression
  readonly scale: number
  /** From where on it gives so many units or more. */
  edge(units: bigint): Edge
  /** Whether the edges are where the function has them, and not only near. */
  readonly hasExactEdges: boolean
  /** Whether it fails for no x. */
  readonly isTotal: boolean
}

type Rounding = 'floor' | 'ceil' | 'round' | 'trunc'

const ROUNDINGS: ReadonlySet<string> = new Set<Rounding>(['floor', 'ceil', 'round', 'trunc'])

function isRounding(name: string): name is Rounding {
  return ROUNDINGS.has(name)
}

function stepOf(expression: BoundExpression): Step | undefined {
  switch (expression.kind) {
    case 'Call':
      return isRounding(expression.function) ? roundingStep(expression, expression.function) : undefined
    case 'CastExpression':
      return castStep(expression)
    default:
      return undefined
  }
}

/** Farther than this nothing is rounded that has any digits left. */
const FARTHEST_DIGIT = 18

function roundingStep({ arguments: [x, digits] }: Call, rounding: Rounding): Step | undefined {
  if (x === undefined) return undefined
  const scale = digits === undefined ? 0 : wholeNumberOf(digits)
  if (scale === undefined || Math.abs(scale) > FARTHEST_DIGIT) return undefined
  // With decimals, DOUBLE is rounded by way of a product.
  const hasExactEdges = isExactKind(x.type.kind) || digits === undefined
  return { x, scale, edge: (units) => edgeOf(rounding, units, scale), hasExactEdges, isTotal: true }
}

function wholeNumberOf(expression: BoundExpression): number | undefined {
  const number = isExactNumber(expression) ? Number(expression.value) : Number.NaN
  return Number.isSafeInteger(number) ? number : undefined
}

/** Digits that a whole number of the type can hold, whichever they are. */
const WHOLE_DIGITS = { integer: 9, bigint: 18 } as const

/** A cast to fewer decimals rounds halves away from zero; from DOUBLE it rounds them to even. */
function castStep({
  operand: x,
  type,
  safe,
}: BoundExpression & { readonly kind: 'CastExpression' }): Step | undefined {
  if (safe || !isNumber(x.type) || !isExactKind(type.kind)) return undefined
  const scale = type.kind === 'decimal' ? type.scale : 0
  const size = x.type.kind === 'decimal' ? x.type.precision - x.type.scale : Number.POSITIVE_INFINITY
  const room =
    type.kind === 'decimal'
      ? type.precision - type.scale - 1
      : type.kind === 'integer' || type.kind === 'bigint'
        ? WHOLE_DIGITS[type.kind]
        : 0
  const isTotal = size <= room
  return {
    x,
    scale,
    edge: (units) => edgeOf('round', units, scale),
    hasExactEdges: isExactKind(x.type.kind),
    isTotal,
  }
}

function edgeOf(rounding: Rounding, units: bigint, scale: number): Edge {
  switch (rounding) {
    case 'floor':
      return { at: multiple(units, scale), isIncluded: true }
    case 'ceil':
      return { at: multiple(units - 1n, scale), isIncluded: false }
    case 'trunc':
      return units > 0n
        ? { at: multiple(units, scale), isIncluded: true }
        : { at: multiple(units - 1n, scale), isIncluded: false }
    case 'round':
      // Half a unit before: of the unit ten times as fine it takes five.
      return { at: multiple(units * 10n - 5n, scale + 1), isIncluded: units > 0n }
  }
}

/** So many units of 10^-scale; the scale may be negative. */
function multiple(units: bigint, scale: number): DecimalNumber {
  return scale >= 0 ? { digits: units, scale } : { digits: units * 10n ** BigInt(-scale), scale: 0 }
}

function comparedStep(step: Step, operator: ComparisonOperator, k: DecimalNumber): Derived | undefined {
  const units = unitsBelow(k, step.scale)
  const isMultiple = compareDecimals(multiple(units, step.scale), k) === 0
  const exceeding = units + 1n
  const reached = placeOf(step, isMultiple ? units : exceeding)
  const exceeded = placeOf(step, exceeding)
  if (reached === undefined || exceeded === undefined) return undefined
  const hasEqual = isMultiple || !step.hasExactEdges
  return {
    condition: comparedClimb({ x: step.x, reached, exceeded, hasEqual }, operator),
    isExact: step.hasExactEdges && step.isTotal,
  }
}

/** How many whole units there are up to a number. */
function unitsBelow({ digits, scale }: DecimalNumber, unitScale: number): bigint {
  const shift = scale - unitScale
  return shift <= 0 ? digits * 10n ** BigInt(-shift) : floorDivide(digits, 10n ** BigInt(shift))
}

function placeOf(step: Step, units: bigint): Place | undefined {
  const edge = step.edge(units)
  return step.hasExactEdges ? exactPlace(step.x, edge) : nearPlace(step.x, edge.at, step.scale)
}

/** The first number at or behind the edge that x can have, if its numbers are counted; else the edge itself. */
function exactPlace(x: BoundExpression, { at, isIncluded }: Edge): Place | undefined {
  const scale = x.type.kind === 'decimal' ? x.type.scale : isExactKind(x.type.kind) ? 0 : undefined
  if (scale === undefined) {
    const bound = numberLiteral(at)
    return (
      bound && {
        from: compared(x, isIncluded ? '>=' : '>', bound),
        before: compared(x, isIncluded ? '<' : '<=', bound),
      }
    )
  }
  const below = unitsBelow(at, scale)
  const isAtEdge = isIncluded && compareDecimals(multiple(below, scale), at) === 0
  const first = numberLiteral(multiple(isAtEdge ? below : below + 1n, scale))
  return first && { from: compared(x, '>=', first), before: compared(x, '<', first) }
}

/** DOUBLE may have the edge a little before or behind: both conditions reach over it. */
function nearPlace(x: BoundExpression, at: DecimalNumber, scale: number): Place | undefined {
  const [edge, unit] = [Number(formatDecimal(at)), 10 ** -scale]
  return aroundPlace(x, edge, unit / 1000 + Math.abs(edge) * ROUGHLY)
}

// ── Whole quotients ────────────────────────────────────────────────────────────────────────────────────────────

/** x / c of whole numbers, cut off towards zero. */
function wholeQuotient(
  { operator: sign, left: x, right, type }: Arithmetic,
  operator: ComparisonOperator,
  k: DecimalNumber,
): Derived | undefined {
  const isWhole = type.kind === 'integer' || type.kind === 'bigint'
  const divisor = wholeNumberOf(right)
  if (sign !== '/' || !isWhole || divisor === undefined || divisor === 0) return undefined
  const size = BigInt(Math.abs(divisor))
  const step: Step = {
    x,
    scale: 0,
    edge: (units) =>
      units > 0n
        ? { at: multiple(units * size, 0), isIncluded: true }
        : { at: multiple((units - 1n) * size, 0), isIncluded: false },
    hasExactEdges: true,
    isTotal: true,
  }
  return divisor > 0
    ? comparedStep(step, operator, k)
    : comparedStep(step, MIRRORED[operator], negateDecimal(k))
}

// ── DOUBLE ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Far more than what a few roundings of DOUBLE can add up to. */
const ROUGHLY = 1e-12

/** x ± c, x * c and x / c, roughly solved for x. */
function computedInDouble(
  { operator: sign, left, right }: Arithmetic,
  operator: ComparisonOperator,
  k: DecimalNumber,
): Derived | undefined {
  const isReversed = left.kind === 'Literal'
  const [x, constant] = isReversed ? [right, left] : [left, right]
  const c = constant.kind === 'Literal' && constant.value !== null ? Number(constant.value) : Number.NaN
  const value = Number(formatDecimal(k))
  const solution = solved(sign, c, value, isReversed)
  if (operator === '<>' || solution === undefined) return undefined
  const around = (Math.abs(c) + Math.abs(value) + Math.abs(solution.at) + 1) * ROUGHLY
  const place = aroundPlace(x, solution.at, around)
  if (place === undefined) return undefined
  const climb = { x, reached: place, exceeded: place, hasEqual: true }
  return {
    condition: comparedClimb(climb, solution.falls ? MIRRORED[operator] : operator),
    isExact: false,
  }
}

function solved(
  sign: Arithmetic['operator'],
  c: number,
  k: number,
  isReversed: boolean,
): { readonly at: number; readonly falls: boolean } | undefined {
  switch (sign) {
    case '+':
      return { at: k - c, falls: false }
    case '-':
      return isReversed ? { at: c - k, falls: true } : { at: k + c, falls: false }
    case '*':
      return c === 0 ? undefined : { at: k / c, falls: c < 0 }
    case '/':
      return c === 0 || isReversed ? undefined : { at: k * c, falls: c < 0 }
    case '%':
    case '^':
      return undefined
  }
}

/** A place that is somewhere around a number: each side of it reaches over the other. */
function aroundPlace(x: BoundExpression, at: number, around: number): Place | undefined {
  const [low, high] = [roundedOut(at - around, -1n), roundedOut(at + around, 1n)]
  return low && high && { from: compared(x, '>=', low), before: compared(x, '<=', high) }
}

/** Beyond it a DOUBLE has no decimals that could be rounded. */
const LARGEST = 10 ** SAFE_DIGITS
const MOST_DECIMALS = 9

/** The number with few enough digits, and not too small or too large for that. */
function roundedOut(number: number, by: bigint): Literal | undefined {
  if (!(Math.abs(number) < LARGEST)) return undefined
  const wholeDigits = Math.trunc(Math.abs(number)).toString().length
  const scale = Math.max(0, Math.min(MOST_DECIMALS, SAFE_DIGITS - 1 - wholeDigits))
  const rounded = parseDecimal(number.toFixed(scale))
  return rounded && numberLiteral(addDecimals(rounded, { digits: by, scale }))
}

// ── Conditions ─────────────────────────────────────────────────────────────────────────────────────────────────

function compared(x: BoundExpression, operator: ComparisonOperator, right: Literal): BoundExpression {
  return { kind: 'Comparison', operator, left: x, right, type: BOOLEAN }
}

function numberLiteral(number: DecimalNumber): Literal | undefined {
  const { digits, scale } = trimScale(withScale(number, 0))
  const size = (digits < 0n ? -digits : digits).toString().length
  const precision = Math.max(size, scale + 1)
  return precision > MOST_DIGITS
    ? undefined
    : literal({ kind: 'decimal', precision, scale }, formatDecimal({ digits, scale }))
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor === 0n || dividend > 0n ? quotient : quotient - 1n
}
