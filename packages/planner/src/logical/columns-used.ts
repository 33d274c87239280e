import type { BoundExpression } from './bound-expression.js'
import { subqueryPlan, visitExpression } from './map-expression.js'
import { visitPlanExpressions } from './map-plan.js'

/** Every rule asks this of the same conditions, which never change. */
const known = new WeakMap<BoundExpression, ReadonlySet<number>>()

/** Ids of all columns that an expression mentions, those inside its subqueries included. */
export function columnsUsed(expression: BoundExpression): ReadonlySet<number> {
  const before = known.get(expression)
  if (before !== undefined) return before
  const used = new Set<number>()
  visitExpression(expression, (one) => {
    if (one.kind === 'ColumnUse') used.add(one.column.id)
    const plan = subqueryPlan(one)
    if (plan !== undefined) visitPlanExpressions(plan, (inner) => addColumnsUsed(inner, used))
  })
  known.set(expression, used)
  return used
}

/** Adds the columns that an expression mentions to a set. */
export function addColumnsUsed(expression: BoundExpression, to: Set<number>): void {
  for (const id of columnsUsed(expression)) to.add(id)
}

/** Whether an expression mentions one of these columns. */
export function usesAny(expression: BoundExpression, columns: ReadonlySet<number>): boolean {
  for (const id of columnsUsed(expression)) if (columns.has(id)) return true
  return false
}
