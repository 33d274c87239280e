import { BOOLEAN } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { hasOneRowAtMost } from '../logical/has-one-row-at-most.js'
import { hasSubquery } from '../logical/has-subquery.js'
import { isUncorrelated } from '../logical/is-uncorrelated.js'
import { mapConjuncts } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * Takes a value that is looked up for a list of one, whose values the other table can be asked for.
 *
 *   Account = (SELECT Id FROM Account ORDER BY Name LIMIT 1)   ⇒   Account IN (SELECT Id FROM Account ORDER BY Name LIMIT 1)
 *   CloseDate = (SELECT MAX(CloseDate) FROM Opportunity)       ⇒   CloseDate IN (SELECT MAX(CloseDate) FROM Opportunity)
 *
 * A row is kept where the condition is true, and both are true for the same rows. It stays away from
 *
 *   NOT x = (…), CASE, OR       over no row at all `=` is null and IN is false
 *   (SELECT Id FROM Account)    more than one row is an error for `=`
 *   … WHERE c.AccountId = a.Id  a value of its own for each row
 */
export const valueAsList = ruleFor(['Filter'], (filter) => {
  if (!hasSubquery(filter.condition)) return filter
  return mapConjuncts(filter, (one) => membershipFor(one) ?? one)
})

function membershipFor(conjunct: BoundExpression): BoundExpression | undefined {
  if (conjunct.kind !== 'Comparison' || conjunct.operator !== '=') return undefined
  const { left, right } = conjunct
  const [value, subquery] = left.kind === 'ScalarSubqueryValue' ? [right, left] : [left, right]
  if (value.kind !== 'ColumnUse' || subquery.kind !== 'ScalarSubqueryValue') return undefined
  const { plan } = subquery
  if (!hasOneRowAtMost(plan) || !isUncorrelated(plan)) return undefined
  return { kind: 'InSubqueryTest', operands: [value], plan, negated: false, type: BOOLEAN }
}
