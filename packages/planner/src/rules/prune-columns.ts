import type { BoundExpression } from '../logical/bound-expression.js'
import { addColumnsUsed } from '../logical/columns-used.js'
import type { LogicalPlan, SetOperationPlan, WithPlan } from '../logical/logical-plan.js'
import { mapAll } from '../logical/map-expression.js'
import { expressionsOf, mapPlanExpressions, visitPlanExpressions } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { mapSubqueries } from './map-every-plan.js'
import { sameColumns, shown } from './plan-nodes.js'
import type { Rule } from './rule.js'

/**
 * Fetches the columns that are needed, and no others.
 *
 *   Project Name                                  ⇒   Project Name
 *   └ RemoteScan Account: Id, Name, Industry, …       └ RemoteScan Account: Name
 *
 * A column is needed by what is computed above from it, by subqueries that look out at it, and by position: all sides of
 * a UNION keep their columns together, a DISTINCT needs all of its columns to tell rows apart.
 *
 *   SELECT COUNT(*) FROM (SELECT DISTINCT Name, City FROM Account)   -- needs both, though neither is shown
 */
export const pruneColumns: Rule = (plan) => keepingColumns(plan)

type Needed = ReadonlySet<number>

/** The plan with at least the needed columns, and few others. */
function prune(plan: LogicalPlan, needed: Needed): LogicalPlan {
  switch (plan.kind) {
    case 'RemoteScan':
      return pruneScan(plan, needed)
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
      return withPrunedSubqueries(plan)
    case 'Filter':
    case 'Sort':
    case 'Limit': {
      const input = prune(plan.input, union(needed, usedBy(plan)))
      const node = input === plan.input ? plan : { ...plan, input, columns: input.columns }
      return withPrunedSubqueries(node)
    }
    case 'Project': {
      const items = keepSome(plan.items, ({ column }) => needed.has(column.id))
      const input = prune(plan.input, usedIn(items.map(({ expression }) => expression)))
      if (items.length === plan.items.length && input === plan.input) return withPrunedSubqueries(plan)
      return withPrunedSubqueries({ ...plan, input, items, columns: items.map(({ column }) => column) })
    }
    case 'Aggregate': {
      // Without keys it is the aggregates that make one row of all.
      const some = plan.keys.length === 0 ? keepSome : keepAny
      const aggregates = some(plan.aggregates, ({ column }) => needed.has(column.id))
      const columns = [...plan.keys, ...aggregates].map(({ column }) => column)
      const kept = aggregates.length === plan.aggregates.length ? plan : { ...plan, aggregates, columns }
      const input = prune(plan.input, usedBy(kept))
      return withPrunedSubqueries(input === kept.input ? kept : { ...kept, input })
    }
    case 'WindowPlan': {
      const calls = plan.calls.filter(({ column }) => needed.has(column.id))
      const kept = calls.length === plan.calls.length ? plan : { ...plan, calls }
      const input = prune(plan.input, union(needed, usedBy(kept)))
      if (calls.length === 0) return input
      if (kept === plan && input === plan.input) return withPrunedSubqueries(plan)
      const columns = [...input.columns, ...calls.map(({ column }) => column)]
      return withPrunedSubqueries({ ...kept, input, columns })
    }
    case 'JoinPlan': {
      const wanted = union(needed, usedBy(plan))
      const left = prune(plan.left, plan.lateral ? union(wanted, usedInside(plan.right)) : wanted)
      const right = prune(plan.right, wanted)
      if (left === plan.left && right === plan.right) return withPrunedSubqueries(plan)
      return withPrunedSubqueries({ ...plan, left, right, columns: [...left.columns, ...right.columns] })
    }
    case 'DistinctPlan': {
      const wanted = plan.on === undefined ? idsOf(plan.input.columns) : union(needed, usedBy(plan))
      const input = prune(plan.input, wanted)
      const columns = plan.on === undefined ? plan.columns : input.columns
      return withPrunedSubqueries(input === plan.input ? plan : { ...plan, input, columns })
    }
    case 'SetOperationPlan':
      return pruneSetOperation(plan, needed)
    case 'WithPlan':
      return pruneWith(plan, needed)
  }
}

