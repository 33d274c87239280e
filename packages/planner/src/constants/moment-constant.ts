import type { SqlType } from '@certsql/core'
import type { Literal } from '../logical/bound-expression.js'
import { addMonths, dayNumber, isoDate, MILLISECONDS_PER_DAY } from './calendar.js'
import type { Interval } from './interval.js'
import { instantOfLocal, localOfInstant } from './time-zone.js'
import { formatLocal } from './wall-clock.js'

/*
 * Days and moments that are constants, as what a wall clock shows: milliseconds since 1970, read as if the clock were in UTC.
 *
 * A `timestamptz` needs the zone of the session for that; without one it is left to DuckDB. So is
 *   what is finer than a millisecond,
 *   a local time within a day of a change of the clocks, which may be shown twice or never,
 *   a year beyond 1 to 9999.
 */

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?)?Z?$/

/** What the clock shows; undefined for what is no day or moment, or is left to DuckDB. */
export function localOf({ type, value }: Literal, zone: string | undefined): number | undefined {
  const match = typeof value === 'string' ? LOCAL.exec(value) : null
  if (match === null) return undefined
  const [, date = '', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match
  const day = dayNumber(date)
  if (day === undefined) return undefined
  const second = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  const shown = day * MILLISECONDS_PER_DAY + second * 1000 + Number(fraction.padEnd(3, '0'))
  switch (type.kind) {
    case 'date':
    case 'timestamp':
      return shown
    case 'timestamptz':
      return zone === undefined ? undefined : localOfInstant(shown, zone)
    default:
      return undefined
  }
}

/** The constant of this type that the clock shows. */
export function momentOfLocal(
  type: SqlType,
  local: number | undefined,
  zone: string | undefined,
): Literal | undefined {
  if (local === undefined || isoDate(dayOf(local)) === undefined) return undefined
  const value = textOfLocal(type, local, zone)
  return value === undefined ? undefined : { kind: 'Literal', type, value }
}

function textOfLocal(type: SqlType, local: number, zone: string | undefined): string | undefined {
  switch (type.kind) {
    case 'date':
      return isoDate(dayOf(local))
    case 'timestamp':
      return formatLocal(local)
    case 'timestamptz': {
      const instant = zone === undefined ? undefined : certainInstant(local, zone)
      return instant === undefined || isoDate(dayOf(instant)) === undefined
        ? undefined
        : new Date(instant).toISOString()
    }
    default:
      return undefined
  }
}

function certainInstant(local: number, zone: string): number | undefined {
  const [before, after] = [local - MILLISECONDS_PER_DAY, local + MILLISECONDS_PER_DAY].map((near) =>
    instantOfLocal(near, zone),
  )
  const isUnchanged = Number(after) - Number(before) === 2 * MILLISECONDS_PER_DAY
  return isUnchanged ? instantOfLocal(local, zone) : undefined
}

export function dayOf(local: number): number {
  return Math.floor(local / MILLISECONDS_PER_DAY)
}

/** Months first, then days, then time, as PostgreSQL does. */
export function shiftLocal(local: number, { months, days, microseconds }: Interval): number | undefined {
  const day = dayOf(local)
  const clock = local - day * MILLISECONDS_PER_DAY
  const shifted = (addMonths(day, months) + days) * MILLISECONDS_PER_DAY + clock + microseconds / 1000
  return Number.isSafeInteger(shifted) ? shifted : undefined
}

// ── Parts ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** EXTRACT(<field> FROM …), of the fields that are whole numbers of the calendar. */
export function partOfLocal(field: string, local: number): number | undefined {
  const shown = new Date(local)
  const year = shown.getUTCFullYear()
  switch (field) {
    case 'YEAR':
      return year
    case 'QUARTER':
      return Math.floor(shown.getUTCMonth() / 3) + 1
    case 'MONTH':
      return shown.getUTCMonth() + 1
    case 'DAY':
      return shown.getUTCDate()
    case 'DOW':
      return shown.getUTCDay()
    case 'ISODOW':
      return shown.getUTCDay() === 0 ? 7 : shown.getUTCDay()
    case 'DOY':
      return dayOf(local) - dayOf(startOfPeriod('year', local) ?? local) + 1
    case 'HOUR':
      return shown.getUTCHours()
    case 'MINUTE':
      return shown.getUTCMinutes()
    default:
      return undefined
  }
}

/** date_trunc('<unit>', …), of the units that begin with a day. */
export function startOfPeriod(unit: string, local: number): number | undefined {
  const day = dayOf(local)
  const [year = '', month = ''] = (isoDate(day) ?? '').split('-')
  if (year === '') return undefined
  switch (unit.toLowerCase()) {
    case 'year':
      return midnightOf(`${year}-01-01`)
    case 'quarter':
      return midnightOf(`${year}-${String(Number(month) - ((Number(month) - 1) % 3)).padStart(2, '0')}-01`)
    case 'month':
      return midnightOf(`${year}-${month}-01`)
    case 'week':
      // Day 0 was a Thursday; weeks begin with Monday.
      return (day - ((((day + 3) % 7) + 7) % 7)) * MILLISECONDS_PER_DAY
    case 'day':
      return day * MILLISECONDS_PER_DAY
    default:
      return undefined
  }
}

function midnightOf(date: string): number | undefined {
  const day = dayNumber(date)
  return day === undefined ? undefined : day * MILLISECONDS_PER_DAY
}

/** last_day(…): the day before the next month begins. */
export function endOfMonth(local: number): number | undefined {
  const start = startOfPeriod('month', local)
  return start === undefined ? undefined : (addMonths(dayOf(start), 1) - 1) * MILLISECONDS_PER_DAY
}
