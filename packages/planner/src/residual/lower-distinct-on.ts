import { EXACT_TEXT } from '@certsql/core'
import { makeCall, makeGroupBy, makeGroupingExpressions, makeNumber } from '@certsql/sql'
import { sameExpression } from '../bind/same-expression.js'
import type { DistinctPlan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { isLiteral } from './is-literal.js'
import { lowerSortKeys, type Scope, scopeOf } from './lower-expression.js'
import type { PlanLowering } from './plan-lowering.js'
import { definitionOf, encloseBlock, reopenBlock, type SelectBlock, Stage } from './select-block.js'
import { comparisonKey } from './text-folding.js'

/**
 * DISTINCT ON. A grouping keeps the first of the rows that agree, as one value:
 *
 *   SELECT struct_extract(row, 1), … FROM (SELECT first(row(…) ORDER BY …) AS row FROM … GROUP BY …)
 *
 * DuckDB's own takes the first value of each column by itself, which where rows tie may be those of several rows.
 */
export function lowerDistinctOn(
  on: NonNullable<DistinctPlan['on']>,
  columns: readonly PlanColumn[],
  input: SelectBlock,
  lowering: PlanLowering,
  outer?: Scope,
): SelectBlock {
  const keys = on.expressions.map((one) => ({
    column: lowering.ownColumn('key', one.type),
    value: comparisonKey(lowering.expression(one, input, outer), one.type),
  }))
  // GROUP BY would take a literal for an ordinal.
  const isNamed = keys.some(({ value }) => isLiteral(value))
  const block = isNamed ? encloseBlock(input, lowering.names, keys) : input
  const grouped = keys.map(({ column, value }) => (isNamed ? definitionOf(block, column) : value))
  // What the rows of a group agree in does not put them in order.
  const order = on.keys.filter((key) => !on.expressions.some((one) => sameExpression(one, key.expression)))
  const values = columns.map((column) => definitionOf(block, column))
  const row = lowering.ownColumn('row', EXACT_TEXT)
  const first = makeCall('first', [makeCall('row', values.length === 0 ? [makeNumber(1)] : values)], {
    orderBy: lowerSortKeys(order, scopeOf(block, outer), lowering),
  })
  const rows = reopenBlock(
    {
      ...block,
      columns: new Map([[row.id, first]]),
      outputs: [row],
      groupBy: makeGroupBy(grouped.map((key) => makeGroupingExpressions([key]))),
      stage: Stage.Group,
    },
    lowering.names,
  )
  const shown = columns.map((column, index) => {
    const value = makeCall('struct_extract', [definitionOf(rows, row), makeNumber(index + 1)])
    return [column.id, value] as const
  })
  return { ...rows, columns: new Map(shown), outputs: columns }
}
