import type { SqlType } from '@certsql/core'
import { type Expression, makeBinary, makeCall, makeInterval } from '@certsql/sql'
import { formatInterval, type Interval, negateInterval, parseInterval } from '../constants/interval.js'

/**
 * `<moment> ± <interval>` as DuckDB says it.
 *
 * To DuckDB 1.5.6 intervals of the same length are the same constant, 30 days being a month and 24 hours a day, and so
 * `d + INTERVAL '1 month'` and `d + INTERVAL '30 days'` are one expression where it looks for equal ones (common
 * subexpressions, common aggregates, filters): both give the value of the first. So each of them is written in a form of its own,
 * which no other can equal:
 *
 *   d + INTERVAL '1 month'      months are added behind
 *   INTERVAL '30 days' + d      days in front
 *   d - INTERVAL '-24:00:00'    time is subtracted; from a date or timestamp, whose days have 24 hours, it goes with the days
 *
 * Sums of intervals likewise: `INTERVAL '1 month' + k * INTERVAL '1 day'` beside `INTERVAL '30 days' + k * INTERVAL '1 day'`.
 * What has several of them is written one behind the other, in the order in which PostgreSQL adds them. (DuckDB begins with the
 * time where it is a TIMESTAMPTZ.)
 */
export function shiftMoment(
  moment: Expression,
  operator: '+' | '-',
  interval: Expression,
  type: SqlType,
): Expression {
  const isInterval = type.kind === 'interval'
  if (isInterval && moment.kind === 'IntervalLiteral' && interval.kind !== 'IntervalLiteral')
    return shiftMoment(operator === '+' ? interval : opposite(interval), '+', moment, type)
  const read = interval.kind === 'IntervalLiteral' ? intervalOf(interval.value, operator) : undefined
  if (read === undefined || type.kind === 'time') return makeBinary(operator, moment, interval)
  const { months, days, microseconds } = read
  if (isNothing(read)) return makeBinary(operator, moment, interval)
  const isApart = isInterval || type.kind === 'timestamptz'
  const time = { ...NOTHING, microseconds: isApart ? microseconds : 0 }
  const dayLike = { ...NOTHING, days, microseconds: isApart ? 0 : microseconds }
  return subtracted(addedInFront(addedBehind(moment, { ...NOTHING, months }), dayLike), negateInterval(time))
}

/** The start of the step that a moment is in; a step of months and one of days say so of a moment written differently. */
export function binMoment(step: Expression, moment: Expression, origin: Expression): Expression {
  const hasMonths = step.kind === 'IntervalLiteral' && parseInterval(step.value)?.months !== 0
  return makeCall('time_bucket', [
    step,
    hasMonths ? moment : makeBinary('+', literalOf(NOTHING), moment),
    origin,
  ])
}

/**
 * `<number> * <interval>`, months, days and time apart for the same reason:
 *
 *   k * INTERVAL '1 month'
 *   INTERVAL '30 days' * k
 *   0:00 - k * INTERVAL '-720:00:00'
 *
 * A factor that is another one each time is written once.
 */
export function scaleInterval(factor: Expression, interval: Expression, isRepeatable: boolean): Expression {
  const read = interval.kind === 'IntervalLiteral' ? parseInterval(interval.value) : undefined
  if (read === undefined) return makeBinary('*', factor, interval)
  const { months, days, microseconds } = read
  const parts: Expression[] = []
  if (months !== 0) parts.push(makeBinary('*', factor, literalOf({ ...NOTHING, months })))
  if (days !== 0) parts.push(makeBinary('*', literalOf({ ...NOTHING, days }), factor))
  if (microseconds !== 0) {
    const shortened = literalOf({ ...NOTHING, microseconds: -microseconds })
    parts.push(opposite(makeBinary('*', factor, shortened)))
  }
  const [first, ...others] = parts
  if (first === undefined || (others.length > 0 && !isRepeatable)) return makeBinary('*', factor, interval)
  return others.reduce((sum, part) => makeBinary('+', sum, part), first)
}

function opposite(interval: Expression): Expression {
  return makeBinary('-', literalOf(NOTHING), interval)
}

function addedBehind(moment: Expression, interval: Interval): Expression {
  return isNothing(interval) ? moment : makeBinary('+', moment, literalOf(interval))
}

function addedInFront(moment: Expression, interval: Interval): Expression {
  return isNothing(interval) ? moment : makeBinary('+', literalOf(interval), moment)
}

function subtracted(moment: Expression, interval: Interval): Expression {
  return isNothing(interval) ? moment : makeBinary('-', moment, literalOf(interval))
}

function isNothing({ months, days, microseconds }: Interval): boolean {
  return months === 0 && days === 0 && microseconds === 0
}

const NOTHING: Interval = { months: 0, days: 0, microseconds: 0 }

function intervalOf(text: string, operator: '+' | '-'): Interval | undefined {
  const interval = parseInterval(text)
  return operator === '+' || interval === undefined ? interval : negateInterval(interval)
}

function literalOf(interval: Interval): Expression {
  return makeInterval(formatInterval(interval))
}
