import type { Values } from '@certsql/sql'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { mayBeNull } from './expression-nullable.js'
import { NO_TABLES } from './from-item.js'
import { type Binder, IN_VALUES, innerScope, type Scope } from './scope.js'
import { bindError } from './type-error.js'
import { unify } from './unify.js'

/** VALUES (…), (…): columns `column1`, `column2` …, each of one type. */
export function bindValues(values: Values, outer: Scope, binder: Binder): LogicalPlan {
  const scope = innerScope(outer, { from: NO_TABLES, clause: IN_VALUES })
  const width = values.rows[0]?.length ?? 0
  const bound = values.rows.map((row, index) => {
    if (row.length !== width)
      throw bindError({
        code: 'CERT-3005',
        message: `The rows of VALUES differ in length: the first has ${width}, row ${index + 1} has ${row.length}.`,
        span: row[0]?.span ?? values.span,
      })
    return row.map((item) => binder.bindExpression(item, scope))
  })
  const columns = Array.from({ length: width }, (_, index) => {
    const items = bound.flatMap((row) => row.slice(index, index + 1))
    const { type, expressions } = unify(
      items,
      `The values of column ${index + 1}`,
      binder.options,
      values.span,
    )
    const nullable = outer.nullSupplied || expressions.some(mayBeNull)
    return {
      column: { id: binder.ids.nextColumn(), name: `column${index + 1}`, type, nullable },
      expressions,
    }
  })
  return {
    kind: 'ValuesRows',
    rows: bound.map((_, row) => columns.flatMap(({ expressions }) => expressions.slice(row, row + 1))),
    columns: columns.map(({ column }) => column),
  }
}
