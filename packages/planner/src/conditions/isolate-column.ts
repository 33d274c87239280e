import { BOOLEAN, type SqlType } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { dayNumber, isoDate, MILLISECONDS_PER_DAY } from '../constants/calendar.js'
import {
  addDecimals,
  type DecimalNumber,
  formatDecimal,
  negateDecimal,
  parseDecimal,
  trimScale,
} from '../constants/decimal-number.js'
import { literal } from '../constants/evaluate-constant.js'
import { type Interval, negateInterval, parseInterval } from '../constants/interval.js'
import { MOST_DIGITS } from '../functions/common-type.js'
import type { Arithmetic, BoundExpression, Comparison, Literal } from '../logical/bound-expression.js'
import { FALSE } from '../logical/conjuncts.js'
import { MIRRORED } from '../logical/mirrored-operators.js'
import { nullTest } from './not-true.js'
import { daysShiftedTo } from './shifted-days.js'

/**
 * Moves what is computed with a column to the other side, where it is a constant that can be computed at once:
 *
 *   Amount - 5 > 3                            ⇒  Amount > 8
 *   Amount * 2 = 10                           ⇒  Amount = 5
 *   DueDate + 30 < DATE '2025-03-31'          ⇒  DueDate < DATE '2025-03-01'
 *   DATE '2025-03-31' - DueDate > 90          ⇒  DueDate < DATE '2024-12-31'
 *   DueDate + INTERVAL '1 month' < DATE '…'   ⇒  DueDate < DATE '…'
 *
 * Only where that is exact. A condition filters: it may be false where it was unknown. It stays away from
 *
 *   DOUBLE        (x + 0.1) = 0.3 holds for other x than x = 0.2: both sides are rounded
 *   / and %       7 / 2 is 3
 *   CreatedDate + INTERVAL '1 day' outside of UTC: a day may have 23 hours
 *
 * Undefined where there is nothing to move.
 */
export function isolateColumn(comparison: Comparison, timeZone: string): BoundExpression | undefined {
  const { right, operator } = comparison
  const left = withoutCast(comparison.left, timeZone)
  if (left.kind !== 'Arithmetic' || right.kind !== 'Literal' || right.value === null) return undefined
  if (left.right.kind === 'Literal' && left.right.value !== null)
    return solve(
      { ...left, x: left.left, constant: left.right, isReversed: false },
      operator,
      right,
      timeZone,
    )
  if (left.left.kind === 'Literal' && left.left.value !== null)
    return solve({ ...left, x: left.right, constant: left.left, isReversed: true }, operator, right, timeZone)
  return undefined
}

/** In UTC, a day or a wall clock is the same instant as one of its own kind. */
function withoutCast(expression: BoundExpression, timeZone: string): BoundExpression {
  if (expression.kind !== 'CastExpression' || expression.operand.kind !== 'Arithmetic') return expression
  const [from, to] = [expression.operand.type.kind, expression.type.kind]
  const keeps =
    (from === 'date' && to === 'timestamp') ||
    (timeZone === 'UTC' && (from === 'date' || from === 'timestamp') && to === 'timestamptz')
  return keeps ? expression.operand : expression
}

/** `x <operator> constant`, or, reversed, `constant <operator> x`. */
interface Term extends Pick<Arithmetic, 'operator' | 'type'> {
  readonly x: BoundExpression
  readonly constant: Literal
  readonly isReversed: boolean
}

function solve(
  term: Term,
  operator: ComparisonOperator,
  right: Literal,
  timeZone: string,
): BoundExpression | undefined {
  const { x, constant } = term
  if (isExactNumber(x.type) && isExactNumber(constant.type) && isExactNumber(term.type))
    return solveNumber(term, operator, right)
  if (x.type.kind === 'date' && isWhole(constant.type)) return solveShiftedDay(term, operator, right)
  if (x.type.kind === 'date' && constant.type.kind === 'date') return solveDifference(term, operator, right)
  if (constant.type.kind === 'interval') return solveInterval(term, operator, right, timeZone)
  return undefined
}

