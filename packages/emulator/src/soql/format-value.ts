import { formatDecimal, parseDecimal } from '../org/decimal-text.js'
import type { ValueKind } from '../org/value-kind.js'
import { millisecondsOf } from './date-functions.js'
import type { Evaluation } from './evaluation.js'
import type { Reader } from './query-scope.js'
import { type UserLocale, userLocale } from './user-locale.js'

interface Formatted {
  readonly kind: ValueKind
  readonly read: Reader
  readonly currencyCode: Reader | undefined
  readonly field: { readonly schema: { readonly type: string; readonly scale?: number } }
}

/**
 * `FORMAT(x)` of a row: `1,234.50`, `$1,234.50`, `1/31/2026`, `1/31/2026, 10:00 AM` for an American user, otherwise as
 * the locale has it. Where there are several currencies an amount has its code: `EUR 1,234.50`.
 */
export function formatValue(operand: Formatted, row: number, { clock, org }: Evaluation): string | null {
  const value = operand.read(row)
  if (value === null) return null
  const locale = userLocale(org.identity.locale)
  const { kind } = operand
  if (kind === 'int') return wholeNumber(String(value), locale)
  if (kind === 'double') return decimalNumber(operand, row, String(value), locale)
  if (kind === 'date') return dateText(millisecondsOf(String(value)), locale)
  if (kind === 'datetime') return momentText(clock.local(millisecondsOf(String(value))), locale)
  return String(value)
}

function wholeNumber(digits: string, { isAmerican, tag }: UserLocale): string {
  return isAmerican ? grouped(digits) : new Intl.NumberFormat(tag).format(numericText(digits))
}

function decimalNumber(
  { field, currencyCode }: Formatted,
  row: number,
  text: string,
  { isAmerican, tag }: UserLocale,
): string {
  const { type, scale = 2 } = field.schema
  const rounded = withScale(text, scale)
  const options = { minimumFractionDigits: scale, maximumFractionDigits: scale }
  const digits = isAmerican
    ? grouped(rounded)
    : new Intl.NumberFormat(tag, options).format(numericText(rounded))
  if (type === 'percent') return `${digits}%`
  if (type !== 'currency') return digits
  const code = currencyCode?.(row)
  if (typeof code === 'string') return `${code} ${digits}`
  return digits.startsWith('-') ? `-$${digits.slice(1)}` : `$${digits}`
}

/** All digits of a number in text are kept. */
function numericText(digits: string): Intl.StringNumericLiteral {
  return digits as Intl.StringNumericLiteral
}

function dateText(milliseconds: number, { isAmerican, tag }: UserLocale): string {
  if (isAmerican) return usDate(milliseconds)
  return new Intl.DateTimeFormat(tag, { dateStyle: 'short', timeZone: 'UTC' }).format(milliseconds)
}

function momentText(local: number, { isAmerican, tag }: UserLocale): string {
  if (isAmerican) return `${usDate(local)}, ${usTime(local)}`
  const styles = { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(tag, styles).format(local)
}

function withScale(text: string, scale: number): string {
  const decimal = parseDecimal(text)
  const shift = decimal.scale - scale
  const units =
    shift > 0 ? roundedQuotient(decimal.units, 10n ** BigInt(shift)) : decimal.units * 10n ** BigInt(-shift)
  return formatDecimal({ units, scale })
}

/** Half away from zero. */
function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n
  return (dividend < 0n ? dividend - half : dividend + half) / divisor
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`
}

function usDate(milliseconds: number): string {
  const date = new Date(milliseconds)
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
}

function usTime(milliseconds: number): string {
  const date = new Date(milliseconds)
  const hour = date.getUTCHours()
  const minute = String(date.getUTCMinutes()).padStart(2, '0')
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute} ${hour < 12 ? 'AM' : 'PM'}`
}
