import { type Expression, makeWindow } from '@certsql/sql'
import type { WindowCall } from '../logical/logical-plan.js'
import { lowerAggregateCall } from './lower-call.js'
import { lowerSortKeys, type Scope, scopeOf } from './lower-expression.js'
import type { PlanLowering } from './plan-lowering.js'
import type { SelectBlock } from './select-block.js'
import { comparisonKey } from './text-folding.js'

/** <function>(…) OVER (PARTITION BY … ORDER BY … <frame>): partitions and order by comparison keys. */
export function lowerWindowCall(
  call: WindowCall,
  block: SelectBlock,
  lowering: PlanLowering,
  outer?: Scope,
): Expression {
  const lower = (one: WindowCall['arguments'][number]) => lowering.expression(one, block, outer)
  const over = makeWindow({
    partitionBy: call.partitionBy.map((one) => comparisonKey(lower(one), one.type)),
    orderBy: lowerSortKeys(call.orderBy, scopeOf(block, outer), lowering),
    frame: call.frame,
  })
  const filter = call.filter === undefined ? undefined : lower(call.filter)
  const parts = { distinct: call.distinct, filter, nulls: call.nulls, over }
  const types = call.arguments.map((one) => one.type)
  return lowerAggregateCall(call.function, call.arguments.map(lower), types, parts)
}
