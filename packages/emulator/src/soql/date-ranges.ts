import { type FiscalStart, fiscalPeriodStart } from './fiscal-year.js'
import { DAY } from './zone-clock.js'

/** Days since 1970, the end excluded. */
export interface DayRange {
  readonly start: number
  readonly end: number
}

export function dayOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / DAY
}

export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** What the days of relative dates depend on besides today. */
export interface Calendar {
  /** 0 is Sunday. */
  readonly firstWeekday: number
  readonly fiscalStart: FiscalStart
}

const AMERICAN_CALENDAR: Calendar = { firstWeekday: 0, fiscalStart: 1 }

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal quarter' | 'fiscal year'

const FIXED: Readonly<Record<string, readonly [Unit, number]>> = {
  YESTERDAY: ['day', -1],
  TODAY: ['day', 0],
  TOMORROW: ['day', 1],
  LAST_WEEK: ['week', -1],
  THIS_WEEK: ['week', 0],
  NEXT_WEEK: ['week', 1],
  LAST_MONTH: ['month', -1],
  THIS_MONTH: ['month', 0],
  NEXT_MONTH: ['month', 1],
  LAST_QUARTER: ['quarter', -1],
  THIS_QUARTER: ['quarter', 0],
  NEXT_QUARTER: ['quarter', 1],
  LAST_YEAR: ['year', -1],
  THIS_YEAR: ['year', 0],
  NEXT_YEAR: ['year', 1],
  LAST_FISCAL_QUARTER: ['fiscal quarter', -1],
  THIS_FISCAL_QUARTER: ['fiscal quarter', 0],
  NEXT_FISCAL_QUARTER: ['fiscal quarter', 1],
  LAST_FISCAL_YEAR: ['fiscal year', -1],
  THIS_FISCAL_YEAR: ['fiscal year', 0],
  NEXT_FISCAL_YEAR: ['fiscal year', 1],
}

/** The days that a relative date literal stands for; undefined when there is no such literal. */
export function relativeDayRange(
  name: string,
  count: number | undefined,
  today: number,
  calendar: Calendar = AMERICAN_CALENDAR,
): DayRange | undefined {
  if (count === undefined) {
    if (name === 'LAST_90_DAYS') return { start: today - 90, end: today + 1 }
    if (name === 'NEXT_90_DAYS') return { start: today + 1, end: today + 91 }
    const fixed = FIXED[name]
    return fixed && unitRange(fixed[0], today, fixed[1], 1, calendar)
  }
  if (name === 'LAST_N_DAYS') return { start: today - count, end: today + 1 }
  const [, direction, unitName, ago] = /^(LAST_N_|NEXT_N_|N_)([A-Z_]+?)S(_AGO)?$/.exec(name) ?? []
  const unit = unitName?.toLowerCase().replace('_', ' ')
  if (!isUnit(unit)) return undefined
  if (direction === 'N_') return ago === undefined ? undefined : unitRange(unit, today, -count, 1, calendar)
  if (ago !== undefined) return undefined
  const first = direction === 'LAST_N_' ? -count : 1
  return unitRange(unit, today, first, count, calendar)
}

const MONTHS: Readonly<Record<Exclude<Unit, 'day' | 'week'>, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
  'fiscal quarter': 3,
  'fiscal year': 12,
}

function isUnit(text: string | undefined): text is Unit {
  return text === 'day' || text === 'week' || (text !== undefined && Object.hasOwn(MONTHS, text))
}

/** So many whole units, the first one `shift` units from the one of today. */
function unitRange(
  unit: Unit,
  today: number,
  shift: number,
  units: number,
  { firstWeekday, fiscalStart }: Calendar,
): DayRange {
  if (unit === 'day') return { start: today + shift, end: today + shift + units }
  if (unit === 'week') {
    // 1970-01-01 was a Thursday.
    const firstDay = today - ((((today + 4 - firstWeekday) % 7) + 7) % 7)
    return { start: firstDay + 7 * shift, end: firstDay + 7 * (shift + units) }
  }
  const yearStart = unit.startsWith('fiscal') ? fiscalStart : 1
  const start = (moved: number) => fiscalPeriodStart(today, MONTHS[unit], moved, yearStart)
  return { start: start(shift), end: start(shift + units) }
}
