import { CertSqlError, ExactNumber } from '@certsql/core'
import { isNumberText } from '../org/decimal-text.js'
import type { OrgField } from '../org/org-field.js'
import type { FieldValue } from '../org/record-sink.js'
import { isDateText, storedValue } from '../org/stored-value.js'
import { MalformedRecord } from './write-result.js'

/**
 * A value of a field as JSON or a CSV cell carries it, in its stored form: text without blanks around it, an empty
 * text as null, moments in UTC. Texts that spell a number or a boolean are taken for it; a number is no text.
 *
 * ```ts
 * readValue(amount, '12.50')   // 12.5
 * readValue(name, '  Acme ')   // 'Acme'
 * ```
 */
export function readValue(field: OrgField, value: unknown): FieldValue {
  if (value === null) return null
  const plain = value instanceof ExactNumber ? value.lexeme : value
  if (value instanceof ExactNumber && isTextual(field)) throw misfit(field, value)
  if (typeof plain !== 'string' && typeof plain !== 'number' && typeof plain !== 'boolean') {
    // Addresses and places are read only as a whole: that is said later, with the other fields that are.
    if (field.kind === 'compound') return null
    throw misfit(field, value)
  }
  // Whether a text is an Id at all is a matter of the record, not of the type.
  if (field.kind === 'id' && typeof plain === 'string') return plain.trim() || null
  const prepared = prepare(field, plain)
  if (prepared === undefined) throw misfit(field, value)
  try {
    return storedValue(field, prepared)
  } catch (error) {
    if (error instanceof CertSqlError) throw misfit(field, value)
    throw error
  }
}

function isTextual({ kind }: OrgField): boolean {
  return kind === 'text' || kind === 'multipicklist' || kind === 'base64'
}

/** What storing expects, or undefined when the value does not belong into the field. */
function prepare(field: OrgField, value: string | number | boolean): FieldValue | undefined {
  switch (field.kind) {
    case 'text':
    case 'multipicklist':
      return typeof value === 'string' ? value.trim() : undefined
    case 'base64':
      return typeof value === 'string' ? value : undefined
    case 'id':
      return undefined
    case 'boolean':
      if (typeof value !== 'string') return typeof value === 'boolean' ? value : undefined
      return /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : undefined
    case 'int':
    case 'double':
      return typeof value === 'boolean' ? undefined : preparedNumber(value)
    case 'date':
      return typeof value === 'string' && isDateText(value) ? value : undefined
    case 'datetime':
      return typeof value === 'string' && isMoment(value) ? value : undefined
    case 'time':
      return typeof value === 'string' && isTimeOfDay(value, 3) ? value : undefined
    case 'compound':
      return null
  }
}

function preparedNumber(value: string | number): FieldValue | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  const text = value.trim()
  return isNumberText(text) ? text : undefined
}

function isMoment(text: string): boolean {
  const [day = '', clock = ''] = text.split('T')
  return isDateText(day) && isTimeOfDay(clock.replace(/(Z|[+-]\d\d:?\d\d)$/i, ''), 9)
}

function isTimeOfDay(text: string, mostDigits: number): boolean {
  const clock = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{1,9}))?Z?$/.exec(text)
  return clock !== null && (clock[1] ?? '').length <= mostDigits
}

/** The words of the platform's JSON reader. */
export function misfit(field: OrgField, value: unknown): MalformedRecord {
  return new MalformedRecord(
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${field.schema.type} from ${tokenOf(value)} or request may be missing a required field`,
    [],
  )
}

function tokenOf(value: unknown): string {
  if (typeof value === 'string') return `VALUE_STRING value ${value}`
  if (typeof value === 'boolean') return `VALUE_${String(value).toUpperCase()} value ${value}`
  if (typeof value === 'number' || value instanceof ExactNumber) {
    const text = String(value)
    return `VALUE_NUMBER_${/[.eE]/.test(text) ? 'FLOAT' : 'INT'} value ${text}`
  }
  return Array.isArray(value) ? 'START_ARRAY value [' : 'START_OBJECT value {'
}
