import type { SqlType } from '@certsql/core'
import { sameType } from '../../functions/common-type.js'
import type { BoundExpression } from '../../logical/bound-expression.js'
import { columnsUsed, isOver, usesOnly } from '../../logical/columns-used.js'
import type {
  CommonTableScan,
  ComputedColumn,
  LogicalPlan,
  SetOperationPlan,
  WindowPlan,
} from '../../logical/logical-plan.js'
import { replaceColumns } from '../../logical/map-expression.js'
import type { RemoteScan } from '../../logical/remote-scan.js'
import { sideDefinitions } from '../../rules/column-definitions.js'
import { ignoresCase, isMovable } from '../../rules/condition-traits.js'
import { columnIds } from '../../rules/plan-nodes.js'
import { comparedWithKey } from './key-comparison.js'

/** A scan that need only bring the rows whose operand is among some keys. */
export interface ReachedScan {
  readonly scan: RemoteScan
  /** Over the scan's columns. */
  readonly operand: BoundExpression
}

/** A mention of a common table of which only such rows are needed; other mentions may need others. */
export interface ReachedMention {
  readonly mention: CommonTableScan
  /** Over the mention's columns. */
  readonly operand: BoundExpression
}

export interface Reached {
  readonly scans: readonly ReachedScan[]
  readonly mentions: readonly ReachedMention[]
}

/**
 * Where "only rows whose operand equals one of some keys are needed" leads to: the way that a condition `operand IN (…)`
 * would go, without being put anywhere.
 *
 *   Project b.Account AS k            k of these keys   ⇒   Account__c of these keys
 *   └ RemoteScan Invoice__c b
 *
 * A condition `operand > key` goes the same way.
 *
 * Rows with another operand, or a null one, may then come or not: whoever asks drops them all the same. So it may pass outer
 * joins, whose added rows have a null there, and stops where rows count each other: at limits, and at windows and groups by
 * something else.
 */
export function reached(plan: LogicalPlan, operand: BoundExpression, keyType: SqlType): Reached {
  const leaves = reachedLeaves(plan, operand, keyType)
  return {
    scans: leaves.flatMap(({ leaf, operand }) =>
      leaf.kind === 'RemoteScan' ? [{ scan: leaf, operand }] : [],
    ),
    mentions: leaves.flatMap(({ leaf, operand }) =>
      leaf.kind === 'CommonTableScan' ? [{ mention: leaf, operand }] : [],
    ),
  }
}

interface ReachedLeaf {
  readonly leaf: RemoteScan | CommonTableScan
  readonly operand: BoundExpression
}

function reachedLeaves(
  plan: LogicalPlan,
  operand: BoundExpression,
  keyType: SqlType,
): readonly ReachedLeaf[] {
  if (!isOver(operand, columnIds(plan.columns))) return []
  switch (plan.kind) {
    case 'RemoteScan':
      return isOpen(plan, operand) ? [{ leaf: plan, operand }] : []
    case 'Filter':
    case 'Sort':
      return reachedLeaves(plan.input, operand, keyType)
    case 'Project':
      return throughItems(plan.input, plan.items, operand, keyType)
    case 'JoinPlan':
      return [...reachedLeaves(plan.left, operand, keyType), ...reachedLeaves(plan.right, operand, keyType)]
    case 'Aggregate':
      return plan.groupingSets === undefined && ignoresCase(comparedWithKey({ operand }, keyType))
        ? throughItems(plan.input, plan.keys, operand, keyType)
        : []
    case 'DistinctPlan':
      return plan.on === undefined && ignoresCase(comparedWithKey({ operand }, keyType))
        ? reachedLeaves(plan.input, operand, keyType)
        : []
    case 'WindowPlan':
      return takesWholePartitions(plan, operand, keyType) ? reachedLeaves(plan.input, operand, keyType) : []
    case 'SetOperationPlan':
      return ignoresCase(comparedWithKey({ operand }, keyType))
        ? [...throughSide(plan, 'left', operand, keyType), ...throughSide(plan, 'right', operand, keyType)]
        : []
    case 'WithPlan':
      return reachedLeaves(plan.body, operand, keyType)
    case 'CommonTableScan':
      return [{ leaf: plan, operand }]
    case 'Limit':
    case 'LocalScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
      return []
  }
}

/** A LIMIT chooses its rows first. Of a scan that groups, whole groups may be left out, but not rows of them. */
function isOpen(
  { limit, offset, grouping, columns, outputs }: RemoteScan,
  operand: BoundExpression,
): boolean {
  if (limit !== undefined || offset !== undefined) return false
  if (grouping === undefined) return true
  if (grouping.form !== undefined) return false
  const used = columnsUsed(operand)
  return columns.every(({ id }, index) => !used.has(id) || outputs[index]?.expression.kind === 'SoqlField')
}

function throughItems(
  input: LogicalPlan,
  items: readonly ComputedColumn[],
  operand: BoundExpression,
  keyType: SqlType,
): readonly ReachedLeaf[] {
  const used = columnsUsed(operand)
  const needed = items.filter(({ column }) => used.has(column.id))
  const isKnown = needed.length === used.size
  const isSame = needed.every(
    ({ column, expression }) => isMovable(expression) && sameType(column.type, expression.type),
  )
  if (!isKnown || !isSame) return []
  const definitions = new Map(needed.map(({ column, expression }) => [column.id, expression]))
  return reachedLeaves(input, replaceColumns(operand, definitions), keyType)
}

function throughSide(
  plan: SetOperationPlan,
  side: 'left' | 'right',
  operand: BoundExpression,
  keyType: SqlType,
): readonly ReachedLeaf[] {
  const columns = sideDefinitions(plan, side)
  return usesOnly(operand, columns)
    ? reachedLeaves(plan[side], replaceColumns(operand, columns), keyType)
    : []
}

function takesWholePartitions({ calls }: WindowPlan, operand: BoundExpression, keyType: SqlType): boolean {
  return (
    ignoresCase(comparedWithKey({ operand }, keyType)) &&
    calls.every(({ partitionBy }) =>
      isOver(
        operand,
        new Set(partitionBy.flatMap((one) => (one.kind === 'ColumnUse' ? [one.column.id] : []))),
      ),
    )
  )
}
