import { EXACT_TEXT, isFoldedText } from '@certsql/core'
import { type Expression, makeWindow } from '@certsql/sql'
import { sameExpression } from '../bind/same-expression.js'
import { isRepeatable } from '../bind/volatile.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { WindowCall } from '../logical/logical-plan.js'
import { lowerAggregateCall } from './lower-call.js'
import { type Scope, sortItems } from './lower-expression.js'
import type { PlanLowering } from './plan-lowering.js'
import { definitionOf, encloseBlock, type SelectBlock } from './select-block.js'
import { comparisonKey, foldText } from './text-folding.js'

/** What rows are partitioned and sorted by: the key that equal values share. */
export type LowerKey = (expression: BoundExpression) => Expression

/**
 * Texts that windows go by become columns in upper case below them: DuckDB computes an expression in OVER once for
 * partitioning, and again for sorting.
 */
export function foldedKeys(
  keys: readonly BoundExpression[],
  block: SelectBlock,
  lowering: PlanLowering,
  outer?: Scope,
): { readonly block: SelectBlock; readonly lowerKey: LowerKey } {
  const texts: BoundExpression[] = []
  for (const key of keys)
    if (isFoldedText(key.type) && isRepeatable(key) && !texts.some((one) => sameExpression(one, key)))
      texts.push(key)
  const folded = texts.map((text) => ({
    text,
    column: lowering.ownColumn('key', EXACT_TEXT),
    value: foldText(lowering.expression(text, block, outer)),
  }))
  const below = folded.length === 0 ? block : encloseBlock(block, lowering.names, folded)
  const lowerKey = (key: BoundExpression) => {
    const known = folded.find(({ text }) => sameExpression(text, key))
    return known === undefined
      ? comparisonKey(lowering.expression(key, below, outer), key.type)
      : definitionOf(below, known.column)
  }
  return { block: below, lowerKey }
}

/** What a call partitions and orders by. */
export function windowKeys({ partitionBy, orderBy }: WindowCall): readonly BoundExpression[] {
  return [...partitionBy, ...orderBy.map(({ expression }) => expression)]
}

/** <function>(…) OVER (PARTITION BY … ORDER BY … <frame>): partitions and order by comparison keys. */
export function lowerWindowCall(
  call: WindowCall,
  block: SelectBlock,
  lowerKey: LowerKey,
  lowering: PlanLowering,
  outer?: Scope,
): Expression {
  const lower = (one: BoundExpression) => lowering.expression(one, block, outer)
  const over = makeWindow({
    partitionBy: call.partitionBy.map(lowerKey),
    orderBy: sortItems(call.orderBy, lowerKey),
    frame: call.frame,
  })
  const filter = call.filter === undefined ? undefined : lower(call.filter)
  const parts = { distinct: call.distinct, filter, nulls: call.nulls, over }
  const types = call.arguments.map((one) => one.type)
  return lowerAggregateCall(call.function, call.arguments.map(lower), types, parts)
}
