/** Dates without a zone: ISO texts and day numbers (days since 1970-01-01, proleptic Gregorian). */
export const MILLISECONDS_PER_DAY = 86_400_000
const DAYS_IN_400_YEARS = 146_097
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** `dayNumber('1970-01-02')` is 1; undefined for what is no date: `2025-02-30`. */
export function dayNumber(isoDate: string): number | undefined {
  const match = ISO_DATE.exec(isoDate)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month)
  return isDay ? dayOf(year, month, day) : undefined
}

/** `isoDate(1)` is `1970-01-02`; undefined outside of the years 0001 to 9999, which SOQL cannot write. */
export function isoDate(day: number): string | undefined {
  const moment = new Date(day * MILLISECONDS_PER_DAY)
  const year = moment.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) return undefined
  // Ten times as fast as `toISOString`: statements are full of days.
  return `${String(year).padStart(4, '0')}-${twoDigits(moment.getUTCMonth() + 1)}-${twoDigits(moment.getUTCDate())}`
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`
}

/** Adds calendar months as PostgreSQL does: the day is cut to the length of the month. */
export function addMonths(day: number, months: number): number {
  const moment = new Date(day * MILLISECONDS_PER_DAY)
  const monthIndex = moment.getUTCFullYear() * 12 + moment.getUTCMonth() + months
  const year = Math.floor(monthIndex / 12)
  const month = (monthIndex % 12) + (monthIndex % 12 < 0 ? 13 : 1)
  return dayOf(year, month, Math.min(moment.getUTCDate(), lengthOfMonth(year, month)))
}

function lengthOfMonth(year: number, month: number): number {
  return dayOf(year, month + 1, 1) - dayOf(year, month, 1)
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999, so days are counted 400 years later, when the calendar is the same. */
function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year + 400, month - 1, day) / MILLISECONDS_PER_DAY - DAYS_IN_400_YEARS
}
