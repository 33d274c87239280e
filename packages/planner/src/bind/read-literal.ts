import { decimal, type SqlType } from '@certsql/core'
import { dayNumber, isoDate, MILLISECONDS_PER_DAY } from '../constants/calendar.js'
import { formatDecimal, parseDecimal, trimScale, withScale } from '../constants/decimal-number.js'
import { formatInterval, parseInterval } from '../constants/interval.js'
import { instantOfLocal, isTimeZone, localOfInstant } from '../constants/time-zone.js'
import { formatLocal, formatTime } from '../constants/wall-clock.js'
import { widenId } from '../functions/widen-id.js'
import type { Literal } from '../logical/bound-expression.js'
import { readIsoInterval } from './interval-text.js'

/** What the meaning of a text as a value may depend on. */
export interface LiteralContext {
  readonly timeZone: string
  readonly now: Date
}

/**
 * The value that a text stands for in a type, in the form that `Literal` asks for; undefined when it is none.
 *
 * ```ts
 * readLiteral('2025-1-31', DATE, context)?.value                 // '2025-01-31'
 * readLiteral('2025-01-31 12:00+02', TIMESTAMPTZ, context)?.value   // '2025-01-31T10:00:00.000Z'
 * ```
 */
export function readLiteral(text: string, type: SqlType, context: LiteralContext): Literal | undefined {
  const value = readValue(text, type, context)
  if (value === undefined) return undefined
  if (type.kind === 'decimal' && typeof value === 'string') return decimalLiteral(value, type)
  return { kind: 'Literal', type, value }
}

/** What a text of this type looks like, for messages. */
export function expectedForm(type: SqlType): string {
  switch (type.kind) {
    case 'date':
      return 'a date is written YYYY-MM-DD'
    case 'time':
      return 'a time is written HH:MM:SS'
    case 'timestamp':
      return 'a timestamp is written YYYY-MM-DD HH:MM:SS'
    case 'timestamptz':
      return 'a timestamp is written YYYY-MM-DD HH:MM:SS, with an offset such as +02:00 or in the zone of the session'
    case 'interval':
      return "an interval is written like '3 days' or '1 year 2 months 04:05:06'"
    case 'boolean':
      return 'a boolean is TRUE or FALSE'
    case 'integer':
    case 'bigint':
      return 'a whole number within the range of its type is expected'
    case 'decimal':
    case 'double':
      return 'a number is expected'
    case 'json':
      return 'JSON text is expected'
    case 'null':
    case 'text':
    case 'id':
    case 'list':
      return 'a text is expected'
  }
}

function readValue(text: string, type: SqlType, context: LiteralContext): Literal['value'] | undefined {
  switch (type.kind) {
    case 'null':
    case 'text':
      return text
    case 'id':
      return widenId(text)
    case 'boolean':
      return readBoolean(text)
    case 'integer':
      return readInteger(text, 2n ** 31n)
    case 'bigint':
      return readInteger(text, 2n ** 63n)
    case 'decimal':
    case 'double':
      return readNumber(text)
    case 'date':
      return readDate(text.trim(), context)
    case 'time':
      return readTime(text.trim())
    case 'timestamp':
      return readTimestamp(text.trim(), context)
    case 'timestamptz':
      return readInstant(text.trim(), context)
    case 'interval':
      return readInterval(text)
    case 'json':
      return isJson(text) ? text : undefined
    case 'list':
      return undefined
  }
}

// ── Scalars ────────────────────────────────────────────────────────────────────────────────────────────────────

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['t', 'true', 'y', 'yes', 'on', '1'].map((word): [string, boolean] => [word, true]),
  ...['f', 'false', 'n', 'no', 'off', '0'].map((word): [string, boolean] => [word, false]),
])

function readBoolean(text: string): boolean | undefined {
  return BOOLEANS.get(text.trim().toLowerCase())
}

function readInteger(text: string, limit: bigint): string | undefined {
  const number = /^\s*[+-]?\d+\s*$/.test(text) ? BigInt(text.trim()) : undefined
  return number !== undefined && number < limit && number >= -limit ? number.toString() : undefined
}

function readNumber(text: string): string | undefined {
  const number = parseDecimal(text)
  return number === undefined ? undefined : formatDecimal(number)
}

const MOST_DIGITS = 38

/** Of the wanted type when it fits without rounding, else of a type of its own. */
function decimalLiteral(digits: string, wanted: SqlType & { readonly kind: 'decimal' }): Literal | undefined {
  const number = parseDecimal(digits)
  if (number === undefined) return undefined
  const trimmed = trimScale(number)
  const scaled = withScale(trimmed, wanted.scale)
  if (scaled.scale === wanted.scale && digitCount(scaled.digits) <= wanted.precision)
    return { kind: 'Literal', type: wanted, value: formatDecimal(scaled) }
  const precision = Math.max(digitCount(trimmed.digits), trimmed.scale + 1)
  if (precision > MOST_DIGITS) return undefined
  return { kind: 'Literal', type: decimal(precision, trimmed.scale), value: formatDecimal(trimmed) }
}

function digitCount(digits: bigint): number {
  return (digits < 0n ? -digits : digits).toString().length
}

