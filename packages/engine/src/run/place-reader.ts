import { ExactNumber, type JsonRecord, type JsonRecordValue } from '@certsql/core'
import type { GroupKey, KeyPlace } from '@certsql/planner'
import { type PathReader, pathReader } from '../decode/read-path.js'

/** Reads the values of keys out of a record of an aggregate query. */
export function placeReader(keys: readonly GroupKey[]): (record: JsonRecord) => KeyPlace {
  const readers = keys.map(({ path }): PathReader => pathReader(path))
  return (record) => readers.map((read) => textOfKey(read(record)))
}

export function textOfKey(value: JsonRecordValue): string | null {
  if (value === null) return null
  return value instanceof ExactNumber ? value.lexeme : String(value)
}

/** For maps and sets. */
export function nameOfPlace(place: KeyPlace): string {
  return JSON.stringify(place)
}
