import {
  type Expression,
  makeAnd,
  makeBinary,
  makeCall,
  makeNumber,
  type QualifiedName,
  type Statement,
} from '@certsql/sql'
import { type AnyNode, mapNodes } from './map-nodes.js'

const AGGREGATES: ReadonlySet<string> = new Set(
  'count sum avg min max bool_and bool_or string_agg any_value median stddev array_agg mode'.split(' '),
)

/**
 * DuckDB 1.5.6 loses the one row of a correlated total of no rows, as in `SELECT SUM(x) … UNION ALL SELECT 7`, but never one
 * that is counted: `HAVING COUNT(*) >= 0`, which always holds, makes its opinion the right one.
 */
export function keepTotals<S extends Statement>(statement: S): S {
  return mapNodes(statement, (node) => (isTotal(node) ? withCount(node) : node)) as S
}

function isTotal(node: AnyNode): boolean {
  if (node.kind !== 'Select' || node.groupBy !== undefined) return false
  return node.having !== undefined || holdsAggregate(node.items)
}

/** Aggregates of this very block: those of subqueries have a block of their own, and windows make no total. */
function holdsAggregate(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsAggregate)
  if (typeof value !== 'object' || value === null) return false
  const node = value as AnyNode
  if (node.kind === 'Query') return false
  return isAggregateCall(node) || Object.values(node).some(holdsAggregate)
}

function isAggregateCall(node: AnyNode): boolean {
  if (node.kind !== 'FunctionCall' || node.over !== undefined) return false
  const { parts } = node.name as QualifiedName
  return AGGREGATES.has(parts[parts.length - 1]?.name.toLowerCase() ?? '')
}

function withCount(node: AnyNode): AnyNode {
  const counted = makeBinary('>=', makeCall('count', [], { star: true }), makeNumber(0))
  const having = node.having === undefined ? counted : makeAnd([node.having as Expression, counted])
  return { ...node, having }
}
