import { BOOLEAN, isNumeric } from '@certsql/core'
import { isNeverTrue } from '../conditions/known-value.js'
import type { BoundExpression, ColumnUse } from '../logical/bound-expression.js'
import type { Aggregate, LogicalPlan } from '../logical/logical-plan.js'
import { visitPlan } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'

/** SUM(x): all of a column, in a group. */
export interface PlainSum {
  readonly sum: PlanColumn
  readonly summed: ColumnUse
}

/** Those sums of an aggregate that records of zero and null add nothing to. */
export function plainSums({ aggregates }: Aggregate): readonly PlainSum[] {
  return aggregates.flatMap((call) => {
    const [summed] = call.arguments
    const isPlain = call.function === 'sum' && !call.distinct && call.filter === undefined
    return isPlain && summed?.kind === 'ColumnUse' && isNumeric(summed.type)
      ? [{ sum: call.column, summed }]
      : []
  })
}

/** Whether there is such a sum anywhere in a plan, to be made here. */
export function makesSums(plan: LogicalPlan): boolean {
  let isFound = false
  visitPlan(plan, (node) => {
    isFound ||= node.kind === 'Aggregate' && plainSums(node).length > 0
  })
  return isFound
}

/** Whether a group of nothing but zeros and nulls cannot meet a condition on its sum. */
export function rejectsZeros(condition: BoundExpression, sum: PlanColumn): boolean {
  const isHiddenAt = (zero: 0 | null) =>
    isNeverTrue(condition, (column) => (column === sum.id ? zero : undefined))
  return isHiddenAt(0) && isHiddenAt(null)
}

/** x <> 0 */
export function isNoZero(value: BoundExpression): BoundExpression {
  const zero: BoundExpression = { kind: 'Literal', value: '0', type: value.type }
  return { kind: 'Comparison', operator: '<>', left: value, right: zero, type: BOOLEAN }
}
