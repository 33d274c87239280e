import { ExactNumber, type JsonRecordValue, type SqlValue } from '@certsql/core'

/** JSON text of a value from the org, exact numbers with all their digits. */
export function jsonText(value: JsonRecordValue): string {
  if (value instanceof ExactNumber) return value.lexeme
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`,
    )
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}

/** What `JSON.parse` gives for it. */
export function jsonValue(value: JsonRecordValue): SqlValue {
  if (typeof value !== 'object' || value === null) return value
  return JSON.parse(jsonText(value)) as SqlValue
}
