import { isFoldedText } from '@certsql/core'
import { containsRandom } from '../../bind/volatile.js'
import type { BoundExpression } from '../../logical/bound-expression.js'
import { isOver, usesOnly } from '../../logical/columns-used.js'
import { conjunctsOf } from '../../logical/conjuncts.js'
import { isUncorrelated } from '../../logical/is-uncorrelated.js'
import type { AggregateCall, LogicalPlan, WindowCall } from '../../logical/logical-plan.js'
import { replaceColumns, subqueryPlans } from '../../logical/map-expression.js'
import { expressionsOf, visitPlan } from '../../logical/map-plan.js'
import { hasTotalOrder } from '../../logical/total-order.js'
import { isMovable } from '../../rules/condition-traits.js'
import { columnIds, filtered } from '../../rules/plan-nodes.js'

/** Rows, computed apart from the statement itself, whose keys are all those that the statement can meet, or more. */
export interface KeySource {
  readonly rows: LogicalPlan
  readonly key: BoundExpression
}

/** Whether keys may be read from a plan: not from what waits for them. */
export type MayUse = (plan: LogicalPlan) => boolean

/**
 * Where the keys of an expression over a plan are to be had. It is the plan itself, if computing it a second time gives the
 * same rows. What may turn out otherwise is left out, which leaves more keys:
 *
 *   (SELECT Account FROM Invoice ORDER BY Date LIMIT 5) i   -- which five, among equal dates? All that was read, then
 *   … WHERE i.Note = outer.Note                             -- cannot be computed alone: without the condition, then
 *
 * Undefined where the key itself is such a thing.
 */
export function keySource(
  plan: LogicalPlan,
  key: BoundExpression,
  mayUse: MayUse = () => true,
): KeySource | undefined {
  if (!isMovable(key) || !isOver(key, columnIds(plan.columns))) return undefined
  if (isSelfContained(plan) && mayUse(plan)) return { rows: plan, key }
  switch (plan.kind) {
    case 'Filter': {
      const below = keySource(plan.input, key, mayUse)
      if (below === undefined || below.rows !== plan.input) return below
      const stable = conjunctsOf(plan.condition).filter(
        (one) => isStable(one) && subqueryPlans(one).every(mayUse) && isWithin(one, plan.input),
      )
      return { rows: filtered(plan.input, stable), key }
    }
    case 'Sort':
    case 'Limit':
    case 'DistinctPlan':
    case 'WindowPlan':
      return keySource(plan.input, key, mayUse)
    case 'Project':
      return throughItems(plan.input, plan.items, key, mayUse)
    case 'Aggregate':
      return throughItems(plan.input, plan.keys, key, mayUse)
    case 'JoinPlan':
      // A side whose rows all come from itself, with those that an outer join adds: their keys are null, and join nothing.
      return (
        keySource(plan.left, key, mayUse) ?? (plan.lateral ? undefined : keySource(plan.right, key, mayUse))
      )
    case 'RemoteScan':
    case 'LocalScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
    case 'SetOperationPlan':
    case 'WithPlan':
      return undefined
  }
}

function throughItems(
  input: LogicalPlan,
  items: readonly { readonly column: { readonly id: number }; readonly expression: BoundExpression }[],
  key: BoundExpression,
  mayUse: MayUse,
): KeySource | undefined {
  const definitions = new Map(items.map(({ column, expression }) => [column.id, expression]))
  return usesOnly(key, definitions) ? keySource(input, replaceColumns(key, definitions), mayUse) : undefined
}

function isWithin(condition: BoundExpression, input: LogicalPlan): boolean {
  return usesOnly(condition, columnIds(input.columns))
}

function isStable(expression: BoundExpression): boolean {
  return !containsRandom(expression) && subqueryPlans(expression).every(isSelfContained)
}

/** Whether a plan gives the same rows however often it is computed, and needs nothing from around it. */
function isSelfContained(plan: LogicalPlan): boolean {
  return givesSameRows(plan) && isUncorrelated(plan)
}

/** Whether a plan gives the same rows however often it is computed. */
export function givesSameRows(plan: LogicalPlan): boolean {
  let isRepeatable = true
  visitPlan(plan, (node) => {
    isRepeatable &&= isRepeatableNode(node) && !expressionsOf(node).some(containsRandom)
  })
  return isRepeatable
}

/**
 * Whether a node gives the same rows of the same input each time. Rows that tie in an order may come in another one, of
 * `acme` and `ACME` either may stand for their group, and a sum of doubles depends on the order in which they are added.
 */
function isRepeatableNode(node: LogicalPlan): boolean {
  switch (node.kind) {
    case 'Limit':
      return hasTotalOrder(node.input) || (node.ties !== undefined && node.offset === 0)
    case 'DistinctPlan':
      return node.on === undefined && !node.columns.some(({ type }) => isFoldedText(type))
    case 'Aggregate':
      return node.aggregates.every(givesSameValue) && !node.columns.some(({ type }) => isFoldedText(type))
    case 'WindowPlan':
      return node.calls.every((call) => RANKS.has(call.function) || isWholePartition(call))
    case 'SetOperationPlan':
      return (node.operator === 'UNION' && node.all) || !node.columns.some(({ type }) => isFoldedText(type))
    case 'RemoteScan':
    case 'LocalScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
    case 'Filter':
    case 'Project':
    case 'JoinPlan':
    case 'Sort':
    case 'WithPlan':
      return true
  }
}

const RANKS: ReadonlySet<string> = new Set(['rank', 'dense_rank'])
const ORDERLESS: ReadonlySet<string> = new Set(['count', 'min', 'max', 'sum', 'avg', 'bool_and', 'bool_or'])

function givesSameValue({ function: name, column }: AggregateCall | WindowCall): boolean {
  const depends = column.type.kind === 'double' && (name === 'sum' || name === 'avg')
  return ORDERLESS.has(name) && !depends
}

function isWholePartition(call: WindowCall): boolean {
  return (
    givesSameValue(call) &&
    call.orderBy.length === 0 &&
    call.frame === undefined &&
    !isFoldedText(call.column.type)
  )
}
