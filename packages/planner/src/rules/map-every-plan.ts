import type { BoundExpression } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { mapExpression } from '../logical/map-expression.js'
import { mapInputs, mapPlanExpressions } from '../logical/map-plan.js'

/** Maps a plan and all plans in it, those of subqueries included, bottom-up. */
export function mapEveryPlan(plan: LogicalPlan, map: (node: LogicalPlan) => LogicalPlan): LogicalPlan {
  const mapped = mapInputs(plan, (input) => mapEveryPlan(input, map))
  return map(
    mapPlanExpressions(mapped, (expression) =>
      mapSubqueries(expression, (inner) => mapEveryPlan(inner, map)),
    ),
  )
}

/** The same expression with the plans of its subqueries mapped. */
export function mapSubqueries(
  expression: BoundExpression,
  map: (plan: LogicalPlan) => LogicalPlan,
): BoundExpression {
  return mapExpression(expression, (one) => {
    switch (one.kind) {
      case 'ScalarSubqueryValue':
      case 'ExistsTest':
      case 'InSubqueryTest':
      case 'QuantifiedTest': {
        const plan = map(one.plan)
        return plan === one.plan ? one : { ...one, plan }
      }
      default:
        return one
    }
  })
}
