import type { ComparisonOperator } from '@certsql/sql'
import { dayNumber, isoDate, MILLISECONDS_PER_DAY } from '../constants/calendar.js'
import { instantOfLocal, localOfInstant } from '../constants/time-zone.js'
import type { Literal } from '../logical/bound-expression.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { allOf, anyOf, compareField, isNotNull, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlOperator } from '../soql/soql-query.js'
import { exact, none, superset } from './combine-verdicts.js'
import type { FieldVerdict } from './field-ability.js'
import { nextPeriod, type PeriodUnit, periodStart, yearStart } from './period.js'
import { startOfDay } from './start-of-day.js'
import type { ConditionVerdict } from './verdict.js'

/**
 * Days and moments against a constant, as absolute literals: SOQL's TODAY and LAST_N_DAYS depend on a clock and a zone
 * that are not ours. What is cut to a day, a month or a year becomes a half-open range of the field itself:
 *
 *   CAST(CreatedDate AS DATE) = DATE '2025-01-31'  (Berlin)
 *   ⇒ CreatedDate >= 2025-01-30T23:00:00Z AND CreatedDate < 2025-01-31T23:00:00Z
 */
export interface MomentSubject {
  readonly path: FieldPath
  /** Absent: the value as it is. */
  readonly unit?: PeriodUnit
}

export function compareMoment(
  subject: MomentSubject,
  operator: ComparisonOperator,
  literal: Literal,
  ability: FieldVerdict,
  timeZone: string,
): ConditionVerdict {
  const isDateField = subject.path.column.fieldType === 'date'
  const { unit } = subject
  if (unit === undefined && !isDateField)
    return compareInstant(subject.path, operator, literal, ability, timeZone)
  const clock = clockOf(literal, timeZone)
  if (clock === undefined) return none(UNCLEAR)
  return comparePeriod(subject.path, unit ?? 'day', operator, clock, timeZone)
}

/** EXTRACT(YEAR FROM d) against a whole or broken number. */
export function compareYear(
  path: FieldPath,
  operator: ComparisonOperator,
  year: { readonly whole: number; readonly isWhole: boolean },
  timeZone: string,
): ConditionVerdict {
  return comparePeriod(
    path,
    'year',
    operator,
    { day: yearStart(year.whole), isMidnight: year.isWhole },
    timeZone,
  )
}

const UNCLEAR = 'what this moment is in the time zone of the session is not clear'
const OUT_OF_RANGE = 'SOQL knows the years 1700 to 4000 only'

// ── Periods ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the wall clock of the session shows at a constant. */
interface Clock {
  readonly day: number
  readonly isMidnight: boolean
}

/**
 * trunc(x) against L, where P is the start of the period that L lies in and N that of the next:
 *
 *   trunc(x) =  L   ⇔   P <= x < N     if L is P, else never
 *   trunc(x) <  L   ⇔   x < P          if L is P, else x < N
 *   trunc(x) <= L   ⇔   x < N          and so on; a null x satisfies none of them, as in SQL.
 */
function comparePeriod(
  path: FieldPath,
  unit: PeriodUnit,
  operator: ComparisonOperator,
  clock: Clock,
  timeZone: string,
): ConditionVerdict {
  const start = periodStart(clock.day, unit)
  const next = nextPeriod(start, unit)
  const isStart = clock.isMidnight && clock.day === start
  const bounds = boundsOf(path, start, next, timeZone)
  if (bounds === undefined) return none(`${UNCLEAR}, or ${OUT_OF_RANGE}`)
  const { beforeStart, fromStart, beforeNext, fromNext } = bounds
  const reason =
    unit === 'day' ? 'SOQL compares days as SQL does' : `the ${unit} is pushed as a range of days`
  switch (operator) {
    case '=':
      if (!isStart) return exact(NEVER, 'no value is cut to this moment')
      return exact(bounds.equal ?? allOf([fromStart, beforeNext]), reason)
    case '<>':
      if (!isStart) return exact(isNotNull(path), 'no value is cut to this moment')
      return exact(anyOf([beforeStart, fromNext]), reason)
    case '<':
      return exact(isStart ? beforeStart : beforeNext, reason)
    case '<=':
      return exact(bounds.upToStart ?? beforeNext, reason)
    case '>':
      return exact(bounds.afterStart ?? fromNext, reason)
    case '>=':
      return exact(isStart ? fromStart : fromNext, reason)
  }
}

