import { CertSqlError } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import { hasSubquery } from '../logical/has-subquery.js'
import { columnsLookedAt } from '../logical/is-uncorrelated.js'
import type { JoinPlan, LogicalPlan } from '../logical/logical-plan.js'

/**
 * A join as DuckDB 1.5.6 can compute it. In ON of an outer join it takes a subquery that looks at one side only; any
 * other becomes a condition on the rows that a lateral join finds for each row that is kept.
 */
export function withoutWideSubqueries(plan: JoinPlan): JoinPlan {
  if (plan.condition === undefined) return plan
  const subqueries = conjunctsOf(plan.condition).filter(hasSubquery)
  switch (plan.type) {
    case 'INNER':
    case 'CROSS':
      return plan
    case 'LEFT':
      return subqueries.every((one) => looksAt(one, plan.right) || comparesSides(one, plan))
        ? plan
        : lateralJoin(plan, plan.left, plan.right, plan.condition)
    case 'RIGHT':
      return subqueries.every((one) => looksAt(one, plan.left) || comparesSides(one, plan))
        ? plan
        : lateralJoin(plan, plan.right, plan.left, plan.condition)
    case 'FULL': {
      const wide = subqueries.find((one) => !comparesSides(one, plan))
      if (wide === undefined) return plan
      throw new CertSqlError({
        code: 'CERT-4002',
        message:
          'A subquery cannot be used in ON of a FULL JOIN, but to compute a value that is compared there.',
        hint: 'write a LEFT JOIN, and with UNION ALL the rows of the right side that have no partner',
        span: wide.span,
      })
    }
  }
}

/** Whether an expression looks at one side, and nothing else. */
function looksAt(expression: BoundExpression, { columns }: LogicalPlan): boolean {
  const used = columnsLookedAt(expression)
  return used.length > 0 && used.every((one) => columns.some(({ id }) => id === one))
}

/** Whether a comparison has one side of the join on its left and the other on its right, whichever way around. */
function comparesSides(condition: BoundExpression, { left, right }: JoinPlan): boolean {
  if (condition.kind !== 'Comparison' && condition.kind !== 'DistinctTest') return false
  return (
    (looksAt(condition.left, left) && looksAt(condition.right, right)) ||
    (looksAt(condition.left, right) && looksAt(condition.right, left))
  )
}

function lateralJoin(
  { columns }: JoinPlan,
  kept: LogicalPlan,
  found: LogicalPlan,
  condition: BoundExpression,
): JoinPlan {
  const right: LogicalPlan = { kind: 'Filter', input: found, condition, columns: found.columns }
  return { kind: 'JoinPlan', type: 'LEFT', left: kept, right, lateral: true, columns }
}
