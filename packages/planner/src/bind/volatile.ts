import { findFunction } from '../functions/registry.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { hasSubquery } from '../logical/has-subquery.js'
import { someOperand } from '../logical/map-expression.js'

/** Whether this one node gives another value each time. */
export function isVolatile(expression: BoundExpression): boolean {
  if (expression.kind !== 'Call') return false
  const definition = findFunction(expression.function)
  return definition?.kind === 'scalar' && definition.volatile === true
}

export function containsRandom(expression: BoundExpression): boolean {
  return isVolatile(expression) || someOperand(expression, containsRandom)
}

/** Whether an expression may stand twice where it was written once: nothing random, no query in it. */
export function isRepeatable(expression: BoundExpression): boolean {
  return !(hasSubquery(expression) || containsRandom(expression))
}
