import { BIGINT, decimal, type SqlType } from '@certsql/core'
import { formatExpression } from '../explain/format-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { Aggregate, AggregateCall, ComputedColumn, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan, ScanOutput, SumCertificate } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import { printExpression } from '../soql/print-soql.js'
import type { SoqlAggregate, SoqlExpression } from '../soql/soql-query.js'
import type { PushdownNote } from '../verdict/verdict.js'
import { mapEveryPlan } from './map-every-plan.js'
import { projected, shown } from './plan-nodes.js'
import { type AggregateVerdict, aggregateVerdict } from './push-aggregate-call.js'
import { type GroupKeyVerdict, groupKeyVerdict, type KeyPart } from './push-group-key.js'
import { rowsOfScan } from './rows-of-scan.js'
import type { Rule, RuleContext } from './rule.js'
import { noteOnScan, withNote } from './scan-notes.js'
import { scanVerdictContext } from './scan-verdict-context.js'

/**
 * Lets the org group and aggregate, when nothing below is left to be checked here.
 *
 *   Aggregate AccountId, SUM(Amount)    ⇒   RemoteScan SELECT AccountId k0, SUM(Amount) a0, COUNT(Amount) a1, … GROUP BY …
 *   └ RemoteScan Opportunity
 *
 *   Aggregate Name, COUNT(*)            ⇒   Aggregate Name, SUM(count)
 *   └ RemoteScan Account                    └ RemoteScan SELECT Name k0, COUNT(Id) a0 FROM Account GROUP BY Name
 *
 * The second form merges groups: whether the org takes `acme` and `ACME` for one group is not known, and here they are
 * one. Merging what is one group already changes nothing.
 *
 * It is all or nothing: one aggregate that must be computed here needs the rows here anyway. It keeps away from
 *   conditions checked here     the org would count the rows that they drop
 *   AVG(x) GROUP BY x           the org refuses to aggregate what it groups by
 *   GROUP BY Id                 as many groups as rows, and the org gives no more than 2,000
 *   ROLLUP, CUBE and the like, for now
 */
export const pushAggregateIntoScan: Rule = (plan, context) =>
  context.pushAggregates
    ? mapEveryPlan(plan, (node) =>
        node.kind === 'Aggregate' ? (pushAggregate(node, context) ?? explainObstacle(node, context)) : node,
      )
    : plan

/** What the org can make of an aggregate; undefined when it must be computed here. */
export function pushAggregate(aggregate: Aggregate, context: RuleContext): LogicalPlan | undefined {
  const pushable = judge(aggregate, context)
  return pushable.kind === 'pushable' ? build(aggregate, pushable, context) : undefined
}

/** The most groups that one answer of the org can hold. */
const MOST_GROUPS = 2000

// ── Judging ────────────────────────────────────────────────────────────────────────────────────────────────────

interface PushableAggregate {
  readonly kind: 'pushable'
  readonly scan: RemoteScan
  readonly keys: readonly PushedKey[]
  readonly calls: readonly PushedCall[]
  readonly needsMerge: boolean
}

interface PushedKey {
  readonly key: ComputedColumn
  readonly verdict: Exclude<GroupKeyVerdict, { kind: 'none' }>
}

interface PushedCall {
  readonly call: AggregateCall
  readonly verdict: Extract<AggregateVerdict, { kind: 'exact' }>
}

type Judgement = PushableAggregate | { readonly kind: 'obstacle'; readonly note?: PushdownNote }

