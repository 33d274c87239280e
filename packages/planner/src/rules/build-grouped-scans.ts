import type { SqlType } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { formatAggregateCall } from '../explain/format-aggregate-call.js'
import { formatExpression } from '../explain/format-expression.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { Aggregate, AggregateCall, ComputedColumn, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { allOf } from '../soql/soql-condition.js'
import { GroupedScanBuilder } from './grouped-scan-builder.js'
import type { Branch, GroupedScanPlan, KeyVerdict, PlannedCall } from './grouped-scan-plan.js'
import { type MergedCall, mergedFigure, withItems } from './merged-figure.js'
import { projected, shown } from './plan-nodes.js'
import type { RuleContext } from './rule.js'
import { withNote } from './scan-notes.js'

/** The aggregate as its plan says: the org's groups as they are, or grouped once more here. */
export function buildGroupedScans(
  aggregate: Aggregate,
  plan: GroupedScanPlan,
  context: RuleContext,
): LogicalPlan {
  if (!plan.needsMerge) return plainGroups(aggregate, plan, context)
  const branches = plan.branches.map((branch, index) => buildBranch(plan, branch, index, context))
  const [only, ...others] = branches
  const source =
    only !== undefined && others.length === 0 ? only : unionOf(branches, aggregate, plan, context)
  return mergedGroups(aggregate, plan, source, context)
}

// ── Groups as they are ─────────────────────────────────────────────────────────────────────────────────────────

function plainGroups(aggregate: Aggregate, plan: GroupedScanPlan, context: RuleContext): LogicalPlan {
  const builder = new GroupedScanBuilder(context.ids)
  // The scan gives the aggregate's own columns, as far as they need no rebuilding.
  const keyItems = plan.keys.map(({ key, verdict }): ComputedColumn => {
    const [part, ...others] = verdict.parts
    const isPlain = part !== undefined && others.length === 0 && readsAs(part.type, key.column.type)
    const own = isPlain && verdict.rebuild([key.column]).kind === 'ColumnUse' ? key.column : undefined
    return {
      column: key.column,
      expression: verdict.rebuild(verdict.parts.map((one) => builder.addKey(one, own))),
    }
  })
  const figureItems = plan.calls.flatMap((call): ComputedColumn[] => {
    if (call.kind !== 'org') return []
    const figure = builder.addFigure(call.verdict, call.call.column)
    return [{ column: call.call.column, expression: columnUse(figure) }]
  })
  const scan = notesFor(plan, 0, builder.scan(plan.scan))
  const items = [...keyItems, ...figureItems]
  const isPlain = items.every(
    ({ column, expression }) => expression.kind === 'ColumnUse' && expression.column.id === column.id,
  )
  return isPlain ? shown(scan, aggregate.columns) : projected(scan, items)
}

/** Whether what the org sends of one type may be read as the other: a day is no moment. */
function readsAs(sent: SqlType, wanted: SqlType): boolean {
  const isWhole = ({ kind }: SqlType) => kind === 'integer' || kind === 'bigint'
  return sameType(sent, wanted) || (isWhole(sent) && isWhole(wanted))
}

// ── One query among those that are put together ────────────────────────────────────────────────────────────────

/** The groups of one query, or of several under each other. */
interface Source {
  readonly input: LogicalPlan
  /** The keys of the aggregate in terms of the input. */
  readonly keys: readonly BoundExpression[]
  /** What each call is put together from; parallel to the calls, where they are of this source. */
  readonly values: readonly (SourceValue | undefined)[]
}

interface SourceValue {
  readonly value: BoundExpression
  readonly filter?: BoundExpression
}

function buildBranch(plan: GroupedScanPlan, branch: Branch, index: number, { ids }: RuleContext): Source {
  const builder = new GroupedScanBuilder(ids)
  const over = (verdict: KeyVerdict) => verdict.rebuild(verdict.parts.map((part) => builder.addKey(part)))
  const keys = plan.keys.map(({ verdict }) => over(verdict))
  for (const extra of branch.extras) over(extra)
  const values = plan.calls.map((call): SourceValue | undefined => {
    if (call.kind === 'grouping' || call.branch !== index) return undefined
    const value =
      call.kind === 'org'
        ? columnUse(builder.addFigure(call.verdict, { ...call.call.column, id: ids.nextColumn() }))
        : over(call.argument)
    return call.filter === undefined ? { value } : { value, filter: over(call.filter) }
  })
  const { filter } = branch
  const whole = filter === undefined ? [] : [filter.condition]
  const source: RemoteScan = {
    ...plan.scan,
    ...(index === 0 ? {} : { id: ids.nextScan() }),
    ...(filter === undefined
      ? {}
      : { filter: allOf([...(plan.scan.filter === undefined ? [] : [plan.scan.filter]), ...whole]) }),
  }
  return { input: notesFor(plan, index, builder.scan(source)), keys, values }
}

/**
 * The groups of all queries under each other, null where a query does not know a figure. Every figure passes over nulls,
 * and every query is over some of the same records, so that the groups of the union are those of all of them.
 */
