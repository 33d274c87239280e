import type { BoundExpression } from '../logical/bound-expression.js'
import { isUncorrelated } from '../logical/is-uncorrelated.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { mapExpression } from '../logical/map-expression.js'
import { mapPlanExpressions } from '../logical/map-plan.js'
import { ruleForHolders } from './rule-for.js'

/**
 * Looks for one row where it only matters whether there is any.
 *
 *   EXISTS (SELECT Name FROM Account WHERE Industry = 'Energy' ORDER BY Name)   ⇒   EXISTS (… LIMIT 1)
 *
 * Of a subquery that looks at the row around it, one row of each is wanted, which a LIMIT below would not give:
 *
 *   EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id)   -- the one contact may be another account's
 */
export const limitExistenceTests = ruleForHolders((node) =>
  mapPlanExpressions(node, (expression) => mapExpression(expression, limitedTest)),
)

function limitedTest(expression: BoundExpression): BoundExpression {
  if (expression.kind !== 'ExistsTest' || !isUncorrelated(expression.plan)) return expression
  const limited = oneRow(expression.plan)
  return limited === expression.plan ? expression : { ...expression, plan: limited }
}

function oneRow(plan: LogicalPlan): LogicalPlan {
  switch (plan.kind) {
    case 'Project': {
      const input = oneRow(plan.input)
      return input === plan.input ? plan : { ...plan, input }
    }
    // Which row comes first, and how often, does not matter.
    case 'Sort':
      return oneRow(plan.input)
    case 'DistinctPlan':
      return oneRow(plan.input)
    case 'Limit':
    case 'ValuesRows':
      return plan
    case 'RemoteScan':
      return plan.limit === 1 ? plan : firstOf(plan)
    default:
      return firstOf(plan)
  }
}

function firstOf(plan: LogicalPlan): LogicalPlan {
  return { kind: 'Limit', input: plan, count: 1, offset: 0, columns: plan.columns }
}