function judge(aggregate: Aggregate, context: RuleContext): Judgement {
  const obstacle = (subject: PushdownNote['subject'], text: string, reason: string): Judgement => ({
    kind: 'obstacle',
    note: { subject, text, verdict: 'none', reason },
  })
  const whole = describe(aggregate)
  if (aggregate.input.kind === 'Filter')
    return obstacle('grouping', whole, 'a condition below is checked here')
  const rows = rowsOfScan(aggregate.input)
  if (rows === undefined || !isUngrouped(rows.scan)) return { kind: 'obstacle' }
  if (aggregate.groupingSets !== undefined)
    return obstacle('grouping', whole, 'ROLLUP, CUBE and grouping sets run here')
  if (aggregate.keys.length + aggregate.aggregates.length === 0) return { kind: 'obstacle' }
  const verdictContext = {
    ...scanVerdictContext(rows.scan, context),
    options: context.options,
    table: rows.scan.table,
  }
  const keys: PushedKey[] = []
  for (const key of aggregate.keys) {
    const expression = rows.resolve(key.expression)
    const verdict = groupKeyVerdict(expression, verdictContext)
    if (verdict.kind === 'none') return obstacle('grouping', formatExpression(key.expression), verdict.reason)
    keys.push({ key, verdict })
  }
  const unique = uniqueKey(keys, rows.scan, context)
  if (unique !== undefined) return obstacle('grouping', unique, 'there may be as many groups as rows')
  const needsMerge = keys.some(({ verdict }) => verdict.kind === 'superset')
  const grouped = new Set(
    keys.flatMap(({ verdict }) => verdict.parts.map((part) => printExpression(part.expression))),
  )
  const calls: PushedCall[] = []
  for (const call of aggregate.aggregates) {
    const resolved = { ...call, arguments: call.arguments.map((argument) => rows.resolve(argument)) }
    const verdict = aggregateVerdict(resolved, verdictContext)
    if (verdict.kind === 'none') return obstacle('aggregate', describeCall(call), verdict.reason)
    if (needsMerge && verdict.merge === undefined)
      return obstacle('aggregate', describeCall(call), 'it cannot be put together from parts of groups')
    if (grouped.has(printExpression(verdict.expression.argument)))
      return obstacle('aggregate', describeCall(call), 'the org does not aggregate what it groups by')
    calls.push({ call, verdict })
  }
  return { kind: 'pushable', scan: rows.scan, keys, calls, needsMerge }
}

function isUngrouped({ grouping, limit, offset }: RemoteScan): boolean {
  return [grouping, limit, offset].every((one) => one === undefined)
}

/** A key that is different in every record, unless there are few records. */
function uniqueKey(keys: readonly PushedKey[], scan: RemoteScan, { view }: RuleContext): string | undefined {
  const records = view.statistics(scan.table.name)?.records
  if (records !== undefined && records <= MOST_GROUPS) return undefined
  const unique = keys.find(({ verdict }) =>
    verdict.parts.some(({ expression }) => {
      if (expression.kind !== 'SoqlField' || expression.path.relationships.length > 0) return false
      const { field, fieldType } = expression.path.column
      return fieldType === 'id' || field.unique === true || field.autoNumber === true
    }),
  )
  return unique === undefined ? undefined : formatExpression(unique.key.expression)
}

function explainObstacle(aggregate: Aggregate, context: RuleContext): LogicalPlan {
  const judgement = judge(aggregate, context)
  if (judgement.kind === 'pushable' || judgement.note === undefined) return aggregate
  const input = noteOnScan(aggregate.input, judgement.note)
  return input === aggregate.input ? aggregate : { ...aggregate, input }
}

function describe({ keys, aggregates }: Aggregate): string {
  if (keys.length === 0) return aggregates.map(describeCall).join(', ')
  return `GROUP BY ${keys.map(({ expression }) => formatExpression(expression)).join(', ')}`
}

