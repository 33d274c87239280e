import type { IntervalUnit } from '@certsql/sql'
import { type Interval, parseInterval } from '../constants/interval.js'

const ISO_FORM =
  /^(-?)P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d{1,6})?)S)?)?$/i

/** Reads `P1Y2M3DT4H5M6.5S`. */
export function readIsoInterval(text: string): Interval | undefined {
  const match = ISO_FORM.exec(text.trim())
  if (match === null || /^-?P$|T$/i.test(text.trim())) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(2)
    .map((part) => Number(part ?? 0))
  const sign = match[1] === '-' ? -1 : 1
  return {
    months: sign * ((years ?? 0) * 12 + (months ?? 0)),
    days: sign * ((weeks ?? 0) * 7 + (days ?? 0)),
    microseconds: sign * Math.round((((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1_000_000),
  }
}

/** Reads the value of an interval literal; with a unit, the value is a bare number: `INTERVAL '60' DAY`. */
export function readIntervalLiteral(value: string, unit: IntervalUnit | undefined): Interval | undefined {
  if (unit === undefined) return parseInterval(value) ?? readIsoInterval(value)
  const isBare = /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value)
  return parseInterval(isBare ? `${value.trim()} ${unit.toLowerCase()}` : value)
}

/** As PostgreSQL prints it: `1 year 2 mons 3 days 04:05:06.5`. */
export function formatInterval({ months, days, microseconds }: Interval): string {
  const years = Math.trunc(months / 12)
  const parts = [
    ...counted(years, 'year'),
    ...counted(months - years * 12, 'mon'),
    ...counted(days, 'day'),
    ...(microseconds === 0 ? [] : [formatClock(microseconds)]),
  ]
  return parts.length === 0 ? '00:00:00' : parts.join(' ')
}

function counted(count: number, unit: string): string[] {
  if (count === 0) return []
  return [`${count} ${unit}${count === 1 ? '' : 's'}`]
}

function formatClock(microseconds: number): string {
  const size = Math.abs(microseconds)
  const seconds = Math.floor(size / 1_000_000)
  const fraction = size % 1_000_000
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const digits = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`
  return `${microseconds < 0 ? '-' : ''}${clock.map((part) => String(part).padStart(2, '0')).join(':')}${digits}`
}