function isWhole({ kind }: SqlType): boolean {
  return kind === 'integer' || kind === 'bigint'
}

function isExactNumber(type: SqlType): boolean {
  return isWhole(type) || type.kind === 'decimal'
}

// ── Numbers ────────────────────────────────────────────────────────────────────────────────────────────────────

function solveNumber(
  { x, constant, operator: sign, isReversed }: Term,
  operator: ComparisonOperator,
  right: Literal,
): BoundExpression | undefined {
  const [c, result] = [numberOf(constant), numberOf(right)]
  if (c === undefined || result === undefined || right.type.kind === 'double') return undefined
  switch (sign) {
    case '+':
      return compared(x, operator, addDecimals(result, negateDecimal(c)))
    case '-':
      return isReversed
        ? compared(x, MIRRORED[operator], addDecimals(c, negateDecimal(result)))
        : compared(x, operator, addDecimals(result, c))
    case '*':
      return c.digits === 0n
        ? undefined
        : comparedWithQuotient(x, c.digits < 0n ? MIRRORED[operator] : operator, result, c)
    case '/':
    case '%':
    case '^':
      return undefined
  }
}

function numberOf({ type, value }: Literal): DecimalNumber | undefined {
  return typeof value === 'string' && type.kind !== 'interval' ? parseDecimal(value) : undefined
}

function compared(
  x: BoundExpression,
  operator: ComparisonOperator,
  number: DecimalNumber,
): BoundExpression | undefined {
  const right = numberLiteral(number)
  return right === undefined ? undefined : { kind: 'Comparison', operator, left: x, right, type: BOOLEAN }
}

function numberLiteral(number: DecimalNumber): Literal | undefined {
  const { digits, scale } = trimScale(number)
  const size = (digits < 0n ? -digits : digits).toString().length
  if (Math.max(size, scale + 1) > MOST_DIGITS) return undefined
  if (scale === 0 && digits < 2n ** 31n && digits >= -(2n ** 31n))
    return literal({ kind: 'integer' }, digits.toString())
  return literal(
    { kind: 'decimal', precision: Math.max(size, scale + 1), scale },
    formatDecimal({ digits, scale }),
  )
}

/**
 * x against result ÷ c. Where the quotient has more decimals than any x, no x equals it, and its neighbours are the bounds:
 *
 *   Amount * 3 > 10   ⇒  Amount >= 3.34     on two decimals
 */
function comparedWithQuotient(
  x: BoundExpression,
  operator: ComparisonOperator,
  result: DecimalNumber,
  c: DecimalNumber,
): BoundExpression | undefined {
  const scale = x.type.kind === 'decimal' ? x.type.scale : 0
  // result / c at the scale of x: digits · 10^(scale + c.scale - result.scale) / c.digits
  const shift = scale + c.scale - result.scale
  const [dividend, divisor] =
    shift >= 0
      ? [result.digits * 10n ** BigInt(shift), c.digits]
      : [result.digits, c.digits * 10n ** BigInt(-shift)]
  const floor = { digits: floorDivide(dividend, divisor), scale }
  if (dividend % divisor === 0n) return compared(x, operator, floor)
  switch (operator) {
    case '=':
      return FALSE
    case '<>':
      return nullTest(x, true)
    case '<':
    case '<=':
      return compared(x, '<=', floor)
    case '>':
    case '>=':
      return compared(x, '>=', { digits: floor.digits + 1n, scale })
  }
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const isExact = dividend % divisor === 0n
  return isExact || dividend < 0n === divisor < 0n ? quotient : quotient - 1n
}

// ── Days ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** DueDate ± 30 against a day. */
function solveShiftedDay(
  { x, constant, operator: sign }: Term,
  operator: ComparisonOperator,
  right: Literal,
): BoundExpression | undefined {
  const moment = momentOf(right)
  const days = Number(constant.value)
  if (moment === undefined || (sign !== '+' && sign !== '-') || !Number.isSafeInteger(days)) return undefined
  const shift = sign === '+' ? days : -days
  return comparedDays(x, operator, daysShiftedTo({ months: 0, days: shift, microseconds: 0 }, moment))
}

