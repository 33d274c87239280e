import { decimalOf, formatDecimal } from '../org/decimal-text.js'
import type { FieldValue } from '../org/record-sink.js'
import type { ValueKind } from '../org/value-kind.js'
import type { Variants } from '../variants.js'

export type ValueWriter = (value: FieldValue) => string

/** Writes stored values as the REST API does. */
export function valueWriter(kind: ValueKind, variants: Variants): ValueWriter {
  switch (kind) {
    case 'double':
      return variants.numberFormat === 'plain' ? writePlainDouble : writeScientificDouble
    case 'id':
    case 'date':
    case 'datetime':
    case 'time':
      // Nothing in these needs an escape.
      return (value) => (value === null ? 'null' : `"${value as string}"`)
    case 'boolean':
    case 'int':
      return String
    case 'text':
    case 'multipicklist':
    case 'compound':
    case 'base64':
      return (value) => JSON.stringify(value)
  }
}

/** Always with a fraction: `10.0`. */
function writePlainDouble(value: FieldValue): string {
  if (value === null) return 'null'
  const text = String(value)
  const plain = text.includes('e') ? formatDecimal(decimalOf(text)) : text
  return plain.includes('.') ? plain : `${plain}.0`
}

/** As the platform's own language prints doubles: ten million and more, or very small ones, with an exponent. */
function writeScientificDouble(value: FieldValue): string {
  const plain = writePlainDouble(value)
  const magnitude = Math.abs(Number(value))
  if (value === null || magnitude === 0 || (magnitude >= 1e-3 && magnitude < 1e7)) return plain
  const sign = plain.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = plain.replace('-', '').split('.')
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const exponent =
    whole === '0' ? -(fraction.length - fraction.replace(/^0+/, '').length) - 1 : whole.length - 1
  const mantissa = digits.slice(1).replace(/0+$/, '')
  return `${sign}${digits.charAt(0)}.${mantissa === '' ? '0' : mantissa}E${exponent}`
}
