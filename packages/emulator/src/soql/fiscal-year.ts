import { DAY } from './zone-clock.js'

/**
 * The first month of the org's fiscal year, 1 to 12. A fiscal year has the number of the calendar year in which it ends,
 * as orgs have it unless they choose otherwise.
 */
export type FiscalStart = number

/**
 * A moment of the calendar year that stands where this one stands in the fiscal year, on the first day of the month: in
 * a fiscal year that begins in April, `2025-05-20` becomes `2026-02-01`.
 */
export function fiscalMonth(milliseconds: number, fiscalStart: FiscalStart): number {
  const date = new Date(milliseconds)
  const yearsAhead = fiscalStart === 1 ? 0 : 1
  return Date.UTC(date.getUTCFullYear() + yearsAhead, date.getUTCMonth() - (fiscalStart - 1), 1)
}

/** The first day of a stretch of so many months that begins with the fiscal year, `moved` stretches on from a day. */
export function fiscalPeriodStart(
  day: number,
  months: number,
  moved: number,
  fiscalStart: FiscalStart,
): number {
  const date = new Date(day * DAY)
  const shift = fiscalStart - 1
  const first = Math.floor((date.getUTCMonth() - shift) / months) * months + shift
  return Date.UTC(date.getUTCFullYear(), first + months * moved, 1) / DAY
}
