import type { JsonRecord, JsonRecordValue } from '@certsql/core'
import type { KeyPlace, RowKey } from '@certsql/planner'
import { parseDay, parseInstant } from '../decode/calendar.js'
import { formatDecimal, parseDecimal } from '../decode/exact-decimal.js'
import { pathReader } from '../decode/read-path.js'
import { nameOfPlace, textOfKey } from './place-reader.js'

/**
 * Finds the group of a row by the values of its keys. Of groups by text the org may take spellings that differ in case for
 * one: a row whose spelling no group has belongs to the one that has it in another case.
 */
export function groupFinder<Group>(
  keys: readonly RowKey[],
  groups: Iterable<readonly [KeyPlace, Group]>,
): (row: JsonRecord) => Group | undefined {
  const readers = keys.map(keyReader)
  const [exact, folded] = [new Map<string, Group>(), new Map<string, Group>()]
  for (const [place, group] of groups) {
    const values = place.map((value, index) => plain(keys[index], value))
    exact.set(nameOfPlace(values), group)
    folded.set(nameOfPlace(fold(keys, values)), group)
  }
  const hasText = keys.some(({ value }) => value === 'text')
  return (row) => {
    const values = readers.map((read) => read(row))
    return (
      exact.get(nameOfPlace(values)) ?? (hasText ? folded.get(nameOfPlace(fold(keys, values))) : undefined)
    )
  }
}

function fold(keys: readonly RowKey[], place: KeyPlace): KeyPlace {
  return place.map((value, index) => (keys[index]?.value === 'text' ? (value?.toUpperCase() ?? null) : value))
}

function keyReader(key: RowKey): (row: JsonRecord) => string | null {
  const read = pathReader(key.path)
  const { datePart } = key
  return datePart === undefined
    ? (row) => plain(key, textOfKey(read(row)))
    : (row) => partOf(datePart, read(row))
}

/** A number may be written as 1500, 1500.0 or 1.5E3. */
function plain(key: RowKey | undefined, value: string | null): string | null {
  const number = key?.value === 'number' && value !== null ? parseDecimal(value) : undefined
  return number === undefined ? value : formatDecimal(number, 0)
}

const DAY_MILLISECONDS = 86_400_000

/** What a function of SOQL's gives of a date, or of a moment in UTC; null where it is not known. */
function partOf(datePart: string, value: JsonRecordValue): string | null {
  if (typeof value !== 'string') return null
  const day = parseDay(value)
  const time = day === undefined ? parseInstant(value) : day * DAY_MILLISECONDS
  const part = DATE_PARTS[datePart]
  return time === undefined || part === undefined ? null : String(part(new Date(time)))
}

const DATE_PARTS: Readonly<Record<string, (date: Date) => number | string>> = {
  DAY_ONLY: (date) => date.toISOString().slice(0, 10),
  CALENDAR_YEAR: (date) => date.getUTCFullYear(),
  CALENDAR_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: (date) => date.getUTCMonth() + 1,
  DAY_IN_MONTH: (date) => date.getUTCDate(),
  DAY_IN_WEEK: (date) => date.getUTCDay() + 1,
  DAY_IN_YEAR: (date) =>
    Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MILLISECONDS) + 1,
  HOUR_IN_DAY: (date) => date.getUTCHours(),
}
