import type { BoundExpression } from '../logical/bound-expression.js'
import { hasSubquery } from '../logical/has-subquery.js'
import { mapExpression } from '../logical/map-expression.js'
import { mapPlanExpressions } from '../logical/map-plan.js'
import { constantRow } from './constant-row.js'
import { ruleForHolders } from './rule-for.js'

/**
 * Takes a constant that is looked up for what it is:
 *
 *   WITH p AS (SELECT DATE '2025-04-01' AS d) SELECT … FROM Invoice i WHERE i.Date >= (SELECT d FROM p)
 *   ⇒ SELECT … FROM Invoice i WHERE i.Date >= DATE '2025-04-01'
 *
 * Of one row only: of none it is null, and of two it is an error.
 */
export const constantQueries = ruleForHolders((node) =>
  mapPlanExpressions(node, (expression) =>
    hasSubquery(expression) ? mapExpression(expression, lookedUp) : expression,
  ),
)

function lookedUp(expression: BoundExpression): BoundExpression {
  if (expression.kind !== 'ScalarSubqueryValue') return expression
  const [column] = expression.plan.columns
  const value = column && constantRow(expression.plan)?.get(column.id)
  return value === undefined ? expression : { ...value, type: expression.type }
}
