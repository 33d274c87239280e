import type { BoundExpression } from './bound-expression.js'
import { subqueryPlan, visitExpression } from './map-expression.js'

/** Walks over plans ask this of every expression, and most have none. */
const known = new WeakMap<BoundExpression, boolean>()

/** Whether there is a query within an expression. */
export function hasSubquery(expression: BoundExpression): boolean {
  if (expression.kind === 'ColumnUse' || expression.kind === 'Literal') return false
  const before = known.get(expression)
  if (before !== undefined) return before
  let found = false
  visitExpression(expression, (one) => {
    found ||= subqueryPlan(one) !== undefined
  })
  known.set(expression, found)
  return found
}
