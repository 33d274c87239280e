/** Days, clocks and instants as numbers, without `Date`, which is slow and knows no days. */

const DAY_MILLISECONDS = 86_400_000
const ZERO = 48

/**
 * Days since 1970-01-01 of `2025-01-31`; undefined when that is no date.
 * By Howard Hinnant's days_from_civil: https://howardhinnant.github.io/date_algorithms.html
 */
export function parseDay(text: string): number | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined
  return dayNumber(text)
}

/** Reads the first ten characters. */
function dayNumber(text: string): number | undefined {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return undefined
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** `2025-01-31` of the days since 1970-01-01; years before 1 end in ` BC`, as PostgreSQL writes them. */
export function formatDay(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const era0 = year > 0 ? '' : ' BC'
  return `${pad(year > 0 ? year : 1 - year, 4)}-${pad(month, 2)}-${pad(day, 2)}${era0}`
}

/** Milliseconds since midnight of `10:30:00.000Z`, with or without its fraction and its `Z`. */
export function parseClock(text: string): number | undefined {
  const end = text.endsWith('Z') ? text.length - 1 : text.length
  return clockBetween(text, 0, end)
}

function clockBetween(text: string, start: number, end: number): number | undefined {
  if (end - start < 8 || text[start + 2] !== ':' || text[start + 5] !== ':') return undefined
  const hour = digits(text, start, 2)
  const minute = digits(text, start + 3, 2)
  const second = digits(text, start + 6, 2)
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) return undefined
  const fraction = fractionBetween(text, start + 8, end)
  if (fraction === undefined) return undefined
  return (hour * 60 + minute) * 60_000 + second * 1000 + fraction
}

/** `.5` is 500 milliseconds; nothing is 0; digits behind the third are cut. */
function fractionBetween(text: string, start: number, end: number): number | undefined {
  if (start === end) return 0
  if (text[start] !== '.' || end - start < 2) return undefined
  const places = Math.min(3, end - start - 1)
  const value = digits(text, start + 1, places)
  return value < 0 ? undefined : value * 10 ** (3 - places)
}

/** Milliseconds since 1970-01-01 UTC of `2026-01-31T10:00:00.000+0000`, `…Z` or `…+00:00`. */
export function parseInstant(text: string): number | undefined {
  if (text[10] !== 'T') return undefined
  const day = dayNumber(text)
  const zone = zoneStart(text)
  const clock = clockBetween(text, 11, zone)
  const offset = parseOffset(text, zone)
  if (day === undefined || clock === undefined || offset === undefined) return undefined
  return day * DAY_MILLISECONDS + clock - offset
}

function zoneStart(text: string): number {
  for (let index = 19; index < text.length; index++) {
    const character = text[index]
    if (character === '+' || character === '-' || character === 'Z') return index
  }
  return text.length
}

/** Milliseconds to the east of UTC. */
function parseOffset(text: string, start: number): number | undefined {
  if (text[start] === 'Z') return start === text.length - 1 ? 0 : undefined
  const colon = text[start + 3] === ':' ? 1 : 0
  if (text.length !== start + 5 + colon) return undefined
  const hours = digits(text, start + 1, 2)
  const minutes = digits(text, start + 3 + colon, 2)
  if (hours < 0 || minutes < 0) return undefined
  return (text[start] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** `10:30:00.000` of microseconds since midnight; in microseconds only where it has any. */
export function formatClock(micros: bigint): string {
  const milliseconds = Number(micros / 1000n)
  const rest = Number(micros % 1000n)
  const fraction = rest === 0 ? '' : pad(rest, 3)
  return `${clockText(Math.floor(milliseconds / 1000))}.${pad(milliseconds % 1000, 3)}${fraction}`
}

const DAY_MICROS = 86_400_000_000n

/** `2025-01-31 13:30:00` of microseconds since 1970-01-01, with a fraction only where it has one. */
export function formatTimestamp(micros: bigint): string {
  const days = floorDivide(micros, DAY_MICROS)
  const ofDay = micros - days * DAY_MICROS
  const seconds = Number(ofDay / 1_000_000n)
  const fraction = Number(ofDay % 1_000_000n)
  const tail = fraction === 0 ? '' : `.${pad(fraction, 6).replace(/0+$/, '')}`
  const [day = '', era] = formatDay(Number(days)).split(' ')
  return `${day} ${clockText(seconds)}${tail}${era === undefined ? '' : ` ${era}`}`
}

function clockText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}:${pad(seconds % 60, 2)}`
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient
}

/** The number in these characters, or -1. */
function digits(text: string, start: number, count: number): number {
  let value = 0
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - ZERO
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
