import type { LogicalPlan, Sort } from './logical-plan.js'
import type { ScanOutput } from './remote-scan.js'

/** Sorted by the Id of the only table below, among other things. */
export function hasTotalOrder(plan: LogicalPlan): boolean {
  switch (plan.kind) {
    case 'Sort':
      return isTotal(plan)
    case 'Project':
    case 'Filter':
    case 'Limit':
      return hasTotalOrder(plan.input)
    default:
      return false
  }
}

function isTotal({ keys, input }: Sort): boolean {
  const ids = idsOf(input)
  return keys.some(({ expression }) => expression.kind === 'ColumnUse' && ids.has(expression.column.id))
}

/** The columns that hold the Ids of the rows themselves: of one table, each of which comes once. */
function idsOf(plan: LogicalPlan): ReadonlySet<number> {
  switch (plan.kind) {
    case 'RemoteScan':
      return new Set(plan.columns.filter((_, index) => isOwnId(plan.outputs[index])).map(({ id }) => id))
    case 'Filter':
    case 'WindowPlan':
      return idsOf(plan.input)
    case 'Project': {
      const below = idsOf(plan.input)
      return new Set(
        plan.items.flatMap(({ column, expression }) =>
          expression.kind === 'ColumnUse' && below.has(expression.column.id) ? [column.id] : [],
        ),
      )
    }
    default:
      return new Set()
  }
}

/** A parent's Id, read along the lookup, is that of many rows. */
function isOwnId(output: ScanOutput | undefined): boolean {
  if (output?.expression.kind !== 'SoqlField') return false
  const { relationships, column } = output.expression.path
  return relationships.length === 0 && column.fieldType === 'id'
}
