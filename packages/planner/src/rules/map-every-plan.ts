import type { BoundExpression } from '../logical/bound-expression.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { mapExpression } from '../logical/map-expression.js'
import { holdsSubquery, mapInputs, mapPlanExpressions } from '../logical/map-plan.js'

export type MapPlan = (node: LogicalPlan) => LogicalPlan

/** Maps a plan and all plans in it, those of subqueries included, bottom-up. */
export function mapEveryPlan(plan: LogicalPlan, map: MapPlan): LogicalPlan {
  const every: MapPlan = (node) => map(mapNested(node, holdsSubquery(node), every))
  return every(plan)
}

/** The same node over mapped inputs and, where it `holds` subqueries, with their plans mapped. */
export function mapNested(node: LogicalPlan, holds: boolean, map: MapPlan): LogicalPlan {
  const mapped = mapInputs(node, map)
  return holds ? mapPlanExpressions(mapped, (expression) => mapSubqueries(expression, map)) : mapped
}

/** The same expression with the plans of its subqueries mapped. */
export function mapSubqueries(expression: BoundExpression, map: MapPlan): BoundExpression {
  if (!hasSubquery(expression)) return expression
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
