import type { BoundExpression } from './bound-expression.js'
import type { LogicalPlan } from './logical-plan.js'
import { someExpression, subqueryPlan } from './map-expression.js'
import { someOwnExpression } from './map-plan.js'

/** Whether there is a query within an expression. */
export function hasSubquery(expression: BoundExpression): boolean {
  return someExpression(expression, isSubquery)
}

/** Walks over plans ask this of every node, time and again, and most have none. */
const known = new WeakMap<LogicalPlan, boolean>()

/** Whether there is a query within the expressions of a node, its inputs' not. */
export function holdsSubquery(plan: LogicalPlan): boolean {
  const before = known.get(plan)
  if (before !== undefined) return before
  const holds = someOwnExpression(plan, hasSubquery)
  known.set(plan, holds)
  return holds
}

function isSubquery(expression: BoundExpression): boolean {
  return subqueryPlan(expression) !== undefined
}
