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

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year'

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
  // The org's fiscal year is the calendar year.
  LAST_FISCAL_QUARTER: ['quarter', -1],
  THIS_FISCAL_QUARTER: ['quarter', 0],
  NEXT_FISCAL_QUARTER: ['quarter', 1],
  LAST_FISCAL_YEAR: ['year', -1],
  THIS_FISCAL_YEAR: ['year', 0],
  NEXT_FISCAL_YEAR: ['year', 1],
}

/** The days that a relative date literal stands for; undefined when there is no such literal. */
export function relativeDayRange(
  name: string,
  count: number | undefined,
  today: number,
): DayRange | undefined {
  if (count === undefined) {
    if (name === 'LAST_90_DAYS') return { start: today - 90, end: today + 1 }
    if (name === 'NEXT_90_DAYS') return { start: today + 1, end: today + 91 }
    const fixed = FIXED[name]
    return fixed && unitRange(fixed[0], today, fixed[1], 1)
  }
  if (name === 'LAST_N_DAYS') return { start: today - count, end: today + 1 }
  const [, direction, unitName, ago] = /^(LAST_N_|NEXT_N_|N_)(?:FISCAL_)?([A-Z]+?)S(_AGO)?$/.exec(name) ?? []
  const unit = unitName?.toLowerCase()
  if (!isUnit(unit)) return undefined
  if (direction === 'N_') return ago === undefined ? undefined : unitRange(unit, today, -count, 1)
  if (ago !== undefined) return undefined
  return direction === 'LAST_N_' ? unitRange(unit, today, -count, count) : unitRange(unit, today, 1, count)
}

function isUnit(text: string | undefined): text is Unit {
  return text === 'day' || text === 'week' || text === 'month' || text === 'quarter' || text === 'year'
}

/** So many whole units, the first one `shift` units from the one of today. */
function unitRange(unit: Unit, today: number, shift: number, units: number): DayRange {
  if (unit === 'day') return { start: today + shift, end: today + shift + units }
  if (unit === 'week') {
    // 1970-01-01 was a Thursday, and weeks of the English locale begin on Sunday.
    const sunday = today - ((((today + 4) % 7) + 7) % 7)
    return { start: sunday + 7 * shift, end: sunday + 7 * (shift + units) }
  }
  const date = new Date(today * DAY)
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12
  const first = Math.floor(date.getUTCMonth() / months) * months
  const start = (moved: number) => Date.UTC(date.getUTCFullYear(), first + months * moved, 1) / DAY
  return { start: start(shift), end: start(shift + units) }
}