function describeCall({ function: name, arguments: operands, distinct }: AggregateCall): string {
  const shownOperands = operands.length === 0 ? '*' : operands.map(formatExpression).join(', ')
  return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${shownOperands})`
}

// ── Building ───────────────────────────────────────────────────────────────────────────────────────────────────

function build(aggregate: Aggregate, pushable: PushableAggregate, context: RuleContext): LogicalPlan {
  const { keys, calls, needsMerge } = pushable
  const builder = new GroupedScanBuilder(context)
  // Without a merge the scan gives the aggregate's own columns, as far as they need no rebuilding.
  const keyItems = keys.map(({ key, verdict }): ComputedColumn => {
    const [part] = verdict.parts
    const isPlain = !needsMerge && verdict.parts.length === 1 && part !== undefined
    const own = isPlain && verdict.rebuild([key.column]).kind === 'ColumnUse' ? key.column : undefined
    const columns = verdict.parts.map((one) => builder.addKey(one, own))
    return { column: key.column, expression: verdict.rebuild(columns) }
  })
  const figures = calls.map((pushed) => builder.addCall(pushed, needsMerge))
  const scan = notesFor(pushable, builder.scan(pushable.scan))
  if (needsMerge) return merged(scan, keyItems, calls, figures, context)
  const items = [
    ...keyItems,
    ...calls.map(({ call }, index) => ({
      column: call.column,
      expression: columnUse(figures[index] ?? call.column),
    })),
  ]
  const isPlain = items.every(
    ({ column, expression }) => expression.kind === 'ColumnUse' && expression.column.id === column.id,
  )
  return isPlain ? shown(scan, aggregate.columns) : projected(scan, items)
}

/** Collects what an aggregate query selects. */
class GroupedScanBuilder {
  private readonly columns: PlanColumn[] = []
  private readonly outputs: ScanOutput[] = []
  private readonly keys = new Map<string, SoqlExpression>()
  private readonly certificates: SumCertificate[] = []

  constructor(private readonly context: RuleContext) {}

  addKey({ expression, type, name }: KeyPart, own: PlanColumn | undefined): PlanColumn {
    this.keys.set(printExpression(expression), expression)
    return this.add(expression, own ?? this.fresh(name, type))
  }

  addCall({ call, verdict }: PushedCall, needsMerge: boolean): PlanColumn {
    const { expression } = verdict
    const figure = this.add(
      expression,
      needsMerge ? this.fresh(call.column.name, call.column.type) : call.column,
    )
    if (verdict.certifiedScale !== undefined) {
      const { column } = pathOf(expression)
      const companion = (name: SoqlAggregate['function'], type: SqlType) =>
        this.add({ ...expression, function: name }, this.fresh(name.toLowerCase(), type))
      this.certificates.push({
        sum: figure,
        count: companion('COUNT', BIGINT),
        minimum: companion('MIN', column.type),
        maximum: companion('MAX', column.type),
        scale: verdict.certifiedScale,
      })
    }
    return figure
  }

  scan(source: RemoteScan): RemoteScan {
    return {
      ...source,
      columns: this.columns,
      outputs: this.outputs,
      orderBy: [],
      grouping: { keys: [...this.keys.values()], certificates: this.certificates },
    }
  }

  private add(expression: SoqlExpression, column: PlanColumn): PlanColumn {
    this.columns.push(column)
    this.outputs.push({ expression })
    return column
  }

  private fresh(name: string, type: SqlType): PlanColumn {
    return { id: this.context.ids.nextColumn(), name, type, nullable: true }
  }
}

/** Groups the groups once more: counts and sums are added, the smallest of the smallest is the smallest. */
function merged(
  scan: RemoteScan,
  keys: readonly ComputedColumn[],
  calls: readonly PushedCall[],
  figures: readonly PlanColumn[],
  context: RuleContext,
): LogicalPlan {
  const merges = calls.map(({ call, verdict }, index) =>
    mergeCall(call, verdict, figures[index] ?? call.column, context),
  )
  const columns = [...keys.map(({ column }) => column), ...merges.map((one) => one.call.column)]
  const regrouped: Aggregate = {
    kind: 'Aggregate',
    input: scan,
    keys,
    aggregates: merges.map((one) => one.call),
    columns,
  }
  if (merges.every((one) => one.item === undefined)) return regrouped
  const items = merges.map(
    ({ call, item }) => item ?? { column: call.column, expression: columnUse(call.column) },
  )
  return projected(regrouped, [
    ...keys.map(({ column }) => ({ column, expression: columnUse(column) })),
    ...items,
  ])
}

interface MergedCall {
  readonly call: AggregateCall
  /** What makes the aggregate's own column of the merged figure, if it is not that already. */
  readonly item?: ComputedColumn
}

/** A sum of BIGINT counts is wider than a count, and is brought back to BIGINT. */
function mergeCall(
  call: AggregateCall,
  verdict: PushedCall['verdict'],
  figure: PlanColumn,
  context: RuleContext,
): MergedCall {
  const merging = {
    function: verdict.merge ?? 'sum',
    arguments: [columnUse(figure)],
    distinct: false,
    orderBy: [],
  }
  if (call.function !== 'count') return { call: { ...merging, column: call.column } }
  const column: PlanColumn = {
    id: context.ids.nextColumn(),
    name: 'count',
    type: decimal(38, 0),
    nullable: false,
  }
  const back: BoundExpression = {
    kind: 'CastExpression',
    operand: columnUse(column),
    safe: false,
    type: call.column.type,
  }
  return { call: { ...merging, column }, item: { column: call.column, expression: back } }
}

function notesFor({ keys, calls }: PushableAggregate, scan: RemoteScan): RemoteScan {
  const keyNotes = keys.map(
    ({ key, verdict }): PushdownNote => ({
      subject: 'grouping',
      text: formatExpression(key.expression),
      verdict: verdict.kind,
      reason: verdict.reason,
    }),
  )
  const callNotes = calls.map(
    ({ call, verdict }): PushdownNote => ({
      subject: 'aggregate',
      text: describeCall(call),
      verdict: verdict.kind,
      reason: verdict.reason,
    }),
  )
  return [...keyNotes, ...callNotes].reduce(withNote, scan)
}
