import type { BoundExpression } from './bound-expression.js'
import { subqueryPlan, visitExpression } from './map-expression.js'
import { visitPlanExpressions } from './map-plan.js'

/** Every rule asks this of the same conditions, which never change. */
const known = new WeakMap<BoundExpression, ReadonlySet<number>>()

const NONE: ReadonlySet<number> = new Set()

/** Ids of all columns that an expression mentions, those inside its subqueries included. */
export function columnsUsed(expression: BoundExpression): ReadonlySet<number> {
  if (expression.kind === 'ColumnUse') return new Set([expression.column.id])
  if (expression.kind === 'Literal') return NONE
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
  if (expression.kind === 'ColumnUse') to.add(expression.column.id)
  else for (const id of columnsUsed(expression)) to.add(id)
}

/** Ids of columns, or what is known by them. */
interface Columns {
  has(id: number): boolean
}

/** Whether an expression mentions none but these columns. */
export function usesOnly(expression: BoundExpression, columns: Columns): boolean {
  for (const id of columnsUsed(expression)) if (!columns.has(id)) return false
  return true
}

/** Whether an expression says something of these columns, and of no others. */
export function isOver(expression: BoundExpression, columns: Columns): boolean {
  return columnsUsed(expression).size > 0 && usesOnly(expression, columns)
}

/** Whether an expression mentions one of these columns. */
export function usesAny(expression: BoundExpression, columns: Columns): boolean {
  switch (expression.kind) {
    case 'ColumnUse':
      return columns.has(expression.column.id)
    case 'Comparison':
      return usesAny(expression.left, columns) || usesAny(expression.right, columns)
    case 'IsNullTest':
    case 'Not':
      return usesAny(expression.operand, columns)
    default:
      for (const id of columnsUsed(expression)) if (columns.has(id)) return true
      return false
  }
}
