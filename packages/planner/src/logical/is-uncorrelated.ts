import type { BoundExpression } from './bound-expression.js'
import { addColumnsUsed, columnsUsed } from './columns-used.js'
import type { ComputedColumn, LogicalPlan } from './logical-plan.js'
import { subqueryPlans } from './map-expression.js'
import { expressionsOf, visitPlan } from './map-plan.js'
import type { PlanColumn } from './plan-column.js'

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
  switch (node.kind) {
    case 'Filter':
    case 'JoinPlan':
    case 'Sort':
    case 'Limit':
    case 'DistinctPlan':
    case 'WithPlan':
      return
    case 'Project':
      addComputed(node.items, to)
      return
    case 'Aggregate':
      addComputed(node.keys, to)
      addIds(node.aggregates, to)
      return
    case 'WindowPlan':
      addIds(node.calls, to)
      return
    case 'RemoteScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
    case 'SetOperationPlan':
      for (const { id } of node.columns) to.add(id)
  }
}

function addIds(computed: readonly { readonly column: PlanColumn }[], to: Set<number>): void {
  for (const { column } of computed) to.add(column.id)
}

function addComputed(items: readonly ComputedColumn[], to: Set<number>): void {
  addIds(
    items.filter(({ column, expression }) => !isUseOf(expression, column)),
    to,
  )
}

function isUseOf(expression: BoundExpression, { id }: PlanColumn): boolean {
  return expression.kind === 'ColumnUse' && expression.column.id === id
}
