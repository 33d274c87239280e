import { addMonths, MILLISECONDS_PER_DAY } from '../constants/calendar.js'

/** What DATE_TRUNC cuts a moment to, from the day up. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year'

const UNITS: ReadonlySet<string> = new Set<PeriodUnit>(['day', 'week', 'month', 'quarter', 'year'])

export function isPeriodUnit(text: string): text is PeriodUnit {
  return UNITS.has(text)
}

const DAYS_PER_WEEK = 7
/** 1970-01-01 was a Thursday; weeks start on Monday. */
const MONDAY_BEFORE_EPOCH = -3
const MONTHS_IN: Readonly<Record<'month' | 'quarter' | 'year', number>> = { month: 1, quarter: 3, year: 12 }

/** The first day of the period that a day lies in; days are numbers since 1970. */
export function periodStart(day: number, unit: PeriodUnit): number {
  switch (unit) {
    case 'day':
      return day
    case 'week':
      return Math.floor((day - MONDAY_BEFORE_EPOCH) / DAYS_PER_WEEK) * DAYS_PER_WEEK + MONDAY_BEFORE_EPOCH
    case 'month':
    case 'quarter':
    case 'year': {
      const months = monthsSinceEpoch(day)
      return addMonths(0, months - positiveRemainder(months, MONTHS_IN[unit]))
    }
  }
}

/** The first day of the next period, given the first day of one. */
export function nextPeriod(start: number, unit: PeriodUnit): number {
  return periodsLater(start, unit, 1)
}

/** The first day of the period that comes so many behind one, given the first day of that one. */
export function periodsLater(start: number, unit: PeriodUnit, count: number): number {
  switch (unit) {
    case 'day':
      return start + count
    case 'week':
      return start + count * DAYS_PER_WEEK
    case 'month':
    case 'quarter':
    case 'year':
      return addMonths(start, count * MONTHS_IN[unit])
  }
}

/** The first day of a year: `yearStart(1971)` is 365. */
export function yearStart(year: number): number {
  return addMonths(0, (year - 1970) * 12)
}

function monthsSinceEpoch(day: number): number {
  const moment = new Date(day * MILLISECONDS_PER_DAY)
  return (moment.getUTCFullYear() - 1970) * 12 + moment.getUTCMonth()
}

function positiveRemainder(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor
}