function unionOf(
  branches: readonly Source[],
  aggregate: Aggregate,
  plan: GroupedScanPlan,
  { ids }: RuleContext,
): Source {
  const keyColumns = aggregate.keys.map(({ column }) => ({ ...column, id: ids.nextColumn() }))
  const callColumns = plan.calls.map((planned, index): PlanColumn | undefined => {
    const value = branches.map(({ values }) => values[index]).find((one) => one !== undefined)?.value
    if (value === undefined) return undefined
    const { name } = planned.call.column
    return { id: ids.nextColumn(), name, type: value.type, nullable: true }
  })
  const columns = [...keyColumns, ...callColumns.filter((column) => column !== undefined)]
  const parts = branches.map(({ input, keys, values }): LogicalPlan => {
    const items = [
      ...keyColumns.map((column, index) => keys[index] ?? nullOf(column.type)),
      ...callColumns.flatMap((column, index) =>
        column === undefined ? [] : [filteredValue(values[index], column.type)],
      ),
    ].map((expression, index) => ({
      column: { ...(columns[index] as PlanColumn), id: ids.nextColumn() },
      expression,
    }))
    return projected(input, items)
  })
  const input = parts.reduce((left, right) => ({
    kind: 'SetOperationPlan',
    operator: 'UNION',
    all: true,
    left,
    right,
    columns,
  }))
  return {
    input,
    keys: keyColumns.map(columnUse),
    values: callColumns.map((column) => (column === undefined ? undefined : { value: columnUse(column) })),
  }
}

function filteredValue(value: SourceValue | undefined, type: SqlType): BoundExpression {
  if (value === undefined) return nullOf(type)
  if (value.filter === undefined) return value.value
  const { filter: when, value: then } = value
  return { kind: 'CaseExpression', branches: [{ when, then }], otherwise: nullOf(type), type }
}

function nullOf(type: SqlType): BoundExpression {
  return { kind: 'Literal', value: null, type }
}

// ── Grouped once more ──────────────────────────────────────────────────────────────────────────────────────────

/** Counts and sums are added, the smallest of the smallest is the smallest, values are counted where they differ. */
function mergedGroups(
  aggregate: Aggregate,
  plan: GroupedScanPlan,
  source: Source,
  context: RuleContext,
): LogicalPlan {
  const { input, keys } = namedKeys(aggregate, source, context)
  // A group of the aggregate that none of the groups of a query belongs to.
  const mayBeEmpty =
    aggregate.keys.length === 0 || aggregate.groupingSets !== undefined || plan.branches.length > 1
  const merges = plan.calls.map((call, index) => {
    const value = source.values[index]
    return call.kind === 'grouping' || value === undefined
      ? { call: groupingOver(call.call, aggregate, keys) }
      : mergeCall(call, value, mayBeEmpty, context)
  })
  const columns = [...keys.map(({ column }) => column), ...merges.map((one) => one.call.column)]
  const regrouped: Aggregate = {
    ...aggregate,
    input,
    keys,
    aggregates: merges.map((one) => one.call),
    columns,
  }
  return withItems(regrouped, merges)
}

/** GROUPING and grouping sets name their keys, so what is computed for one gets a name first. */
function namedKeys(aggregate: Aggregate, { input, keys }: Source, { ids }: RuleContext) {
  const items = aggregate.keys.map(({ column }, index) => ({
    column,
    expression: keys[index] ?? columnUse(column),
  }))
  const isNamed = items.every(({ expression }) => expression.kind === 'ColumnUse')
  if (aggregate.groupingSets === undefined || isNamed) return { input, keys: items }
  const named = items.map(({ column, expression }) => ({
    column: { ...column, id: ids.nextColumn() },
    expression,
  }))
  const kept = input.columns.map((column) => ({ column, expression: columnUse(column) }))
  return {
    input: projected(input, [...kept, ...named]),
    keys: aggregate.keys.map(({ column }, index) => ({
      column,
      expression: columnUse(named[index]?.column ?? column),
    })),
  }
}

function groupingOver(
  call: AggregateCall,
  aggregate: Aggregate,
  keys: readonly ComputedColumn[],
): AggregateCall {
  const operands = call.arguments.map((argument) => {
    const index = aggregate.keys.findIndex(({ expression }) => sameExpression(expression, argument))
    return keys[index]?.expression ?? argument
  })
  return { ...call, arguments: operands }
}

function mergeCall(
  planned: Exclude<PlannedCall, { readonly kind: 'grouping' }>,
  { value, filter }: SourceValue,
  mayBeEmpty: boolean,
  { ids }: RuleContext,
): MergedCall {
  const { call } = planned
  if (planned.kind === 'org') {
    const name = planned.verdict.merge ?? 'sum'
    return mergedFigure(call.column, call.function, { name, value, filter, mayBeEmpty }, ids)
  }
  const { filter: _, ...rest } = call
  return { call: { ...rest, arguments: [value], ...(filter === undefined ? {} : { filter }), orderBy: [] } }
}

// ── EXPLAIN ────────────────────────────────────────────────────────────────────────────────────────────────────

function notesFor({ keys, calls, branches }: GroupedScanPlan, branch: number, scan: RemoteScan): RemoteScan {
  const filter = branches[branch]?.filter
  const filtered =
    filter === undefined
      ? scan
      : withNote(scan, {
          subject: 'filter',
          text: `FILTER (WHERE ${formatExpression(filter.expression)})`,
          verdict: 'exact',
          reason: 'an aggregate query of its own',
        })
  const grouped = keys.reduce(
    (one, { key, verdict }) =>
      withNote(one, {
        subject: 'grouping',
        text: formatExpression(key.expression),
        verdict: verdict.kind,
        reason: verdict.reason,
      }),
    filtered,
  )
  return calls.reduce((one, call) => {
    if (call.kind === 'grouping' || call.branch !== branch) return one
    const isSame = call.kind === 'org' && call.filter === undefined
    const reason =
      call.kind === 'overKeys'
        ? `grouped by it too, and computed here; ${call.reason}`
        : call.filter === undefined
          ? call.verdict.reason
          : `${call.filter.reason}; ${call.verdict.reason}`
    const verdict = isSame ? 'exact' : 'superset'
    return withNote(one, { subject: 'aggregate', text: formatAggregateCall(call.call), verdict, reason })
  }, grouped)
}
