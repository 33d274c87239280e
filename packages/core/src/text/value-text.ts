import type { SqlValue } from '../row-batch.js'
import type { SqlType } from '../sql-type.js'
import { decimalText } from './decimal-text.js'
import { jsonText } from './json-text.js'

/**
 * A value as plain text, the same in every text format. How NULL looks is up to the format.
 *
 * ```ts
 * valueText(1234.5, decimal(18, 2))  // '1234.50'
 * ```
 */
export function valueText(value: Exclude<SqlValue, null>, type: SqlType): string {
  switch (typeof value) {
    case 'string':
      return type.kind === 'decimal' ? decimalText(value, type.scale) : value
    case 'number':
      return type.kind === 'decimal' ? decimalText(value, type.scale) : String(value)
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'object':
      return value instanceof Date ? momentText(value) : jsonText(value, type)
  }
}

function momentText(moment: Date): string {
  return Number.isNaN(moment.getTime()) ? String(moment) : moment.toISOString()
}
