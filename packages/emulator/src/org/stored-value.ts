import { CertSqlError } from '@certsql/core'
import { isNumberText, storedNumber } from './decimal-text.js'
import type { OrgField } from './org-field.js'
import { canonicalRecordId } from './record-id.js'
import type { FieldValue } from './record-sink.js'

/**
 * The form in which a table keeps a value: as the REST API spells it, numbers as numbers where these hold every digit.
 * An empty text is null, as in the org.
 */
export function storedValue(field: OrgField, value: FieldValue): FieldValue {
  if (value === null || value === '') return null
  switch (field.kind) {
    case 'id':
      return storedId(field, value)
    case 'text':
    case 'multipicklist':
    case 'base64':
      return typeof value === 'string' ? value : misfit(field, value, 'a text')
    case 'boolean':
      return typeof value === 'boolean' ? value : misfit(field, value, 'true or false')
    case 'int':
      if (typeof value === 'number' && Number.isInteger(value)) return value
      return typeof value === 'string' && /^-?\d{1,15}$/.test(value)
        ? Number(value)
        : misfit(field, value, 'a whole number')
    case 'double':
      return storedDouble(field, value)
    case 'date':
      return typeof value === 'string' && isDateText(value)
        ? value
        : misfit(field, value, 'a date like 2026-01-31')
    case 'datetime':
      return typeof value === 'string'
        ? (storedDatetime(value) ?? misfit(field, value, 'a moment like 2026-01-31T10:00:00Z'))
        : misfit(field, value, 'a moment')
    case 'time':
      return typeof value === 'string' && /^\d\d:\d\d:\d\d(\.\d{1,3})?Z?$/.test(value)
        ? storedTime(value)
        : misfit(field, value, 'a time like 13:30:00.000Z')
    case 'compound':
      return misfit(field, value, 'nothing: its parts are the fields to fill')
  }
}

function storedId(field: OrgField, value: FieldValue): string {
  const id = typeof value === 'string' ? canonicalRecordId(value) : undefined
  return id ?? misfit(field, value, 'a record Id')
}

function storedDouble(field: OrgField, value: FieldValue): number | string {
  if (typeof value === 'number' && Number.isFinite(value)) {
    const isShort = Math.abs(value) < 1e9 && Math.round(value * 1e6) / 1e6 === value
    // Adding 0 makes 0 of -0.
    return isShort ? value + 0 : storedNumber(String(value))
  }
  if (typeof value === 'string' && isNumberText(value)) return storedNumber(value)
  return misfit(field, value, 'a number')
}

export function isDateText(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  return day >= 1 && day <= daysOfMonth(Number(text.slice(0, 4)), month)
}

/** 0 for what is no month. */
function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30
  return month >= 1 && month <= 12 ? 31 : 0
}

/** Moments repeat in audit fields: equal ones share one text, which saves half a gigabyte in a large org. */
const storedMoments = new Map<string, string>()
const MOST_KNOWN_MOMENTS = 100_000

const CANONICAL_DATETIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|\+0000)$/

/**
 * A moment as the org sends it, always in UTC, or undefined when the text is none.
 *
 * ```ts
 * storedDatetime('2026-01-31T11:00:00+01:00')  // '2026-01-31T10:00:00.000+0000'
 * ```
 */
export function storedDatetime(text: string): string | undefined {
  const known = storedMoments.get(text)
  if (known !== undefined) return known
  const stored = readDatetime(text)
  if (stored !== undefined && storedMoments.size < MOST_KNOWN_MOMENTS) storedMoments.set(text, stored)
  return stored
}

function readDatetime(text: string): string | undefined {
  if (CANONICAL_DATETIME.test(text)) return `${text.slice(0, 23)}+0000`
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i.test(text)) return undefined
  const milliseconds = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(milliseconds) ? undefined : datetimeText(milliseconds)
}

/** Milliseconds since 1970 as the org spells a moment. */
export function datetimeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}+0000`
}

/** `13:30:00` becomes `13:30:00.000Z`. */
export function storedTime(text: string): string {
  const [clock = '', fraction = ''] = text.replace(/Z$/, '').split('.')
  return `${clock}.${fraction.padEnd(3, '0')}Z`
}

function misfit(field: OrgField, value: FieldValue, expected: string): never {
  throw new CertSqlError({
    code: 'CERT-3003',
    message: `${field.name} (${field.schema.type}) cannot hold ${JSON.stringify(value)}: it takes ${expected}.`,
  })
}
