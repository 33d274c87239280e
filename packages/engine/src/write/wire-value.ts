import type { TableColumn } from '@certsql/catalog'
import {
  DATE,
  ExactNumber,
  ID,
  type JsonRecordValue,
  type SqlValue,
  similarNames,
  TIME,
  TIMESTAMPTZ,
} from '@certsql/core'
import { readLiteral } from '@certsql/planner'
import { countDigits, type ExactDecimal, formatDecimal, parseDecimal } from '../decode/exact-decimal.js'

/** What reading a text may depend on. */
export interface ValueContext {
  readonly timeZone: string
  readonly now: Date
}

/** A value as it travels, or what is wrong with it. */
export type WireValue =
  | { readonly kind: 'value'; readonly value: JsonRecordValue }
  | { readonly kind: 'problem'; readonly message: string; readonly advice?: string }

/**
 * A SQL value as the API takes it for a field, checked by what describe says. An empty text is NULL, as the org keeps
 * it. Nothing is rounded or cut: what does not fit is a problem.
 *
 * ```ts
 * wireValue('12.50', amount, context)     // { kind: 'value', value: 12.5 }
 * wireValue('12.505', amount, context)    // { kind: 'problem', message: 'has 3 decimals, and the field has 2', … }
 * ```
 */
export function wireValue(value: SqlValue, column: TableColumn, context: ValueContext): WireValue {
  if (value === null || value === '') return { kind: 'value', value: null }
  switch (column.fieldType) {
    case 'boolean':
      return booleanValue(value, context)
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return numberValue(value, column)
    case 'date':
      return dateValue(value, context)
    case 'datetime':
      return instantValue(value, context)
    case 'time':
      return timeValue(value, context)
    case 'id':
    case 'reference':
      return idValue(value, context)
    case 'picklist':
    case 'multipicklist':
      return picklistValue(value, column)
    default:
      return textValue(value, column)
  }
}

function good(value: JsonRecordValue): WireValue {
  return { kind: 'value', value }
}

function bad(message: string, advice?: string): WireValue {
  return { kind: 'problem', message, ...(advice !== undefined && { advice }) }
}

function booleanValue(value: SqlValue, context: ValueContext): WireValue {
  if (typeof value === 'boolean') return good(value)
  const read = typeof value === 'string' ? readLiteral(value, { kind: 'boolean' }, context) : undefined
  return typeof read?.value === 'boolean' ? good(read.value) : bad('is no boolean', 'write TRUE or FALSE')
}

// ── Numbers ────────────────────────────────────────────────────────────────────────────────────────────────────

const LARGEST_INT = 2_147_483_647n
/** A double keeps any decimal number of so many digits. */
const DOUBLE_DIGITS = 15

function numberValue(value: SqlValue, { field, fieldType }: TableColumn): WireValue {
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value
  const number = typeof text === 'string' ? parseDecimal(text.trim()) : undefined
  if (number === undefined) return bad('is no number')
  const isWhole = fieldType === 'int' || fieldType === 'long'
  const { precision = 0, scale = 0, digits = 0 } = field
  const decimals = isWhole ? 0 : scale
  const isBounded = isWhole || precision > 0
  if (isBounded && number.scale > decimals)
    return bad(
      `has ${number.scale} decimal${number.scale === 1 ? '' : 's'}, and the field has ${decimals === 0 ? 'none' : decimals}`,
      `round it: ROUND(…, ${decimals})`,
    )
  if (fieldType === 'int' && magnitude(number) > LARGEST_INT) return bad('is beyond ±2,147,483,647')
  const most = isWhole ? digits : precision - scale
  if (isBounded && most > 0 && wholeDigits(number) > most)
    return bad(`has ${wholeDigits(number)} digits before the point, and the field takes ${most}`)
  const lexeme = formatDecimal(number, 0)
  return good(countDigits(number.digits) <= DOUBLE_DIGITS ? Number(lexeme) : new ExactNumber(lexeme))
}

function magnitude({ digits, scale }: ExactDecimal): bigint {
  const whole = digits / 10n ** BigInt(scale)
  return whole < 0n ? -whole : whole
}

