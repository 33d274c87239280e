import type { BoundExpression } from '../logical/bound-expression.js'
import { hasSubquery, holdsSubquery } from '../logical/has-subquery.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { mapExpression } from '../logical/map-expression.js'
import { mapInputs, mapPlanExpressions } from '../logical/map-plan.js'
import type { Rule, RuleContext } from './rule.js'

type MapPlan = (node: LogicalPlan) => LogicalPlan

/** Maps a plan and all plans in it, those of subqueries included, bottom-up. */
export function mapEveryPlan(plan: LogicalPlan, map: MapPlan): LogicalPlan {
  const every: MapPlan = (node) => map(mapNested(node, every))
  return every(plan)
}

/** What a rule has nothing to do with any more, all below included; one list for each run of the optimizer. */
const settledPlans = new WeakMap<RuleContext, Map<Rule, Set<LogicalPlan>>>()

/**
 * The same for the work of a rule, but what the rule left as it was it passes over the next time: rules are repeated until
 * they change nothing, and most of a plan is settled early. What becomes of a node may depend on nothing but the node, with
 * all below, and the context.
 */
export function mapUnsettled(rule: Rule, plan: LogicalPlan, context: RuleContext, map: MapPlan): LogicalPlan {
  const settled = settledBy(rule, context)
  const every: MapPlan = (node) => {
    if (settled.has(node)) return node
    const mapped = map(mapNested(node, every))
    if (mapped === node) settled.add(node)
    return mapped
  }
  return every(plan)
}

function settledBy(rule: Rule, context: RuleContext): Set<LogicalPlan> {
  const byRule = settledPlans.get(context) ?? new Map<Rule, Set<LogicalPlan>>()
  settledPlans.set(context, byRule)
  const settled = byRule.get(rule) ?? new Set()
  byRule.set(rule, settled)
  return settled
}

function mapNested(node: LogicalPlan, map: MapPlan): LogicalPlan {
  const mapped = mapInputs(node, map)
  return holdsSubquery(node)
    ? mapPlanExpressions(mapped, (expression) => mapSubqueries(expression, map))
    : mapped
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
