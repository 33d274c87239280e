import { formatDecimal, parseDecimal } from '../org/decimal-text.js'
import type { FieldValue } from '../org/record-sink.js'
import type { ValueKind } from '../org/value-kind.js'
import { millisecondsOf } from './date-functions.js'
import type { ZoneClock } from './zone-clock.js'

interface Formatted {
  readonly kind: ValueKind
  readonly field: { readonly schema: { readonly type: string; readonly scale?: number } }
}

/** `FORMAT(x)` for a user with an English (US) locale: `1,234.50`, `$1,234.50`, `1/31/2026`, `1/31/2026, 10:00 AM`. */
export function formatValue({ kind, field }: Formatted, value: FieldValue, clock: ZoneClock): string | null {
  if (value === null) return null
  if (kind === 'int') return grouped(String(value))
  if (kind === 'double') {
    const digits = withScale(String(value), field.schema.scale ?? 2)
    if (field.schema.type === 'currency')
      return digits.startsWith('-') ? `-$${digits.slice(1)}` : `$${digits}`
    return field.schema.type === 'percent' ? `${digits}%` : digits
  }
  if (kind === 'date') return usDate(millisecondsOf(String(value)))
  if (kind === 'datetime') {
    const local = clock.local(millisecondsOf(String(value)))
    return `${usDate(local)}, ${usTime(local)}`
  }
  return String(value)
}

function withScale(text: string, scale: number): string {
  const decimal = parseDecimal(text)
  const shift = decimal.scale - scale
  const units =
    shift > 0 ? roundedQuotient(decimal.units, 10n ** BigInt(shift)) : decimal.units * 10n ** BigInt(-shift)
  return grouped(formatDecimal({ units, scale }))
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