function wholeDigits(number: ExactDecimal): number {
  const whole = magnitude(number)
  return whole === 0n ? 0 : countDigits(whole)
}

// ── Dates and times ────────────────────────────────────────────────────────────────────────────────────────────

/** The platform knows no earlier and no later days. */
const FIRST_YEAR = 1700
const LAST_YEAR = 4000

function dateValue(value: SqlValue, context: ValueContext): WireValue {
  const text = typeof value === 'string' ? readLiteral(value, DATE, context)?.value : undefined
  if (typeof text !== 'string') return bad('is no date', 'write it as YYYY-MM-DD')
  return withinYears(text)
}

function instantValue(value: SqlValue, context: ValueContext): WireValue {
  const text = value instanceof Date ? instantText(value) : readInstant(value, context)
  if (typeof text !== 'string') return bad('is no moment', 'write it as YYYY-MM-DD HH:MM:SS')
  if (text.length > '2025-01-31T10:00:00.000Z'.length) return bad('has more than milliseconds')
  return withinYears(text)
}

function instantText(value: Date): string | undefined {
  return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
}

function readInstant(value: SqlValue, context: ValueContext) {
  return typeof value === 'string' ? readLiteral(value, TIMESTAMPTZ, context)?.value : undefined
}

function withinYears(text: string): WireValue {
  const year = Number(text.slice(0, 4))
  if (/^\d{4}-/.test(text) && year >= FIRST_YEAR && year <= LAST_YEAR) return good(text)
  return bad(`lies outside of the years ${FIRST_YEAR} to ${LAST_YEAR}`)
}

function timeValue(value: SqlValue, context: ValueContext): WireValue {
  const text = typeof value === 'string' ? readLiteral(value, TIME, context)?.value : undefined
  if (typeof text !== 'string') return bad('is no time', 'write it as HH:MM:SS')
  const [clock = '', fraction = ''] = text.split('.')
  if (fraction.length > 3) return bad('has more than milliseconds')
  return good(`${clock}.${fraction.padEnd(3, '0')}Z`)
}

// ── Texts ──────────────────────────────────────────────────────────────────────────────────────────────────────

const ID_FORM = /^[0-9A-Za-z]{18}$/

function idValue(value: SqlValue, context: ValueContext): WireValue {
  const text = typeof value === 'string' ? readLiteral(value.trim(), ID, context)?.value : undefined
  return typeof text === 'string' && ID_FORM.test(text)
    ? good(text)
    : bad('is no Id', 'an Id has 15 or 18 letters and digits')
}

function textValue(value: SqlValue, { field, fieldType }: TableColumn): WireValue {
  if (typeof value !== 'string') return bad('is no text', 'convert it: CAST(… AS TEXT)')
  const { length = 0 } = field
  if (fieldType === 'base64' || length === 0) return good(value)
  // The org cuts blanks off before it counts.
  const actual = value.trim().length
  return actual > length ? bad(`has ${actual} characters, and the field takes ${length}`) : good(value)
}

function picklistValue(value: SqlValue, column: TableColumn): WireValue {
  const { restrictedPicklist, picklistValues = [] } = column.field
  if (typeof value !== 'string' || restrictedPicklist !== true || picklistValues.length === 0)
    return column.fieldType === 'picklist' || typeof value !== 'string'
      ? textValue(value, column)
      : good(value)
  const allowed = picklistValues.filter(({ active }) => active !== false).map((one) => one.value)
  const chosen = column.fieldType === 'multipicklist' ? value.split(';') : [value]
  const unknown = chosen.find((one) => !allowed.includes(one.trim()))
  if (unknown === undefined) return good(value)
  return bad(`is none of the values of this picklist`, `allowed: ${suggestions(unknown, allowed)}`)
}

/** The active values, the likely ones alone where there are many. */
function suggestions(unknown: string, allowed: readonly string[]): string {
  const most = 12
  if (allowed.length <= most) return allowed.join(', ')
  const near = similarNames(unknown, allowed)
  const shown = near.length > 0 ? near : allowed.slice(0, most)
  return `${shown.join(', ')}, … (certsql.picklist_values lists all)`
}
