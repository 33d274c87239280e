/** Dates without a zone: ISO texts and day numbers (days since 1970-01-01, proleptic Gregorian). */
const MILLISECONDS_PER_DAY = 86_400_000
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** `dayNumber('1970-01-02')` is 1; undefined for what is no date: `2025-02-30`. */
export function dayNumber(isoDate: string): number | undefined {
  const match = ISO_DATE.exec(isoDate)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const moment = utc(year, month, day)
  const same = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day
  return same ? moment.getTime() / MILLISECONDS_PER_DAY : undefined
}

/** `isoDate(1)` is `1970-01-02`; undefined outside of the years 0001 to 9999, which SOQL cannot write. */
export function isoDate(day: number): string | undefined {
  const moment = new Date(day * MILLISECONDS_PER_DAY)
  const year = moment.getUTCFullYear()
  return year >= 1 && year <= 9999 ? moment.toISOString().slice(0, 10) : undefined
}

/** Adds calendar months as PostgreSQL does: the day is cut to the length of the month. */
export function addMonths(day: number, months: number): number {
  const moment = new Date(day * MILLISECONDS_PER_DAY)
  const monthIndex = moment.getUTCFullYear() * 12 + moment.getUTCMonth() + months
  const year = Math.floor(monthIndex / 12)
  const month = (monthIndex % 12) + (monthIndex % 12 < 0 ? 13 : 1)
  const lastDay = utc(year, month + 1, 0).getUTCDate()
  return utc(year, month, Math.min(moment.getUTCDate(), lastDay)).getTime() / MILLISECONDS_PER_DAY
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999; this does not. */
function utc(year: number, month: number, day: number): Date {
  const moment = new Date(0)
  moment.setUTCFullYear(year, month - 1, day)
  return moment
}
