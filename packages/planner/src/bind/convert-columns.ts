import type { SqlType } from '@certsql/core'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { ComputedColumn, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { coerce } from './coerce.js'
import type { Binder } from './scope.js'

/**
 * The plan with its columns in these types; the plan itself when they are so already. Where the plan is a projection its
 * items are converted, so that a text constant is read in the type wanted: `SELECT '2025-01-31' UNION SELECT DueDate`.
 */
export function convertColumns(plan: LogicalPlan, types: readonly SqlType[], binder: Binder): LogicalPlan {
  const fits = plan.columns.every((column, index) => sameType(column.type, types[index] ?? column.type))
  if (fits) return plan
  if (plan.kind === 'Project') {
    const items = plan.items.map((item, index) => convert(item, types[index], binder))
    return { ...plan, items, columns: items.map((item) => item.column) }
  }
  const items = plan.columns.map((column, index) =>
    convert({ column, expression: columnUse(column) }, types[index], binder),
  )
  return { kind: 'Project', input: plan, items, columns: items.map((item) => item.column) }
}

function convert(item: ComputedColumn, type: SqlType | undefined, binder: Binder): ComputedColumn {
  if (type === undefined || sameType(item.column.type, type)) return item
  const expression = coerce(item.expression, type, binder.options)
  return { column: typedColumn(item.column, type, expression, binder), expression }
}

/** Of another type, a column is another column; a text that only compares otherwise is still the field's value. */
function typedColumn(
  column: PlanColumn,
  type: SqlType,
  expression: BoundExpression,
  binder: Binder,
): PlanColumn {
  const { origin, ...shown } = column
  const id = binder.ids.nextColumn()
  const isUnchanged = expression.kind === 'ColumnUse' && origin !== undefined
  return isUnchanged ? { ...shown, id, type, origin } : { ...shown, id, type }
}

/** The plan's columns as constants where they are: a column of a projection that is a text constant has no type yet. */
export function columnValues(plan: LogicalPlan): readonly BoundExpression[] {
  if (plan.kind === 'Project') return plan.items.map((item) => item.expression)
  return plan.columns.map(columnUse)
}
