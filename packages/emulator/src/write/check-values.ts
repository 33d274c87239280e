import { compareDecimals, decimalOf } from '../org/decimal-text.js'
import type { OrgField } from '../org/org-field.js'
import type { FieldValue } from '../org/record-sink.js'
import { rounded, storedDecimal } from './decimal-math.js'
import type { WriteError } from './write-result.js'

const LARGEST_INT = 2_147_483_647
const EMAIL = /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+\.[A-Za-z0-9-]{2,}$/

/** What is wrong with a value of the right type, or undefined. References are checked where records are known. */
export function valueError(field: OrgField, value: FieldValue): WriteError | undefined {
  if (value === null) {
    if (field.kind !== 'boolean') return undefined
    return error(
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      `${field.schema.label}: value not of required type: `,
      field,
    )
  }
  switch (field.kind) {
    case 'text':
    case 'multipicklist':
      return textError(field, String(value))
    case 'int':
      return Math.abs(Number(value)) > LARGEST_INT ? outOfRange(field, value) : undefined
    case 'double':
      return isWithinPrecision(field, value as number | string) ? undefined : outOfRange(field, value)
    case 'id':
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'time':
    case 'compound':
    case 'base64':
      return undefined
  }
}

function error(statusCode: string, message: string, field: OrgField): WriteError {
  return { statusCode, message, fields: [field.name] }
}

function textError(field: OrgField, text: string): WriteError | undefined {
  const { schema } = field
  if (schema.restrictedPicklist === true && (schema.picklistValues?.length ?? 0) > 0) {
    const chosen = field.kind === 'multipicklist' ? text.split(';') : [text]
    const bad = chosen.find((choice) => !isActiveValue(field, choice))
    if (bad !== undefined) {
      return error(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${schema.label}: bad value for restricted picklist field: ${bad}`,
        field,
      )
    }
  }
  // A list may be longer than each of its values.
  const limit = field.kind === 'multipicklist' ? 0 : (schema.length ?? 0)
  if (limit > 0 && text.length > limit) {
    return error(
      'STRING_TOO_LONG',
      `${schema.label}: data value too large: ${text} (max length=${limit})`,
      field,
    )
  }
  if (schema.type === 'email' && !EMAIL.test(text)) {
    return error('INVALID_EMAIL_ADDRESS', `${schema.label}: invalid email address: ${text}`, field)
  }
  return undefined
}

function isActiveValue({ schema }: OrgField, text: string): boolean {
  return schema.picklistValues?.some(({ value, active }) => value === text && active !== false) === true
}

function outOfRange(field: OrgField, value: FieldValue): WriteError {
  return error(
    'NUMBER_OUTSIDE_VALID_RANGE',
    `${field.schema.label}: value outside of valid range on numeric field: ${value}`,
    field,
  )
}

/** Precision counts all digits, scale those behind the point. */
function isWithinPrecision({ schema }: OrgField, value: number | string): boolean {
  const { precision = 0, scale = 0 } = schema
  if (precision === 0) return true
  const { units, scale: digits } = decimalOf(value)
  const magnitude = { units: units < 0n ? -units : units, scale: digits }
  return compareDecimals(magnitude, { units: 10n ** BigInt(precision - scale), scale: 0 }) < 0
}

/** A number with no more digits behind the point than the field has; halves are rounded away from zero. */
export function roundedToScale(field: OrgField, value: number | string): number | string {
  const { precision = 0, scale = 0 } = field.schema
  if (precision === 0) return value
  const decimal = decimalOf(value)
  return decimal.scale <= scale ? value : storedDecimal(rounded(decimal, scale))
}