interface Bounds {
  readonly beforeStart: SoqlCondition
  readonly fromStart: SoqlCondition
  readonly beforeNext: SoqlCondition
  readonly fromNext: SoqlCondition
  /** Shorter words for a single day of a date field. */
  readonly equal?: SoqlCondition
  readonly upToStart?: SoqlCondition
  readonly afterStart?: SoqlCondition
}

function boundsOf(path: FieldPath, start: number, next: number, timeZone: string): Bounds | undefined {
  const bound = path.column.fieldType === 'date' ? dateBound : datetimeBound
  const at = (day: number, operator: SoqlOperator) => bound(path, operator, day, timeZone)
  const [beforeStart, fromStart] = [at(start, '<'), at(start, '>=')]
  const [beforeNext, fromNext] = [at(next, '<'), at(next, '>=')]
  if (!beforeStart || !fromStart || !beforeNext || !fromNext) return undefined
  const range = { beforeStart, fromStart, beforeNext, fromNext }
  if (path.column.fieldType !== 'date' || next !== start + 1) return range
  const [equal, upToStart, afterStart] = [at(start, '='), at(start, '<='), at(start, '>')]
  return equal && upToStart && afterStart ? { equal, upToStart, afterStart, ...range } : range
}

/** The days that SOQL takes as literals (from memory: 1700-01-01 to 4000-12-31). */
const FIRST_DAY = yearStart(1700)
const END_OF_DAYS = yearStart(4001)
/** Zone rules before and after are guesswork, and not the same guesses everywhere. */
const FIRST_ZONED_DAY = yearStart(1970)
const END_OF_ZONED_DAYS = yearStart(2100)

function dateBound(path: FieldPath, operator: SoqlOperator, day: number): SoqlCondition | undefined {
  const value = day >= FIRST_DAY && day < END_OF_DAYS ? isoDate(day) : undefined
  return value === undefined ? undefined : compareField(path, operator, { kind: 'date', value })
}

function datetimeBound(
  path: FieldPath,
  operator: SoqlOperator,
  day: number,
  timeZone: string,
): SoqlCondition | undefined {
  const isRuled = timeZone === 'UTC' || (day >= FIRST_ZONED_DAY && day < END_OF_ZONED_DAYS)
  const start = isRuled ? startOfDay(day, timeZone) : undefined
  return start === undefined ? undefined : compareInstantAt(path, operator, start)
}

// ── Instants ───────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * A datetime against an instant. Whether the org keeps, and looks at, fractions of a second is not known. `>=` and `<`
 * of a whole second say the same in both cases; every other comparison is widened to them or to the second itself, and
 * checked again:
 *
 *   x > 10:00:00 with x = 10:00:00.5   -- lost, if the org compares whole seconds; so x >= 10:00:00 is asked for
 */
function compareInstant(
  path: FieldPath,
  operator: ComparisonOperator,
  literal: Literal,
  ability: FieldVerdict,
  timeZone: string,
): ConditionVerdict {
  const instant = instantOf(literal, timeZone)
  if (instant === undefined) return none(UNCLEAR)
  const [from, before] = [
    compareInstantAt(path, '>=', instant.second),
    compareInstantAt(path, '<', instant.second),
  ]
  const [at, beforeNext] = [
    compareInstantAt(path, '=', instant.second),
    compareInstantAt(path, '<', instant.second + 1000),
  ]
  if (!from || !before || !at || !beforeNext) return none(OUT_OF_RANGE)
  if (!instant.isWhole) return superset(widened(operator, { path, from, beforeNext }), FRACTION)
  switch (operator) {
    case '>=':
      return exact(from, ability.reason)
    case '<':
      return exact(before, ability.reason)
    case '>':
      return superset(from, FRACTION)
    case '<=':
      return superset(beforeNext, FRACTION)
    case '=':
      return superset(allOf([from, beforeNext]), FRACTION)
    case '<>':
      return superset(isNotNull(path), FRACTION)
  }
}

