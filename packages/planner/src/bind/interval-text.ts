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