/** Rows without columns cannot be counted, so one is kept: the Id, if it is there. */
function pruneScan(scan: RemoteScan, needed: Needed): RemoteScan {
  const certified = (scan.grouping?.certificates ?? []).flatMap(({ sum, count, minimum, maximum }) => [
    sum.id,
    count.id,
    minimum.id,
    maximum.id,
  ])
  const wanted = union(needed, new Set(certified))
  const kept = scan.columns.filter((column) => wanted.has(column.id))
  if (kept.length === scan.columns.length) return scan
  const leastColumn = scan.columns.find((column) => column.type.kind === 'id') ?? scan.columns[0]
  const columns = kept.length > 0 || leastColumn === undefined ? kept : [leastColumn]
  return {
    ...scan,
    columns,
    outputs: scan.outputs.filter((_, index) => columns.some((column) => column === scan.columns[index])),
  }
}

/** UNION ALL may lose columns on both sides; the other set operations compare whole rows. */
function pruneSetOperation(plan: SetOperationPlan, needed: Needed): LogicalPlan {
  const isBag = plan.operator === 'UNION' && plan.all
  const positions = plan.columns.flatMap((column, index) => (!isBag || needed.has(column.id) ? [index] : []))
  const kept = positions.length === 0 ? [0] : positions
  const side = (input: LogicalPlan) => {
    const columns = kept.flatMap((index) => input.columns[index] ?? [])
    return shown(prune(input, idsOf(columns)), columns)
  }
  const [left, right] = [side(plan.left), side(plan.right)]
  const columns = kept.flatMap((index) => plan.columns[index] ?? [])
  const same = left === plan.left && right === plan.right && sameColumns(columns, plan.columns)
  return same ? plan : { ...plan, left, right, columns }
}

/** Common tables keep all of their columns, which their uses share by position. */
function pruneWith(plan: WithPlan, needed: Needed): LogicalPlan {
  const body = prune(plan.body, needed)
  const definitions = mapAll(plan.definitions, (definition) => {
    const pruned = keepingColumns(definition.plan)
    return pruned === definition.plan ? definition : { ...definition, plan: pruned }
  })
  const same = body === plan.body && definitions === plan.definitions
  return same ? plan : { ...plan, definitions, body, columns: body.columns }
}

/** The plan with all of its own columns, in their order. */
function keepingColumns(plan: LogicalPlan): LogicalPlan {
  return shown(prune(plan, idsOf(plan.columns)), plan.columns)
}

// ── Needs ──────────────────────────────────────────────────────────────────────────────────────────────────────

function withPrunedSubqueries(plan: LogicalPlan): LogicalPlan {
  return mapPlanExpressions(plan, (expression) => mapSubqueries(expression, keepingColumns))
}

function usedBy(plan: LogicalPlan): Needed {
  return usedIn(expressionsOf(plan))
}

function usedIn(expressions: readonly BoundExpression[]): Needed {
  const used = new Set<number>()
  for (const expression of expressions) addColumnsUsed(expression, used)
  return used
}

/** Everything that is mentioned anywhere in a plan: what a lateral side may want of its neighbour. */
function usedInside(plan: LogicalPlan): Needed {
  const used = new Set<number>()
  visitPlanExpressions(plan, (expression) => addColumnsUsed(expression, used))
  return used
}

function idsOf(columns: readonly PlanColumn[]): Needed {
  return new Set(columns.map((column) => column.id))
}

function union(a: Needed, b: Needed): Needed {
  return b.size === 0 ? a : new Set([...a, ...b])
}

function keepAny<T>(items: readonly T[], isKept: (item: T) => boolean): readonly T[] {
  return items.filter(isKept)
}

/** At least one item, since a relation without columns cannot be printed. */
function keepSome<T>(items: readonly T[], isKept: (item: T) => boolean): readonly T[] {
  const kept = items.filter(isKept)
  return kept.length === 0 ? items.slice(0, 1) : kept
}
