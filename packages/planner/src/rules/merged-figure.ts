import { sumType } from '../functions/aggregate-functions.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { IdSource } from '../logical/id-source.js'
import type { Aggregate, AggregateCall, ComputedColumn, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { orZero } from './make-expression.js'
import { projected } from './plan-nodes.js'

/** An aggregate of figures that stand for many rows each. */
export interface MergedCall {
  readonly call: AggregateCall
  /** What makes the aggregate's own column of the merged figure, if it is not that already. */
  readonly item?: ComputedColumn
}

export interface Merging {
  readonly name: 'sum' | 'min' | 'max'
  readonly value: BoundExpression
  readonly filter: BoundExpression | undefined
  /** There may be no figure at all, where the aggregate has a row all the same. */
  readonly mayBeEmpty: boolean
}

/** Counts and sums are added, the smallest of the smallest is the smallest. */
export function mergedFigure(
  own: PlanColumn,
  asked: string,
  { name, value, filter, mayBeEmpty }: Merging,
  ids: IdSource,
): MergedCall {
  const type = name === 'sum' ? sumType([value.type]) : value.type
  const merging = {
    function: name,
    arguments: [value],
    distinct: false,
    orderBy: [],
    ...(filter === undefined ? {} : { filter }),
  }
  const isCount = asked === 'count'
  if (!isCount && sameType(type, own.type)) return { call: { column: own, ...merging } }
  const column: PlanColumn = { id: ids.nextColumn(), name: asked, type, nullable: true }
  const isPartial = mayBeEmpty || filter !== undefined
  // The sum of counts of nothing is null, and the count is 0.
  const merged = isCount && isPartial ? orZero(columnUse(column)) : columnUse(column)
  return {
    call: { column, ...merging },
    item: {
      column: own,
      expression: { kind: 'CastExpression', operand: merged, safe: false, type: own.type },
    },
  }
}

/** The aggregate of merged figures, with the columns that were asked for. */
export function withItems(aggregate: Aggregate, merges: readonly MergedCall[]): LogicalPlan {
  if (merges.every(({ item }) => item === undefined)) return aggregate
  const items = merges.map(
    ({ call, item }) => item ?? { column: call.column, expression: columnUse(call.column) },
  )
  return projected(aggregate, [
    ...aggregate.keys.map(({ column }) => ({ column, expression: columnUse(column) })),
    ...items,
  ])
}
