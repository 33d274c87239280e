import { BOOLEAN, isNumeric } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { coerce, isNullLiteral, isUntyped } from './coerce.js'
import type { LiteralContext } from './read-literal.js'
import { bindError, withType } from './type-error.js'

/** An expression where a condition is wanted: it must be true, false or unknown. */
export function asCondition(
  expression: BoundExpression,
  where: string,
  context: LiteralContext,
): BoundExpression {
  if (expression.type.kind === 'boolean') return expression
  if (isUntyped(expression) || isNullLiteral(expression)) return coerce(expression, BOOLEAN, context)
  throw bindError({
    code: 'CERT-3001',
    message: `${where} needs a condition, but ${withType(expression)} is none.`,
    hint: isNumeric(expression.type) ? 'compare it: … <> 0' : undefined,
    span: expression.span,
  })
}
