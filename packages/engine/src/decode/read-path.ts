import { ExactNumber, type JsonRecord, type JsonRecordValue } from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'

export type PathReader = (record: JsonRecord) => JsonRecordValue

/**
 * The value of a column in a record: by its path, and null where a parent on the way is in the recycle bin.
 */
export function columnReader({ path, deletedFlags = [] }: ScanColumn): PathReader {
  const read = pathReader(path)
  if (deletedFlags.length === 0) return read
  const flags = deletedFlags.map(pathReader)
  return (record) => (flags.some((flag) => flag(record) === true) ? null : read(record))
}

/**
 * A function that walks a record: `['Account', 'Name']` gives the account's name, and null when there is no account.
 * The usual lengths have a function of their own, since this runs once for every cell.
 */
export function pathReader(path: readonly string[]): PathReader {
  const [first = '', second, third] = path
  if (second === undefined) return (record) => record[first] ?? null
  if (third === undefined) {
    return (record) => {
      const parent = record[first]
      return isRecord(parent) ? (parent[second] ?? null) : null
    }
  }
  return (record) => {
    let value: JsonRecordValue | undefined = record
    for (const key of path) {
      if (!isRecord(value)) return null
      value = value[key]
    }
    return value ?? null
  }
}

function isRecord(value: JsonRecordValue | undefined): value is JsonRecord {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  )
}
