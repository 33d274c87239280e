import { type Expression, makeWindow } from '@certsql/sql'
import { lowerWindowFunction } from '../functions/lower-function.js'
import type { WindowCall } from '../logical/logical-plan.js'
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
  return lowerWindowFunction({
    name: call.function,
    arguments: call.arguments.map(lower),
    types: call.arguments.map((one) => one.type),
    distinct: call.distinct,
    filter: call.filter === undefined ? undefined : lower(call.filter),
    nulls: call.nulls,
    over,
  })
}
