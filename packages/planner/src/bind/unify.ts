import { formatSqlType, type SourceSpan, type SqlType } from '@certsql/core'
import { commonTypeOf } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { coerce, isUntyped } from './coerce.js'
import type { LiteralContext } from './read-literal.js'
import { bindError } from './type-error.js'

/**
 * Values that must be of one type, brought to it: the branches of a CASE, the rows of VALUES. Text constants take the
 * type of the others. `where` is for the message: `The branches of CASE`.
 */
export function unify(
  expressions: readonly BoundExpression[],
  where: string,
  context: LiteralContext,
  span: SourceSpan | undefined,
): { readonly type: SqlType; readonly expressions: readonly BoundExpression[] } {
  const type = unifiedType(expressions)
  if (type === undefined) throw notUnified(expressions, where, span)
  return { type, expressions: expressions.map((one) => coerce(one, type, context)) }
}

export function unifiedType(expressions: readonly BoundExpression[]): SqlType | undefined {
  const typed = expressions.filter((one) => !isUntyped(one))
  const type = commonTypeOf(typed.map((one) => one.type))
  if (type === undefined || type.kind !== 'null') return type
  return expressions.find(isUntyped)?.type ?? type
}

function notUnified(expressions: readonly BoundExpression[], where: string, span: SourceSpan | undefined) {
  const types = [
    ...new Set(expressions.filter((one) => !isUntyped(one)).map((one) => formatSqlType(one.type))),
  ]
  return bindError({
    code: 'CERT-3001',
    message: `${where} are of different types: ${types.join(', ')}.`,
    hint: 'convert them with CAST',
    span,
  })
}
