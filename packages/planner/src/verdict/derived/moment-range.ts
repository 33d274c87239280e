import type { ComparisonOperator } from '@certsql/sql'
import { addMonths, MILLISECONDS_PER_DAY } from '../../constants/calendar.js'
import { type Interval, negateInterval, parseInterval } from '../../constants/interval.js'
import { localOf } from '../../constants/moment-constant.js'
import type { BoundExpression, Literal } from '../../logical/bound-expression.js'
import { MIRRORED } from '../../logical/mirrored-operators.js'
import type { Derived } from './climb.js'
import { around, isDayLike, superset } from './day-range.js'

/**
 * What is computed with moments and intervals, against a constant, as days around those that can meet it:
 *
 *   AGE(CURRENT_DATE, x) > INTERVAL '30 days'
 *   NOW() - CreatedDate < INTERVAL '12 hours'
 *   CreatedDate + INTERVAL '1 month' >= NOW()
 *
 * How long an interval is depends on the days and months that it spans, and on the zone. A few days more are a superset
 * whatever they are.
 */
export function momentRange(
  operand: BoundExpression,
  operator: ComparisonOperator,
  constant: Literal,
  timeZone: string,
): Derived | undefined {
  if (constant.type.kind === 'interval') return comparedSpan(operand, operator, constant, timeZone)
  const local = isDayLike(constant) ? localOf(constant, timeZone) : undefined
  const shift = local === undefined ? undefined : shiftOf(operand)
  if (local === undefined || shift === undefined) return undefined
  const { x, interval } = shift
  const { months, days, microseconds } = negateInterval(interval)
  const day = addMonths(dayOf(local), months) + days + Math.floor(microseconds / MICROSECONDS_PER_DAY)
  const spare = months === 0 ? DAYS_OF_ZONES : DAYS_OF_MONTHS
  return superset(around(x, operator, day, day, spare))
}

/** A zone may skip a day, and days of other types begin at other moments. */
const DAYS_OF_ZONES = 3
/** So many months in a row may be so much longer than others in a row, and a zone comes on top. */
const DAYS_OF_MONTHS = 5 + DAYS_OF_ZONES
const MICROSECONDS_PER_DAY = 86_400_000_000

function dayOf(local: number): number {
  return Math.floor(local / MILLISECONDS_PER_DAY)
}

/** x + interval, x - interval. */
function shiftOf(
  operand: BoundExpression,
): { readonly x: BoundExpression; readonly interval: Interval } | undefined {
  const shifted = withoutCasts(operand)
  if (shifted.kind === 'Arithmetic')
    return (
      shiftBy(shifted.left, shifted.operator, shifted.right) ??
      shiftBy(shifted.right, shifted.operator, shifted.left)
    )
  if (shifted.kind !== 'Call') return undefined
  const [x, by] = shifted.arguments
  if (x === undefined || by === undefined) return undefined
  if (shifted.function === 'date_add') return shiftBy(x, '+', by)
  return shifted.function === 'date_subtract' ? shiftBy(x, '-', by) : undefined
}

function shiftBy(x: BoundExpression, operator: string, by: BoundExpression) {
  const isInterval = by.kind === 'Literal' && by.type.kind === 'interval' && isDayLike(x)
  const interval = isInterval ? parseInterval(String(by.value)) : undefined
  if (interval === undefined || (operator !== '+' && operator !== '-')) return undefined
  return { x: withoutCasts(x), interval: operator === '+' ? interval : negateInterval(interval) }
}

/** A day, what a clock shows and a moment are never more than a day apart, whatever the zone. */
function withoutCasts(expression: BoundExpression): BoundExpression {
  return expression.kind === 'CastExpression' && isDayLike(expression) && isDayLike(expression.operand)
    ? withoutCasts(expression.operand)
    : expression
}

// ── Time between two moments ───────────────────────────────────────────────────────────────────────────────────

/** AGE(a, b) and a - b, of which one is a constant. */
function comparedSpan(
  operand: BoundExpression,
  operator: ComparisonOperator,
  constant: Literal,
  timeZone: string,
): Derived | undefined {
  const [to, from] = endsOf(operand)
  const interval = parseInterval(String(constant.value))
  if (to === undefined || from === undefined || interval === undefined) return undefined
  // Intervals are compared as if each month had 30 days.
  const days = interval.months * 30 + interval.days + Math.round(interval.microseconds / MICROSECONDS_PER_DAY)
  const falls = to.kind === 'Literal'
  const [x, other] = falls ? [from, to] : [to, from]
  const local = other.kind === 'Literal' && isDayLike(x) ? localOf(other, timeZone) : undefined
  if (local === undefined) return undefined
  const day = dayOf(local) + (falls ? -days : days)
  const spare = DAYS_OF_MONTHS + Math.ceil(Math.abs(days) * MONTHS_ARE_LONGER)
  return superset(around(withoutCasts(x), falls ? MIRRORED[operator] : operator, day, day, spare))
}

/** A year has 365 or 366 days, and not twelve times 30. */
const MONTHS_ARE_LONGER = 7 / 360

function endsOf(operand: BoundExpression): readonly BoundExpression[] {
  if (operand.kind === 'Call') return operand.function === 'age_between' ? operand.arguments : []
  return operand.kind === 'Arithmetic' && operand.operator === '-' ? [operand.left, operand.right] : []
}
