import { dayOf } from './date-ranges.js'
import { type FiscalStart, fiscalMonth } from './fiscal-year.js'
import { DAY } from './zone-clock.js'

/** What a date function makes of a moment: milliseconds as if the wanted zone were UTC. */
type DateFunction = (milliseconds: number) => number

const onDate =
  (pick: (date: Date) => number): DateFunction =>
  (milliseconds) =>
    pick(new Date(milliseconds))

const month = onDate((date) => date.getUTCMonth() + 1)
const quarter = onDate((date) => Math.floor(date.getUTCMonth() / 3) + 1)
const year = onDate((date) => date.getUTCFullYear())

function dayInYear(milliseconds: number): number {
  const start = Date.UTC(new Date(milliseconds).getUTCFullYear(), 0, 1)
  return Math.floor((milliseconds - start) / DAY) + 1
}

/** Those that give a whole number; DAY_ONLY gives a date and stands apart. */
const DATE_FUNCTIONS: Readonly<Record<string, DateFunction>> = {
  CALENDAR_MONTH: month,
  CALENDAR_QUARTER: quarter,
  CALENDAR_YEAR: year,
  DAY_IN_MONTH: onDate((date) => date.getUTCDate()),
  /** Sunday is 1. */
  DAY_IN_WEEK: onDate((date) => date.getUTCDay() + 1),
  DAY_IN_YEAR: dayInYear,
  FISCAL_MONTH: month,
  FISCAL_QUARTER: quarter,
  FISCAL_YEAR: year,
  HOUR_IN_DAY: onDate((date) => date.getUTCHours()),
  /** Days 1 to 7 are week 1, whatever their weekday. */
  WEEK_IN_MONTH: onDate((date) => Math.ceil(date.getUTCDate() / 7)),
  WEEK_IN_YEAR: (milliseconds) => Math.ceil(dayInYear(milliseconds) / 7),
}

/** What a function makes of moments in an org whose fiscal year begins in a month. */
export function dateFunctionFor(name: string, fiscalStart: FiscalStart): DateFunction | undefined {
  const pick = DATE_FUNCTIONS[name]
  if (pick === undefined || !name.startsWith('FISCAL_')) return pick
  return (milliseconds) => pick(fiscalMonth(milliseconds, fiscalStart))
}

/** These need a time of day. */
export const DATETIME_ONLY_FUNCTIONS: ReadonlySet<string> = new Set(['HOUR_IN_DAY', 'DAY_ONLY'])

export function isDateFunction(name: string): boolean {
  return name === 'DAY_ONLY' || Object.hasOwn(DATE_FUNCTIONS, name)
}

/** A stored date or moment in milliseconds since 1970. */
export function millisecondsOf(text: string): number {
  return text.length === 10 ? dayOf(text) * DAY : Date.parse(`${text.slice(0, 23)}Z`)
}
