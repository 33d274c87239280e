import type { BoundExpression } from './bound-expression.js'
import type { LogicalPlan } from './logical-plan.js'
import { someExpression, subqueryPlan } from './map-expression.js'
import { someOwnExpression } from './map-plan.js'

/** Whether there is a query within an expression. */
export function hasSubquery(expression: BoundExpression): boolean {
  return someExpression(expression, isSubquery)
}

/** Whether there is a query within the expressions of a node, its inputs' not. */
export function holdsSubquery(plan: LogicalPlan): boolean {
  return someOwnExpression(plan, hasSubquery)
}

function isSubquery(expression: BoundExpression): boolean {
  return subqueryPlan(expression) !== undefined
}
