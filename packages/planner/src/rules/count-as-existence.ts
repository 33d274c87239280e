import { BOOLEAN } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { isUncorrelated } from '../logical/is-uncorrelated.js'
import type { AggregateCall, Filter, LogicalPlan } from '../logical/logical-plan.js'
import { mapExpression, subqueryPlans } from '../logical/map-expression.js'
import { mapPlanExpressions } from '../logical/map-plan.js'
import { MIRRORED } from '../logical/mirrored-operators.js'
import { cannotFail } from './condition-traits.js'
import { filtered, mapConjuncts } from './plan-nodes.js'
import { ruleForHolders } from './rule-for.js'

/**
 * Asks whether there is any row where rows are counted only to know that.
 *
 *   (SELECT COUNT(*) FROM Contact c WHERE c.AccountId = a.Id) = 0   ⇒   NOT EXISTS (SELECT 1 FROM Contact c WHERE …)
 *   (SELECT COUNT(Email) FROM Contact) >= 1                         ⇒   EXISTS (… WHERE Email IS NOT NULL)
 *
 * As EXISTS it may become a semi-join or an anti-join in the org, or end at the first row. A count without groups has one row,
 * also of no rows, so that neither form is ever null. It stays away from
 *
 *   COUNT(*) > 1                    one row does not tell
 *   COUNT(*) … HAVING, GROUP BY     there may be no row, and then the comparison is null
 *   COUNT(*) … WHERE 1 / x > 2      counting meets the row that fails; a search that ends before it does not
 *   a OR COUNT(*) … = 0             of a subquery that looks at the row around it: there is no semi-join, and groups that are
 *                                   counted in the org are fewer than rows
 */
export const countAsExistence = ruleForHolders((node) => {
  const single = mapPlanExpressions(node, (expression) => mapExpression(expression, oneRowWillDo))
  return single.kind === 'Filter' ? withSemiJoins(single) : single
})

function oneRowWillDo(expression: BoundExpression): BoundExpression {
  const existence = existenceFor(expression)
  return existence !== undefined && subqueryPlans(existence).every(isUncorrelated) ? existence : expression
}

function withSemiJoins(filter: Filter): Filter {
  return mapConjuncts(filter, (one) => existenceFor(one) ?? one)
}

function existenceFor(expression: BoundExpression): BoundExpression | undefined {
  if (expression.kind !== 'Comparison') return undefined
  const { left, right, operator } = expression
  const [counting, bound, reading] =
    left.kind === 'Literal'
      ? ([right, left, MIRRORED[operator]] as const)
      : ([left, right, operator] as const)
  const subquery = withoutCast(counting)
  if (subquery.kind !== 'ScalarSubqueryValue' || bound.kind !== 'Literal') return undefined
  const asksForAny = MEANINGS[`${reading} ${bound.value}`]
  const rows = asksForAny === undefined ? undefined : countedRows(subquery.plan)
  if (rows === undefined) return undefined
  const exists: BoundExpression = { kind: 'ExistsTest', plan: rows, type: BOOLEAN }
  if (!cannotFail(exists)) return undefined
  return asksForAny ? exists : { kind: 'Not', operand: exists, type: BOOLEAN }
}

/** Whether a count that compares so is one of some rows, or of none. */
const MEANINGS: Readonly<Record<string, boolean>> = {
  '= 0': false,
  '<= 0': false,
  '< 1': false,
  '> 0': true,
  '<> 0': true,
  '>= 1': true,
}

function withoutCast(expression: BoundExpression): BoundExpression {
  return expression.kind === 'CastExpression' ? withoutCast(expression.operand) : expression
}

/** What is counted by a plan that is one count of all its rows. */
function countedRows(plan: LogicalPlan): LogicalPlan | undefined {
  if (plan.kind === 'Project') {
    const [item, ...others] = plan.items
    return item?.expression.kind === 'ColumnUse' && others.length === 0 ? countedRows(plan.input) : undefined
  }
  if (plan.kind !== 'Aggregate' || plan.keys.length > 0 || plan.groupingSets !== undefined) return undefined
  const [call, ...others] = plan.aggregates
  if (call?.function !== 'count' || others.length > 0 || call.orderBy.length > 0) return undefined
  return filtered(plan.input, conditionsOf(call))
}

/** What a row must meet to be counted; how often a value is counted does not matter. */
function conditionsOf({ arguments: [argument], filter }: AggregateCall): readonly BoundExpression[] {
  const isThere: readonly BoundExpression[] =
    argument === undefined ? [] : [{ kind: 'IsNullTest', operand: argument, negated: true, type: BOOLEAN }]
  return filter === undefined ? isThere : [...isThere, filter]
}
