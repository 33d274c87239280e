import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import { foldExpression } from '../rules/fold-constants.js'

/** The value of an expression that must be constant, such as LIMIT's; undefined when it is none. */
export function constantOf(expression: BoundExpression): Literal | undefined {
  const folded = foldExpression(expression)
  return folded.kind === 'Literal' ? folded : undefined
}