/** DueDate - DATE '…' and DATE '…' - DueDate against a number of days. */
function solveDifference(
  { x, constant, operator: sign, isReversed }: Term,
  operator: ComparisonOperator,
  right: Literal,
): BoundExpression | undefined {
  const day = dayNumber(String(constant.value))
  const number = numberOf(right)
  if (sign !== '-' || day === undefined || number === undefined || right.type.kind === 'double')
    return undefined
  const { digits, scale } = trimScale(number)
  if (scale !== 0) return undefined
  const wanted = isoDate(isReversed ? day - Number(digits) : day + Number(digits))
  if (wanted === undefined) return undefined
  return {
    kind: 'Comparison',
    operator: isReversed ? MIRRORED[operator] : operator,
    left: x,
    right: literal(x.type, wanted),
    type: BOOLEAN,
  }
}

/** A day or a moment shifted by an interval. */
function solveInterval(
  { x, constant, operator: sign }: Term,
  operator: ComparisonOperator,
  right: Literal,
  timeZone: string,
): BoundExpression | undefined {
  const read = parseInterval(String(constant.value))
  if (read === undefined || (sign !== '+' && sign !== '-')) return undefined
  const interval = sign === '+' ? read : negateInterval(read)
  if (x.type.kind === 'date') {
    const moment = momentOf(right)
    return moment === undefined ? undefined : comparedDays(x, operator, daysShiftedTo(interval, moment))
  }
  return x.type.kind === 'timestamptz' ? comparedInstant(x, operator, right, interval, timeZone) : undefined
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?Z?)?$/

function momentOf({ value }: Literal): { readonly day: number; readonly microseconds: number } | undefined {
  const match = MOMENT.exec(String(value))
  if (match === null) return undefined
  const [, date = '', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match
  const day = dayNumber(date)
  if (day === undefined) return undefined
  const second = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return { day, microseconds: second * 1_000_000 + Number(fraction.padEnd(6, '0')) }
}

/** The days from `from` to before `after` are shifted to just the moment. */
function comparedDays(
  x: BoundExpression,
  operator: ComparisonOperator,
  { from, after }: { readonly from: number; readonly after: number },
): BoundExpression | undefined {
  const [start, end] = [isoDate(from), isoDate(after)]
  if (start === undefined || end === undefined) return undefined
  const bound = (by: ComparisonOperator, day: string): BoundExpression => ({
    kind: 'Comparison',
    operator: by,
    left: x,
    right: literal(x.type, day),
    type: BOOLEAN,
  })
  switch (operator) {
    case '=':
      if (from === after) return FALSE
      if (after === from + 1) return bound('=', start)
      return { kind: 'And', operands: [bound('>=', start), bound('<', end)], type: BOOLEAN }
    case '<>':
      if (from === after) return nullTest(x, true)
      if (after === from + 1) return bound('<>', start)
      return { kind: 'Or', operands: [bound('<', start), bound('>=', end)], type: BOOLEAN }
    case '<':
      return bound('<', start)
    case '<=':
      return bound('<', end)
    case '>':
      return bound('>=', end)
    case '>=':
      return bound('>=', start)
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/

/** A moment is shifted by an exact time; a day is one in UTC only, and a month never. */
function comparedInstant(
  x: BoundExpression,
  operator: ComparisonOperator,
  right: Literal,
  { months, days, microseconds }: Interval,
  timeZone: string,
): BoundExpression | undefined {
  const shift = days * MILLISECONDS_PER_DAY + microseconds / 1000
  const isExact = months === 0 && (days === 0 || timeZone === 'UTC') && Number.isSafeInteger(shift)
  if (!isExact || right.type.kind !== 'timestamptz' || !INSTANT.test(String(right.value))) return undefined
  const moment = new Date(Date.parse(String(right.value)) - shift)
  if (Number.isNaN(moment.getTime()) || !INSTANT.test(moment.toISOString())) return undefined
  return {
    kind: 'Comparison',
    operator,
    left: x,
    right: literal(right.type, moment.toISOString()),
    type: BOOLEAN,
  }
}
