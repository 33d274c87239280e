import { ExactNumber, type JsonRecord, type JsonRecordValue } from '@certsql/core'

export type PathReader = (record: JsonRecord) => JsonRecordValue

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