const FRACTION = 'whether the org looks at fractions of a second is not known; checked again here'

/** Whole seconds around a constant that has a fraction. */
function widened(
  operator: ComparisonOperator,
  { path, from, beforeNext }: { path: FieldPath; from: SoqlCondition; beforeNext: SoqlCondition },
): SoqlCondition {
  switch (operator) {
    case '>=':
    case '>':
      return from
    case '<':
    case '<=':
      return beforeNext
    case '=':
      return allOf([from, beforeNext])
    case '<>':
      return isNotNull(path)
  }
}

function compareInstantAt(
  path: FieldPath,
  operator: SoqlOperator,
  instant: number,
): SoqlCondition | undefined {
  const day = instant / MILLISECONDS_PER_DAY
  if (day < FIRST_DAY || day >= END_OF_DAYS) return undefined
  const value = `${new Date(instant).toISOString().slice(0, 19)}Z`
  return compareField(path, operator, { kind: 'datetime', value })
}

// ── Constants ──────────────────────────────────────────────────────────────────────────────────────────────────

const LOCAL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?$/

/** What a wall clock showed, in milliseconds as if it were UTC, cut to the second. */
function readLocal(text: string): { readonly local: number; readonly isWhole: boolean } | undefined {
  const match = LOCAL.exec(text.replace(/Z$/, ''))
  if (match === null) return undefined
  const [, date = '', hours, minutes, seconds, fraction = ''] = match
  const day = dayNumber(date)
  if (day === undefined) return undefined
  const second = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return { local: day * MILLISECONDS_PER_DAY + second * 1000, isWhole: /^0*$/.test(fraction) }
}

function instantOf(
  literal: Literal,
  timeZone: string,
): { readonly second: number; readonly isWhole: boolean } | undefined {
  const read = typeof literal.value === 'string' ? readLocal(literal.value) : undefined
  if (read === undefined) return undefined
  const isInstant =
    literal.type.kind === 'timestamptz' || (literal.type.kind === 'timestamp' && timeZone === 'UTC')
  return isInstant ? { second: read.local, isWhole: read.isWhole } : undefined
}

function clockOf(literal: Literal, timeZone: string): Clock | undefined {
  if (typeof literal.value !== 'string') return undefined
  if (literal.type.kind === 'date') {
    const day = dayNumber(literal.value)
    return day === undefined ? undefined : { day, isMidnight: true }
  }
  const read = readLocal(literal.value)
  if (read === undefined) return undefined
  if (literal.type.kind === 'timestamp') return clockAt(read.local, read.isWhole)
  return literal.type.kind === 'timestamptz' ? clockOfInstant(read.local, read.isWhole, timeZone) : undefined
}

function clockAt(local: number, isWhole: boolean): Clock {
  const day = Math.floor(local / MILLISECONDS_PER_DAY)
  return { day, isMidnight: isWhole && local === day * MILLISECONDS_PER_DAY }
}

/** Only on days that start at midnight, once: there the order of instants is that of the wall clock. */
function clockOfInstant(instant: number, isWhole: boolean, timeZone: string): Clock | undefined {
  const clock = clockAt(localOfInstant(instant, timeZone), isWhole)
  const days = [clock.day, clock.day + 1]
  const startsAtMidnight = days.every(
    (day) => startOfDay(day, timeZone) === instantOfLocal(day * MILLISECONDS_PER_DAY, timeZone),
  )
  return startsAtMidnight ? clock : undefined
}
