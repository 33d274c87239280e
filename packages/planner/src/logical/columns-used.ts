import type { BoundExpression } from './bound-expression.js'
import { subqueryPlan, visitExpression } from './map-expression.js'
import { visitPlanExpressions } from './map-plan.js'

/** Ids of all columns that an expression mentions, those inside its subqueries included. */
export function columnsUsed(expression: BoundExpression, into: Set<number> = new Set()): Set<number> {
  visitExpression(expression, (one) => {
    if (one.kind === 'ColumnUse') into.add(one.column.id)
    const plan = subqueryPlan(one)
    if (plan !== undefined) visitPlanExpressions(plan, (inner) => columnsUsed(inner, into))
  })
  return into
}
