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
export function readableText(
  value: Exclude<SqlValue, null>,
  type: SqlType,
  groupsDigits?: boolean | undefined,
): string {
  const isDouble = typeof value === 'number' && type.kind === 'double' && Number.isFinite(value)
  const text = visibleText(valueText(isDouble ? Number(value.toPrecision(DIGITS_OF_DOUBLE)) : value, type))
  return groupsDigits === true && isAmount(value, type) ? groupDigits(text) : text
}

/** What is 10,000 or more, in a column of formulas or of decimals without a fraction, is taken for an amount, and not for a year. */
const LEAST_AMOUNT = 10_000

/** Amounts have a fraction, or are large; integers may be years or numbers of documents, and are left alone. */
function isAmount(value: SqlValue, type: SqlType): boolean {
  const magnitude = Math.abs(Number(value))
  if (type.kind === 'decimal') return type.scale > 0 || magnitude >= LEAST_AMOUNT
  return type.kind === 'double' && magnitude >= LEAST_AMOUNT && magnitude < 1e15
}

/** `1234567.89` as `1,234,567.89` */
function groupDigits(text: string): string {
  return text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
}
