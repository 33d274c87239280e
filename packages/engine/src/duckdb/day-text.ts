import { formatDay } from '../decode/calendar.js'

/** How DuckDB stores the days `infinity` and, negated, `-infinity`. */
const INFINITE_DAY = 2_147_483_647

/** A DATE of DuckDB as text. */
export function dayText(day: number): string {
  if (Math.abs(day) === INFINITE_DAY) return day > 0 ? 'infinity' : '-infinity'
  return formatDay(day)
}
