import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { ComputedColumn, SetOperationPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { isMovable } from './condition-traits.js'
import { columnIds } from './plan-nodes.js'

/** By the ids of columns, what may stand in for them. */
export type ColumnDefinitions = ReadonlyMap<number, BoundExpression>

/** What may stand in for a column: what can be computed again, and compares as the column does. */
export function definitionsOf(items: readonly ComputedColumn[]): ColumnDefinitions {
  const usable = items.filter(
    ({ column, expression }) => isMovable(expression) && sameType(column.type, expression.type),
  )
  return new Map(usable.map(({ column, expression }) => [column.id, expression]))
}

/** The columns of one side of a set operation, which go by position, in place of its own. */
export function sideDefinitions(operation: SetOperationPlan, side: 'left' | 'right'): ColumnDefinitions {
  const sources = operation[side].columns
  return definitionsOf(
    operation.columns.flatMap((column, index) => {
      const source = sources[index]
      return source === undefined ? [] : [{ column, expression: columnUse(source) }]
    }),
  )
}

/** The columns for which one of the sides has nothing to stand in. */
export function idsWithout(
  columns: readonly PlanColumn[],
  ...definitions: readonly ColumnDefinitions[]
): ReadonlySet<number> {
  return columnIds(columns.filter(({ id }) => definitions.some((one) => !one.has(id))))
}
