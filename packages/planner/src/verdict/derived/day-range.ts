import { BOOLEAN, DATE } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { dayNumber, isoDate, MILLISECONDS_PER_DAY } from '../../constants/calendar.js'
import { parseDecimal } from '../../constants/decimal-number.js'
import { literal } from '../../constants/evaluate-constant.js'
import { localOf } from '../../constants/moment-constant.js'
import type { BoundExpression, Call, Literal } from '../../logical/bound-expression.js'
import { MIRRORED } from '../../logical/mirrored-operators.js'
import { isPeriodUnit, nextPeriod, periodStart, periodsLater } from '../period.js'
import { comparedClimb, type Derived, type Place } from './climb.js'

/**
 * What is computed with a day or a moment, against a constant, as ranges of days:
 *
 *   DATE_DIFF('day', x, DATE '2025-06-30') > 30   ⇒  x < DATE '2025-05-31'
 *   LAST_DAY(x) = DATE '2025-03-31'               ⇒  x >= DATE '2025-03-01' AND x < DATE '2025-04-01'
 */
export function dayRange(
  operand: BoundExpression,
  operator: ComparisonOperator,
  constant: Literal,
  timeZone: string,
): Derived | undefined {
  if (operand.kind !== 'Call') return undefined
  switch (operand.function) {
    case 'date_diff':
      return comparedDifference(operand, operator, constant, timeZone)
    case 'last_day':
      return comparedEnd(operand, operator, constant)
    default:
      return undefined
  }
}

/** The days from `from` to before `after` are those whose f(x) is the constant; the days behind have more of it. */
export function comparedDays(
  x: BoundExpression,
  operator: ComparisonOperator,
  from: number,
  after: number,
): BoundExpression | undefined {
  const [reached, exceeded] = [dayPlace(x, from), dayPlace(x, after)]
  return reached && exceeded && comparedClimb({ x, reached, exceeded, hasEqual: from < after }, operator)
}

/** A day, and the moments of it in the zone of the session. */
export function dayPlace(x: BoundExpression, day: number): Place | undefined {
  const value = isoDate(day)
  if (value === undefined) return undefined
  const left = dayOf(x)
  const right = literal(DATE, value)
  const compared = (operator: ComparisonOperator): BoundExpression => ({
    kind: 'Comparison',
    operator,
    left,
    right,
    type: BOOLEAN,
  })
  return { from: compared('>='), before: compared('<') }
}

function dayOf(x: BoundExpression): BoundExpression {
  return x.type.kind === 'date' ? x : { kind: 'CastExpression', operand: x, safe: false, type: DATE }
}

export function isDayLike({ type }: BoundExpression): boolean {
  return type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamptz'
}

// ── DATE_DIFF ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Elsewhere the days of the zone are counted, which may be longer or shorter. */
const DAYS_OF_ZONES = 1
/** What is shorter than a day, in milliseconds; the days of two moments tell of it roughly. */
const CLOCK_UNITS: ReadonlyMap<string, number> = new Map([
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
])
const DAYS_OF_CLOCKS = 2

/** How many periods begin between the two, of which one is a constant: f(x) = periods(x) - periods(constant), or the opposite. */
function comparedDifference(
  { arguments: [unit, first, second] }: Call,
  operator: ComparisonOperator,
  { value }: Literal,
  timeZone: string,
): Derived | undefined {
  const name = unit?.kind === 'Literal' ? String(unit.value).toLowerCase() : ''
  const number = typeof value === 'string' && parseDecimal(value) !== undefined ? Number(value) : Number.NaN
  if (first === undefined || second === undefined || !(Math.abs(number) < MOST_PERIODS)) return undefined
  const falls = second.kind === 'Literal'
  const [x, other] = falls ? [first, second] : [second, first]
  const local = other.kind === 'Literal' && isDayLike(x) ? localOf(other, timeZone) : undefined
  if (local === undefined) return undefined
  const [by, count] = falls ? [MIRRORED[operator], -number] : [operator, number]
  const clock = CLOCK_UNITS.get(name)
  if (clock !== undefined) {
    const day = Math.floor((local + count * clock) / MILLISECONDS_PER_DAY)
    return superset(around(x, by, day, day, DAYS_OF_CLOCKS))
  }
  // DuckDB's weeks begin on Thursday here.
  if (!isPeriodUnit(name) || name === 'week') return undefined
  const start = periodStart(Math.floor(local / MILLISECONDS_PER_DAY), name)
  const reached = periodsLater(start, name, Math.ceil(count))
  const exceeded = periodsLater(start, name, Math.floor(count) + 1)
  if (x.type.kind === 'timestamptz' && timeZone !== 'UTC')
    return superset(around(x, by, reached, exceeded, DAYS_OF_ZONES))
  const condition = comparedDays(x, by, reached, exceeded)
  return condition && { condition, isExact: true }
}

/** More than there are seconds in the years that SOQL knows. */
const MOST_PERIODS = 1e11

export function superset(condition: BoundExpression | undefined): Derived | undefined {
  return condition && { condition, isExact: false }
}

/** The same with days to spare on both sides: `<>` then says nothing. */
export function around(
  x: BoundExpression,
  operator: ComparisonOperator,
  reached: number,
  exceeded: number,
  spare: number,
): BoundExpression | undefined {
  if (operator === '<>') return undefined
  const [early, late] = [dayPlace(x, reached - spare), dayPlace(x, exceeded + spare)]
  if (early === undefined || late === undefined) return undefined
  const place = { from: early.from, before: late.before }
  return comparedClimb({ x, reached: place, exceeded: place, hasEqual: true }, operator)
}

// ── LAST_DAY ───────────────────────────────────────────────────────────────────────────────────────────────────

/** The last days of the months climb with the months. */
function comparedEnd(
  { arguments: [x] }: Call,
  operator: ComparisonOperator,
  { type, value }: Literal,
): Derived | undefined {
  const day = type.kind === 'date' ? dayNumber(String(value)) : undefined
  if (x === undefined || day === undefined || !isDayLike(x)) return undefined
  const start = periodStart(day, 'month')
  const next = nextPeriod(start, 'month')
  const condition = comparedDays(x, operator, start, day === next - 1 ? next : start)
  return condition && { condition, isExact: true }
}