function readInterval(text: string): string | undefined {
  const interval = parseInterval(text) ?? readIsoInterval(text)
  return interval === undefined ? undefined : formatInterval(interval)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

// ── Dates and times ────────────────────────────────────────────────────────────────────────────────────────────

const DATE_FORM = /^(\d{4})-(\d{1,2})-(\d{1,2})$|^(\d{4})(\d{2})(\d{2})$|^(\d{4})\/(\d{1,2})\/(\d{1,2})$/
const TIME_FORM = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/
const MOMENT_FORM =
  /^(\d{4}[-/]?\d{1,2}[-/]?\d{1,2})(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(.*))?$/i
const OFFSET_FORM = /^([+-])(\d{1,2})(?::?(\d{2}))?$/
const MILLISECONDS_PER_MINUTE = 60_000

/** PostgreSQL's words for days around the session's today. */
const DAYS_FROM_TODAY: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
])

function readDate(text: string, context: LiteralContext): string | undefined {
  const days = DAYS_FROM_TODAY.get(text.toLowerCase())
  if (days !== undefined) return isoDate(today(context) + days)
  if (text.toLowerCase() === 'now') return isoDate(today(context))
  const day = dayOf(text)
  return day === undefined ? undefined : isoDate(day)
}

/** The number of the session's current day. */
export function today({ now, timeZone }: LiteralContext): number {
  return Math.floor(localOfInstant(now.getTime(), timeZone) / MILLISECONDS_PER_DAY)
}

function dayOf(text: string): number | undefined {
  const plain = dayNumber(text)
  if (plain !== undefined) return isoDate(plain) === undefined ? undefined : plain
  const match = DATE_FORM.exec(text)
  if (match === null) return undefined
  const [year = '', month = '', day = ''] = match.slice(1).filter((part) => part !== undefined)
  const number = dayNumber(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return number !== undefined && isoDate(number) !== undefined ? number : undefined
}

/** Microseconds since midnight. */
function microsecondsOf(text: string): number | undefined {
  const match = TIME_FORM.exec(text)
  if (match === null) return undefined
  const [, hours = '', minutes = '', seconds = '0', fraction = ''] = match
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return whole * 1_000_000 + Math.round(Number(`0.${fraction || '0'}`) * 1_000_000)
}

function readTime(text: string): string | undefined {
  const microseconds = microsecondsOf(text.replace(/(?<=[\d:])\s*Z$/i, ''))
  return microseconds === undefined ? undefined : formatTime(microseconds)
}

interface Moment {
  readonly day: number
  readonly microseconds: number
  readonly zone: string
}

function momentOf(text: string, context: LiteralContext): Moment | undefined {
  const days = DAYS_FROM_TODAY.get(text.toLowerCase())
  if (days !== undefined) return { day: today(context) + days, microseconds: 0, zone: '' }
  const match = MOMENT_FORM.exec(text)
  if (match === null) return undefined
  const [, date = '', time = '00:00', zone = ''] = match
  const day = dayOf(date)
  const microseconds = microsecondsOf(time)
  return day === undefined || microseconds === undefined
    ? undefined
    : { day, microseconds, zone: zone.trim() }
}

/** A zone that is written along is not looked at, as in PostgreSQL. */
function readTimestamp(text: string, context: LiteralContext): string | undefined {
  if (text.toLowerCase() === 'now')
    return formatLocal(localOfInstant(context.now.getTime(), context.timeZone))
  const moment = momentOf(text, context)
  if (moment === undefined || !(moment.zone === '' || isZone(moment.zone))) return undefined
  const date = isoDate(moment.day)
  return date === undefined ? undefined : `${date} ${formatTime(moment.microseconds)}`
}

function readInstant(text: string, context: LiteralContext): string | undefined {
  if (text.toLowerCase() === 'now') return context.now.toISOString()
  const moment = momentOf(text, context)
  if (moment === undefined) return undefined
  const milliseconds = Math.floor(moment.microseconds / 1000)
  const local = moment.day * MILLISECONDS_PER_DAY + milliseconds
  const instant = instantIn(local, moment.zone === '' ? context.timeZone : moment.zone)
  if (instant === undefined) return undefined
  return formatInstant(instant, moment.microseconds % 1_000)
}

function formatInstant(instant: number, microseconds: number): string | undefined {
  const iso = new Date(instant).toISOString()
  if (!/^\d{4}-/.test(iso)) return undefined
  return microseconds === 0 ? iso : iso.replace('Z', `${String(microseconds).padStart(3, '0')}Z`)
}

function instantIn(local: number, zone: string): number | undefined {
  const offset = fixedOffset(zone)
  if (offset !== undefined) return local - offset
  return isTimeZone(zone) ? instantOfLocal(local, zone) : undefined
}

function isZone(text: string): boolean {
  return fixedOffset(text) !== undefined || isTimeZone(text)
}

function fixedOffset(zone: string): number | undefined {
  if (/^(z|utc|gmt)$/i.test(zone)) return 0
  const match = OFFSET_FORM.exec(zone)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return (match[1] === '-' ? -minutes : minutes) * MILLISECONDS_PER_MINUTE
}

/** The instant of a day's midnight in the session's zone: `2025-01-31` to `2025-01-30T23:00:00.000Z` in Berlin. */
export function midnightOf(date: string, timeZone: string): string {
  const day = dayNumber(date) ?? 0
  return new Date(instantOfLocal(day * MILLISECONDS_PER_DAY, timeZone)).toISOString()
}
