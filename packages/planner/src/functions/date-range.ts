import { addMonths, dayNumber, isoDate } from '../constants/calendar.js'

/** Days from `start` up to, and without, `end`, as day numbers. */
export interface DayRange {
  readonly start: number
  readonly end: number
}

export interface RangeContext {
  /** The session's current day, as a day number. */
  readonly today: number
  /** 0: Sunday … 6: Saturday. */
  readonly firstDayOfWeek: number
  /** 1: January … 12: December. */
  readonly firstMonthOfYear: number
}

/** What one of SOQL's date literals is. Those that count take a number: `LAST_N_DAYS(30)`. */
export interface DateRangeFunction {
  readonly name: string
  readonly counted: boolean
  readonly help: string
  readonly range: (context: RangeContext, count: number) => DayRange
}

type Period = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'FISCAL_QUARTER' | 'FISCAL_YEAR'

const PERIODS: readonly Period[] = ['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR']

/** SOQL's date literals (SOQL reference, "Date Formats and Date Literals"). */
export const DATE_RANGES: readonly DateRangeFunction[] = [
  fixed('YESTERDAY', 'The day before today.', (day) => days(day - 1, day)),
  fixed('TODAY', 'Today.', (day) => days(day, day + 1)),
  fixed('TOMORROW', 'The day after today.', (day) => days(day + 1, day + 2)),
  fixed('LAST_90_DAYS', 'Today and the 90 days before.', (day) => days(day - 90, day + 1)),
  fixed('NEXT_90_DAYS', 'The 90 days after today.', (day) => days(day + 1, day + 91)),
  counted('LAST_N_DAYS', 'Today and the n days before.', (day, n) => days(day - n, day + 1)),
  counted('NEXT_N_DAYS', 'The n days after today.', (day, n) => days(day + 1, day + n + 1)),
  counted('N_DAYS_AGO', 'The day n days before today.', (day, n) => days(day - n, day - n + 1)),
  ...PERIODS.flatMap(rangesOf),
]

function days(start: number, end: number): DayRange {
  return { start, end }
}

function fixed(name: string, help: string, range: (day: number) => DayRange): DateRangeFunction {
  return { name, counted: false, help, range: ({ today }) => range(today) }
}

function counted(name: string, help: string, range: (day: number, n: number) => DayRange): DateRangeFunction {
  return { name, counted: true, help, range: ({ today }, n) => range(today, n) }
}

/** LAST_, THIS_, NEXT_, LAST_N_, NEXT_N_ and N_…_AGO of one period: whole periods, counted from the current one. */
function rangesOf(period: Period): readonly DateRangeFunction[] {
  const noun = period.toLowerCase().replace('_', ' ')
  const between = (
    name: string,
    counts: boolean,
    help: string,
    bounds: (n: number) => readonly [number, number],
  ) => ({
    name,
    counted: counts,
    help,
    range: (context: RangeContext, count: number): DayRange => {
      const [from, to] = bounds(count)
      return { start: startOf(period, from, context), end: startOf(period, to, context) }
    },
  })
  return [
    between(`LAST_${period}`, false, `The ${noun} before the current one.`, () => [-1, 0]),
    between(`THIS_${period}`, false, `The current ${noun}.`, () => [0, 1]),
    between(`NEXT_${period}`, false, `The ${noun} after the current one.`, () => [1, 2]),
    between(`LAST_N_${period}S`, true, `The n ${noun}s before the current one.`, (n) => [-n, 0]),
    between(`NEXT_N_${period}S`, true, `The n ${noun}s after the current one.`, (n) => [1, n + 1]),
    between(`N_${period}S_AGO`, true, `The ${noun} n ${noun}s before the current one.`, (n) => [-n, -n + 1]),
  ]
}

/** The first day of the period that is `offset` periods from the current one. */
function startOf(period: Period, offset: number, { today, ...org }: RangeContext): number {
  switch (period) {
    case 'WEEK':
      return today - modulo(weekday(today) - org.firstDayOfWeek, 7) + offset * 7
    case 'MONTH':
      return startOfMonths(today, 1, 1, offset)
    case 'QUARTER':
      return startOfMonths(today, 3, 1, offset)
    case 'YEAR':
      return startOfMonths(today, 12, 1, offset)
    case 'FISCAL_QUARTER':
      return startOfMonths(today, 3, org.firstMonthOfYear, offset)
    case 'FISCAL_YEAR':
      return startOfMonths(today, 12, org.firstMonthOfYear, offset)
  }
}

/** Periods of `length` months, counted from the month in which the year starts. */
function startOfMonths(today: number, length: number, firstMonth: number, offset: number): number {
  const [year = 0, month = 1] = (isoDate(today) ?? '').split('-').map(Number)
  const monthStart =
    dayNumber(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`) ?? today
  return addMonths(monthStart, offset * length - modulo(month - firstMonth, length))
}

/** 1970-01-01 was a Thursday. */
function weekday(day: number): number {
  return modulo(day + 4, 7)
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
