import { BOOLEAN, formatSqlType, isNumeric, isTextual, type SourceSpan, type SqlType } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { parseDecimal } from '../constants/decimal-number.js'
import { commonType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { coerce, coerceText, isNullLiteral, isUntyped } from './coerce.js'
import type { LiteralContext } from './read-literal.js'
import { bindError, withType } from './type-error.js'

/**
 * `<left> <operator> <right>`, both of one comparable type. Numbers of different types stay as they are: the engine
 * compares them by value, and a column without a cast around it can be pushed.
 */
export function makeComparison(
  operator: ComparisonOperator,
  left: BoundExpression,
  right: BoundExpression,
  context: LiteralContext,
  span: SourceSpan,
): BoundExpression {
  const [a, b] = makeComparable(left, right, operator, context, span)
  return { kind: 'Comparison', operator, left: a, right: b, type: BOOLEAN, span }
}

export function makeComparable(
  left: BoundExpression,
  right: BoundExpression,
  operator: string,
  context: LiteralContext,
  span: SourceSpan,
): readonly [BoundExpression, BoundExpression] {
  if (left.type.kind === 'json' || right.type.kind === 'json')
    throw notComparable(left, right, operator, span)
  if (isUntyped(right)) return [left, typeText(right, left.type, context)]
  if (isUntyped(left)) return [typeText(left, right.type, context), right]
  if (isNullLiteral(right)) return [left, coerce(right, left.type, context)]
  if (isNullLiteral(left)) return [coerce(left, right.type, context), right]
  const common = commonType(left.type, right.type)
  if (common === undefined) throw notComparable(left, right, operator, span)
  if (isNumeric(common) || isTextual(common)) return [left, right]
  return [coerce(left, common, context), coerce(right, common, context)]
}

/** Beside a whole number, `'5.5'` is still a number: the comparison is what matters, not the column's type. */
function typeText(literal: BoundExpression, type: SqlType, context: LiteralContext): BoundExpression {
  if (!isUntyped(literal) || type.kind === 'null' || type.kind === 'text') return literal
  const isWhole = type.kind === 'integer' || type.kind === 'bigint'
  const isFraction = isWhole && parseDecimal(String(literal.value)) !== undefined
  return coerceText(literal, isFraction ? { kind: 'decimal', precision: 38, scale: 0 } : type, context)
}

function notComparable(left: BoundExpression, right: BoundExpression, operator: string, span: SourceSpan) {
  return bindError({
    code: 'CERT-3001',
    message: `${withType(left)} cannot be compared by ${operator} with ${withType(right)}.`,
    hint: comparisonHint(left, right) ?? comparisonHint(right, left),
    span,
  })
}

/** What the writer of `one <operator> other` most likely meant. */
function comparisonHint(one: BoundExpression, other: BoundExpression): string | undefined {
  if (one.type.kind === 'json') return 'take a text out of the JSON with ->> first'
  if (isTextual(one.type) && other.kind === 'Literal' && typeof other.value === 'string')
    return `put the value in quotes: '${other.value}'`
  if (one.type.kind === 'boolean' && isNumeric(other.type)) return 'compare with TRUE or FALSE'
  if (isTextual(one.type)) return `convert one side, for example CAST(… AS ${formatSqlType(other.type)})`
  return undefined
}
