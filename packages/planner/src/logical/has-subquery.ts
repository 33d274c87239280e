import type { BoundExpression } from './bound-expression.js'
import { someOperand, subqueryPlan } from './map-expression.js'

/** Whether there is a query within an expression. */
export function hasSubquery(expression: BoundExpression): boolean {
  return subqueryPlan(expression) !== undefined || someOperand(expression, hasSubquery)
}
