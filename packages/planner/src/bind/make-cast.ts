import {
  formatSqlType,
  isNumeric,
  isTextual,
  type SourceSpan,
  type SqlType,
  type SqlTypeKind,
} from '@certsql/core'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { coerce, coerceText, convertsSilently, isNullLiteral, isUntyped, type TextLiteral } from './coerce.js'
import { type LiteralContext, readLiteral } from './read-literal.js'
import { bindError, withType } from './type-error.js'

/** CAST(<operand> AS <type>); `safe` is TRY_CAST, which gives NULL for what does not convert. */
export function makeCast(
  operand: BoundExpression,
  type: SqlType,
  safe: boolean,
  context: LiteralContext,
  span: SourceSpan,
): BoundExpression {
  if (isUntyped(operand) && type.kind !== 'list') return castText(operand, type, safe, context, span)
  if (isNullLiteral(operand)) return { ...operand, type }
  if (!canCast(operand.type, type)) throw noCast(operand, type, span)
  if (isTextual(operand.type) && type.kind === 'text') return castToText(operand, type, span)
  if (sameType(operand.type, type)) return operand
  const converted = convertsSilently(operand.type, type) ? coerce(operand, type, context) : operand
  if (converted.kind === 'Literal' && converted !== operand) return converted
  return { kind: 'CastExpression', operand, safe, type, span }
}

function castText(
  operand: TextLiteral,
  type: SqlType,
  safe: boolean,
  context: LiteralContext,
  span: SourceSpan,
): BoundExpression {
  if (type.kind === 'text') return operand
  const read = readLiteral(operand.value, type, context)
  if (read === undefined && safe) return { kind: 'Literal', type, value: null, span }
  const literal = coerceText(operand, type, context)
  // More decimals than the type has: rounding is the engine's work.
  return sameType(literal.type, type)
    ? literal
    : { kind: 'CastExpression', operand: literal, safe, type, span }
}

/** A text stays the text it is, and an Id goes on to compare exactly. */
function castToText(operand: BoundExpression, type: SqlType, span: SourceSpan): BoundExpression {
  if (operand.type.kind !== 'id') return operand
  return {
    kind: 'CastExpression',
    operand,
    safe: false,
    type: { ...type, kind: 'text', comparison: 'exact' },
    span,
  }
}

const MOMENTS: readonly SqlTypeKind[] = ['date', 'timestamp', 'timestamptz']

function canCast(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'list' || to.kind === 'list')
    return (
      to.kind === 'text' ||
      isTextual(from) ||
      (from.kind === 'list' && to.kind === 'list' && canCast(from.element, to.element))
    )
  if (from.kind === to.kind || from.kind === 'null' || isTextual(from) || isTextual(to)) return true
  if (isNumeric(from) && isNumeric(to)) return true
  if (from.kind === 'boolean') return to.kind === 'integer' || to.kind === 'bigint'
  if (to.kind === 'boolean') return from.kind === 'integer' || from.kind === 'bigint'
  if (MOMENTS.includes(from.kind))
    return MOMENTS.includes(to.kind) || (to.kind === 'time' && from.kind !== 'date')
  return (from.kind === 'time' && to.kind === 'interval') || (from.kind === 'interval' && to.kind === 'time')
}

function noCast(operand: BoundExpression, type: SqlType, span: SourceSpan) {
  const isEpoch = isNumeric(type) && MOMENTS.includes(operand.type.kind)
  return bindError({
    code: 'CERT-3001',
    message: `${withType(operand)} cannot be converted to ${formatSqlType(type)}.`,
    hint: isEpoch ? 'EXTRACT(EPOCH FROM …) gives the seconds since 1970' : undefined,
    span,
  })
}
