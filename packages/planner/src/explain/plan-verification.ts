import type { CatalogView } from '@certsql/catalog'
import { CertSqlError } from '@certsql/core'
import type { Explain, Query } from '@certsql/sql'
import { bindQuery } from '../bind/bind-query.js'
import { containsRandom } from '../bind/volatile.js'
import { createIdSource } from '../logical/id-source.js'
import type { AggregateCall, LogicalPlan, WindowCall } from '../logical/logical-plan.js'
import { expressionsOf, visitPlan } from '../logical/map-plan.js'
import { hasTotalOrder } from '../logical/total-order.js'
import type { PhysicalPlan } from '../physical/physical-plan.js'
import { planBoundQuery } from '../plan-query.js'
import type { PlannerOptions } from '../planner-options.js'

/** A statement planned both ways, to be run both ways. */
export interface VerificationPlan {
  readonly planned: PhysicalPlan
  readonly unpushed: PhysicalPlan
  /** The ORDER BY leaves no two rows in either order, so that the order is compared too. */
  readonly isOrdered: boolean
  /** Why the statement itself leaves open which rows it gives; null where it does not. */
  readonly open: string | null
}

/**
 * What EXPLAIN VERIFY runs. Both plans have one clock; what is random is refused, as it would differ whoever computes it.
 */
export function planVerification(
  query: Query,
  explain: Explain,
  view: CatalogView,
  options: PlannerOptions,
): VerificationPlan {
  const context = { view, options, ids: createIdSource() }
  const bound = bindQuery(query, context)
  if (isRandom(bound))
    throw new CertSqlError({
      code: 'CERT-4001',
      message: 'EXPLAIN VERIFY runs a statement twice, and this one gives other rows each time.',
      hint: 'leave RANDOM() and its kin out',
      span: explain.span,
    })
  const unpushed = { view, options: { ...options, pushdown: false }, ids: createIdSource() }
  return {
    planned: planBoundQuery(bound, context),
    unpushed: planBoundQuery(bindQuery(query, unpushed), unpushed),
    isOrdered: hasTotalOrder(bound),
    open: openness(bound),
  }
}

function isRandom(plan: LogicalPlan): boolean {
  let found = false
  visitPlan(plan, (node) => {
    found ||= expressionsOf(node).some(containsRandom)
  })
  return found
}

// ── What a statement leaves open ───────────────────────────────────────────────────────────────────────────────

function openness(plan: LogicalPlan): string | null {
  let reason: string | null = null
  visitPlan(plan, (node) => {
    reason ??= opennessOf(node)
  })
  return reason
}

function opennessOf(node: LogicalPlan): string | null {
  switch (node.kind) {
    case 'Limit':
      return (node.count === undefined && node.offset === 0) ||
        node.ties !== undefined ||
        hasTotalOrder(node.input)
        ? null
        : 'a LIMIT without an order by an Id leaves open which of equal rows come'
    case 'DistinctPlan':
      return node.on === undefined ? null : 'DISTINCT ON leaves open which of equal rows comes'
    case 'WindowPlan':
      return node.calls.every(isSettled) ? null : 'a window leaves open in which order equal rows stand'
    case 'Aggregate':
      return node.aggregates.every(isOrderless)
        ? null
        : 'an aggregate leaves open in which order it takes the rows of a group'
    default:
      return null
  }
}

const RANKS: ReadonlySet<string> = new Set(['rank', 'dense_rank', 'percent_rank', 'cume_dist'])
const ORDERLESS: ReadonlySet<string> = new Set([
  'count',
  'min',
  'max',
  'sum',
  'avg',
  'bool_and',
  'bool_or',
  'grouping',
  'stddev',
  'stddev_pop',
  'variance',
  'var_pop',
  'median',
  'percentile_cont',
  'percentile_disc',
])

function isOrderless({ function: name }: AggregateCall | WindowCall): boolean {
  return ORDERLESS.has(name)
}

/** Peers of a window share their frame, unless its rows are counted. */
function isSettled(call: WindowCall): boolean {
  if (RANKS.has(call.function)) return true
  return isOrderless(call) && (call.orderBy.length === 0 || call.frame === undefined)
}
