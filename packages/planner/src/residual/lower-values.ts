import {
  makeBoolean,
  makeCast,
  makeDerivedTable,
  makeNull,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeTableAlias,
  makeValues,
} from '@certsql/sql'
import type { ValuesRows } from '../logical/logical-plan.js'
import { lowerExpression, type Scope, scopeOf } from './lower-expression.js'
import { lowerType } from './lower-type.js'
import type { PlanLowering } from './plan-lowering.js'
import { blockOver, type SelectBlock } from './select-block.js'

/** VALUES. One row without columns is a SELECT without FROM; no rows are a SELECT that never gives one. */
export function lowerValues(plan: ValuesRows, lowering: PlanLowering, outer?: Scope): SelectBlock {
  if (plan.columns.length === 0 && plan.rows.length === 1) return blockOver(undefined, [], lowering.names)
  const names = lowering.columnNames(plan.columns)
  const scope = scopeOf({ columns: new Map() }, outer)
  const rows = plan.rows.map((row, rowIndex) =>
    row.map((value, index) => {
      const lowered = lowerExpression(value, scope, lowering)
      const type = plan.columns[index]?.type
      // The first row decides the types of all.
      return rowIndex === 0 && type !== undefined ? makeCast(lowered, lowerType(type)) : lowered
    }),
  )
  const query =
    rows.length === 0 || names.length === 0
      ? makeQuery(makeSelect(typedNulls(plan), { where: makeBoolean(false) }))
      : makeQuery(makeValues(rows))
  const alias = makeTableAlias(lowering.names.fresh('v'), names.length === 0 ? ['one'] : names)
  return blockOver(makeDerivedTable(query, alias), plan.columns, lowering.names)
}

function typedNulls(plan: ValuesRows) {
  if (plan.columns.length === 0) return [makeSelectItem(makeNull(), 'one')]
  return plan.columns.map((column, index) =>
    makeSelectItem(makeCast(makeNull(), lowerType(column.type)), `c${index}`),
  )
}
