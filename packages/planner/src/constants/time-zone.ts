import { MILLISECONDS_PER_DAY } from './calendar.js'

/**
 * Clocks of the IANA zones. A *local* number is what a wall clock shows, written as if it were UTC:
 * `localOfInstant(Date.UTC(2025, 6, 1, 12), 'Europe/Berlin')` is `Date.UTC(2025, 6, 1, 14)`.
 */
export function localOfInstant(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone)
}

/**
 * The instant at which the zone's clocks show this. Where they show it twice (autumn), the later one; where they
 * never do (spring), the clock is read as if it had not been put forward yet. PostgreSQL and DuckDB decide the same.
 */
export function instantOfLocal(local: number, zone: string): number {
  const before = offsetAt(local - MILLISECONDS_PER_DAY, zone)
  const after = offsetAt(local + MILLISECONDS_PER_DAY, zone)
  const candidates = [local - before, local - after].filter(
    (instant) => localOfInstant(instant, zone) === local,
  )
  return candidates.length === 0 ? local - before : Math.max(...candidates)
}

/** Whether the name is one of a zone: `Europe/London`. */
export function isTimeZone(name: string): boolean {
  try {
    formatterFor(name)
    return true
  } catch {
    return false
  }
}

function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC') return 0
  const parts = new Map(
    formatterFor(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name))
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
  const shown = new Date(0)
  shown.setUTCFullYear(year, part('month') - 1, part('day'))
  shown.setUTCHours(part('hour'), part('minute'), part('second'))
  return shown.getTime() - Math.floor(instant / 1000) * 1000
}

/** Making a formatter is slow; a statement uses one or two zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, formatter)
  return formatter
}
