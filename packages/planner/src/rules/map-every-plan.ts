import type { BoundExpression } from '../logical/bound-expression.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { mapExpression } from '../logical/map-expression.js'
import { holdsSubquery, mapInputs, mapPlanExpressions } from '../logical/map-plan.js'
import type { Rule, RuleContext } from './rule.js'

type MapPlan = (node: LogicalPlan) => LogicalPlan

/** Maps a plan and all plans in it, those of subqueries included, bottom-up. */
export function mapEveryPlan(plan: LogicalPlan, map: MapPlan): LogicalPlan {
  const every: MapPlan = (node) => map(mapNested(node, holdsSubquery(node), every))
  return every(plan)
}

/** What is known of the plans on the way through the rules. */
interface Progress {
  /** What a rule has nothing to do with any more, all below included. */
  readonly settled: Map<Rule, Set<LogicalPlan>>
  readonly holdsSubquery: Map<LogicalPlan, boolean>
}

/** One for each run of the optimizer. */
const progressOf = new WeakMap<RuleContext, Progress>()

/**
 * The same for the work of a rule, but what the rule left as it was it passes over the next time: rules are repeated until
 * they change nothing, and most of a plan is settled early. What becomes of a node may depend on nothing but the node, with
 * all below, and the context.
 */
export function mapUnsettled(rule: Rule, plan: LogicalPlan, context: RuleContext, map: MapPlan): LogicalPlan {
  const progress = progressIn(context)
  const settled = settledBy(rule, progress)
  const every: MapPlan = (node) => {
    if (settled.has(node)) return node
    const mapped = map(mapNested(node, isHolder(node, progress), every))
    if (mapped === node) settled.add(node)
    return mapped
  }
  return every(plan)
}

function progressIn(context: RuleContext): Progress {
  const known = progressOf.get(context)
  if (known !== undefined) return known
  const progress: Progress = { settled: new Map(), holdsSubquery: new Map() }
  progressOf.set(context, progress)
  return progress
}

function settledBy(rule: Rule, { settled }: Progress): Set<LogicalPlan> {
  const known = settled.get(rule)
  if (known !== undefined) return known
  const plans = new Set<LogicalPlan>()
  settled.set(rule, plans)
  return plans
}

function isHolder(node: LogicalPlan, progress: Progress): boolean {
  const known = progress.holdsSubquery.get(node)
  if (known !== undefined) return known
  const holds = holdsSubquery(node)
  progress.holdsSubquery.set(node, holds)
  return holds
}

function mapNested(node: LogicalPlan, holds: boolean, map: MapPlan): LogicalPlan {
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
