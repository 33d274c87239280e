import type { SqlValue } from '../row-batch.js'
import type { SqlType } from '../sql-type.js'
import { decimalText } from './decimal-text.js'

const UNKNOWN: SqlType = { kind: 'json' }

/**
 * A value as JSON. Decimals and big integers are numbers with all their digits, which a reader may take as exactly
 * as it can; what JSON has no number for is a text: `"NaN"`.
 *
 * ```ts
 * jsonText('123456789012345678.10', decimal(20, 2))  // 123456789012345678.10
 * ```
 */
export function jsonText(value: SqlValue, type: SqlType = UNKNOWN): string {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'boolean':
      return String(value)
    case 'bigint':
      return value.toString()
    case 'number':
      return numberText(value, type)
    case 'string':
      return type.kind === 'decimal' && isJsonNumber(value)
        ? decimalText(value, type.scale)
        : JSON.stringify(value)
    case 'object':
      return objectText(value, type)
  }
}

function numberText(value: number, type: SqlType): string {
  if (!Number.isFinite(value)) return JSON.stringify(String(value))
  return type.kind === 'decimal' ? decimalText(value, type.scale) : JSON.stringify(value)
}

function objectText(value: object, type: SqlType): string {
  if (value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value)) {
    const element = type.kind === 'list' ? type.element : UNKNOWN
    return `[${value.map((item: SqlValue) => jsonText(item, element)).join(',')}]`
  }
  const members = Object.entries(value).map(
    ([key, member]: [string, SqlValue]) => `${JSON.stringify(key)}:${jsonText(member)}`,
  )
  return `{${members.join(',')}}`
}

function isJsonNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)
}
