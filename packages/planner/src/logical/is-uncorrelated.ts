import type { BoundExpression } from './bound-expression.js'
import { addColumnsUsed, columnsUsed } from './columns-used.js'
import type { ComputedColumn, LogicalPlan } from './logical-plan.js'
import { subqueryPlans } from './map-expression.js'
import { expressionsOf, inputsOf, visitPlan } from './map-plan.js'

/** Whether a plan uses no columns but those that it makes itself. */
export function isUncorrelated(plan: LogicalPlan): boolean {
  const made = new Set<number>()
  const used = new Set<number>()
  visitPlan(plan, (node) => {
    addColumnsMade(node, made)
    for (const expression of expressionsOf(node)) addColumnsUsed(expression, used)
  })
  return [...used].every((id) => made.has(id))
}

/** Ids of the columns that an expression looks at, its subqueries included: those that they make themselves are not among them. */
export function columnsLookedAt(expression: BoundExpression): readonly number[] {
  const made = new Set<number>()
  for (const plan of subqueryPlans(expression)) visitPlan(plan, (node) => addColumnsMade(node, made))
  return [...columnsUsed(expression)].filter((id) => !made.has(id))
}

/** A column that a node only hands on, be it one of a query around, is made elsewhere. */
function addColumnsMade(node: LogicalPlan, to: Set<number>): void {
  const handedOn = new Set(inputsOf(node).flatMap(({ columns }) => columns.map(({ id }) => id)))
  for (const { column, expression } of computedColumns(node))
    if (expression.kind === 'ColumnUse' && expression.column.id === column.id) handedOn.add(column.id)
  for (const { id } of node.columns) if (!handedOn.has(id)) to.add(id)
}

function computedColumns(node: LogicalPlan): readonly ComputedColumn[] {
  if (node.kind === 'Project') return node.items
  return node.kind === 'Aggregate' ? node.keys : []
}
