import { formatSqlType, isNumeric, isTextual, type SqlType } from '@certsql/core'
import { commonNumber, sameType } from '../functions/common-type.js'
import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import { expectedForm, type LiteralContext, midnightOf, readLiteral } from './read-literal.js'
import { bindError } from './type-error.js'

/** A constant that is a text. */
export interface TextLiteral extends Literal {
  readonly value: string
}

/** A constant that is null. */
export interface NullLiteral extends Literal {
  readonly value: null
}

/** A text constant takes the type of what it stands beside, as in PostgreSQL: `DueDate < '2025-01-31'`. */
export function isUntyped(expression: BoundExpression): expression is TextLiteral {
  return (
    expression.kind === 'Literal' && expression.type.kind === 'text' && typeof expression.value === 'string'
  )
}

export function isNullLiteral(expression: BoundExpression): expression is NullLiteral {
  return expression.kind === 'Literal' && expression.value === null
}

/** Whether a value of one type becomes another without being asked: never lossy. */
export function convertsSilently(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'null' || sameType(from, to)) return true
  if (isNumeric(from) && isNumeric(to)) return commonNumber(from, to).kind === to.kind
  if (isTextual(from) && isTextual(to)) return true
  if (from.kind === 'list' && to.kind === 'list') return convertsSilently(from.element, to.element)
  if (from.kind === 'date') return to.kind === 'timestamp' || to.kind === 'timestamptz'
  return from.kind === 'timestamp' && to.kind === 'timestamptz'
}

/** The expression in another type: constants are read in it, all else is cast. */
export function coerce(expression: BoundExpression, type: SqlType, context: LiteralContext): BoundExpression {
  if (sameType(expression.type, type) || (isTextual(expression.type) && type.kind === 'text'))
    return expression
  if (isNullLiteral(expression)) return { ...expression, type }
  if (isUntyped(expression)) return coerceText(expression, type, context)
  if (expression.kind === 'Literal') {
    const literal = convertLiteral(expression, type, context)
    if (literal !== undefined) return literal
  }
  return castTo(expression, type)
}

export function castTo(operand: BoundExpression, type: SqlType): BoundExpression {
  return { kind: 'CastExpression', operand, safe: false, type, ...spanOf(operand) }
}

export function spanOf(expression: BoundExpression): Pick<BoundExpression, 'span'> {
  return expression.span === undefined ? {} : { span: expression.span }
}

/** A text constant read as a value of the type; an error where it is none. */
export function coerceText(literal: TextLiteral, type: SqlType, context: LiteralContext): BoundExpression {
  const text = literal.value
  const read = readLiteral(text, type, context)
  if (read !== undefined) return { ...read, ...spanOf(literal) }
  throw bindError({
    code: 'CERT-3003',
    message: `'${shorten(text)}' is not ${articleFor(type)} ${formatSqlType(type)}.`,
    hint: expectedForm(type),
    span: literal.span,
  })
}

const LONGEST_SHOWN = 40

export function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

export function articleFor(type: SqlType): string {
  return /^[AEIO]/.test(formatSqlType(type)) ? 'an' : 'a'
}

/** What can be said of a constant in another type here and now. */
function convertLiteral(literal: Literal, type: SqlType, context: LiteralContext): Literal | undefined {
  const { value } = literal
  if (typeof value !== 'string') return undefined
  const span = spanOf(literal)
  if (isNumeric(literal.type) && literal.type.kind !== 'double' && isNumeric(type)) {
    const read = readLiteral(value, type, context)
    return read !== undefined && sameType(read.type, type) ? { ...read, ...span } : undefined
  }
  if (literal.type.kind === 'date' && type.kind === 'timestamp')
    return { kind: 'Literal', type, value: `${value} 00:00:00`, ...span }
  if (literal.type.kind === 'date' && type.kind === 'timestamptz')
    return { kind: 'Literal', type, value: midnightOf(value, context.timeZone), ...span }
  if (literal.type.kind === 'timestamp' && type.kind === 'timestamptz') {
    const read = readLiteral(value, type, context)
    return read === undefined ? undefined : { ...read, ...span }
  }
  return undefined
}
