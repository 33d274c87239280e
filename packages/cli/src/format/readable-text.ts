import { type SqlType, type SqlValue, valueText } from '@certsql/core'
import { visibleText } from './visible-text.js'

/** So many decimal digits every double has; what follows is an artefact of the binary fraction. */
const DIGITS_OF_DOUBLE = 15

/**
 * A value for people: floating-point numbers to the 15 digits that they are good for, and nothing that could steer a
 * terminal. Data formats write `valueText`, which keeps every bit.
 *
 * ```ts
 * readableText(0.1 + 0.2, DOUBLE)  // '0.3'
 * ```
 */
export function readableText(value: Exclude<SqlValue, null>, type: SqlType): string {
  const isDouble = typeof value === 'number' && type.kind === 'double' && Number.isFinite(value)
  return visibleText(valueText(isDouble ? Number(value.toPrecision(DIGITS_OF_DOUBLE)) : value, type))
}
