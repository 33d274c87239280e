import type { CatalogView } from '@certsql/catalog'
import { BIGINT, BOOLEAN, isFoldedText, type SqlType } from '@certsql/core'
import { isRepeatable } from '../bind/volatile.js'
import { sumType } from '../functions/aggregate-functions.js'
import { asDecimal, decimalOrDouble } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { addColumnsUsed, isOver, usesAny } from '../logical/columns-used.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Aggregate, AggregateCall, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { expressionsOf, visitPlan } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { expectedGroups, mostValues } from '../physical/most-groups.js'
import { pathOf } from '../soql/field-path.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import { withoutProjects } from './aggregate-without-projects.js'
import { ignoresCase, isNullWith, rejectsNulls } from './condition-traits.js'
import { asFilteredAggregates } from './conditional-aggregates.js'
import { mapEveryPlan } from './map-every-plan.js'
import { type MergedCall, mergedFigure, withItems } from './merged-figure.js'
import { columnIds, projected } from './plan-nodes.js'
import { pushAggregate } from './push-aggregate-into-scan.js'
import { rowsOfScan } from './rows-of-scan.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'
import { withNote } from './scan-notes.js'
import { isNearlyUnique } from './unique-key.js'

/**
 * Lets the org put the records of one side of a join together before they travel.
 *
 *   Aggregate p.Region, SUM(t.Amount)         ⇒   Aggregate p.Region, SUM(sum)
 *   └ InnerJoin t.Project = p.Id                  └ InnerJoin t.Project = p.Id
 *     ├ Project p                                   ├ Project p
 *     └ RemoteScan Timecard t                       └ RemoteScan SELECT Project, SUM(Amount) sum … GROUP BY Project
 *
 * The side is grouped by all of its columns that anybody but the aggregates looks at: join columns, keys, conditions. To
 * them the records of a group are alike, so a group meets the same partners as each of its records does, and a joined row
 * stands for as many joined rows as the group has records. Hence
 *
 *   SUM(t.x), COUNT(t.x), MIN(t.x)    the sum, sum and least of the groups' sums, counts and least, once per joined row:
 *                                     a record with two partners was counted twice, and so is its group
 *   COUNT(*)                          the sum of the groups' counts; a row without a partner, by an outer join, counts once
 *   SUM(p.y)                          of p.y times the count; of a product of both sides too, where t's may be grouped by
 *   MAX(p.y), COUNT(DISTINCT p.y)     as they are: they don't mind how often a value comes
 *
 * Data that would break more than that: STRING_AGG, AVG of DOUBLE, and the like need each row. LIMIT and windows between
 * the aggregate and the records count rows. A text of which a group may hold two spellings is only ever compared.
 */
export const aggregateBelowJoins = ruleFor(['Aggregate'], (aggregate, context) =>
  context.pushAggregates ? (sink(aggregate, context) ?? aggregate) : aggregate,
)

function sink(asked: Aggregate, context: RuleContext): LogicalPlan | undefined {
  const flat = withoutProjects(asked)
  if (flat.input.kind !== 'JoinPlan' && flat.input.kind !== 'Filter') return undefined
  const filtered = asFilteredAggregates(flat, context, { onePieceOnly: true })
  const aggregate = filtered?.aggregate ?? flat
  for (const leaf of leavesOf(aggregate.input)) {
    const sunk = new LeafAggregation(aggregate, leaf, context).run()
    if (sunk !== undefined) return filtered === undefined ? sunk : projected(sunk, filtered.items)
  }
  return undefined
}

// ── The records below the joins ────────────────────────────────────────────────────────────────────────────────

interface Leaf {
  readonly plan: LogicalPlan
  /** An outer join may give rows without it. */
  readonly isOptional: boolean
}

/** Scans below joins and conditions, of which each row goes on as often as it has partners. */
function leavesOf(plan: LogicalPlan, isOptional = false): readonly Leaf[] {
  switch (plan.kind) {
    case 'Filter':
      return leavesOf(plan.input, isOptional)
    case 'JoinPlan': {
      if (plan.lateral) return []
      const [left, right] = OPTIONAL_SIDES[plan.type]
      return [...leavesOf(plan.left, isOptional || left), ...leavesOf(plan.right, isOptional || right)]
    }
    default:
      return [{ plan, isOptional }]
  }
}

const OPTIONAL_SIDES = {
  INNER: [false, false],
  CROSS: [false, false],
  LEFT: [false, true],
  RIGHT: [true, false],
  FULL: [true, true],
} as const

/** The expressions of all that stands between an aggregate and its leaves. */
function expressionsBetween(plan: LogicalPlan): readonly BoundExpression[] {
  switch (plan.kind) {
    case 'Filter':
      return [...expressionsOf(plan), ...expressionsBetween(plan.input)]
    case 'JoinPlan':
      return [...expressionsOf(plan), ...expressionsBetween(plan.left), ...expressionsBetween(plan.right)]
    default:
      return []
  }
}

function withLeaf(plan: LogicalPlan, leaf: LogicalPlan, grouped: LogicalPlan): LogicalPlan {
  if (plan === leaf) return grouped
  switch (plan.kind) {
    case 'Filter': {
      const input = withLeaf(plan.input, leaf, grouped)
      return input === plan.input ? plan : { ...plan, input, columns: input.columns }
    }
    case 'JoinPlan': {
      const left = withLeaf(plan.left, leaf, grouped)
      const right = withLeaf(plan.right, leaf, grouped)
      if (left === plan.left && right === plan.right) return plan
      return { ...plan, left, right, columns: [...left.columns, ...right.columns] }
    }
    default:
      return plan
  }
}

// ── One leaf ───────────────────────────────────────────────────────────────────────────────────────────────────

/** The groups of one leaf, and what becomes of the aggregate's calls over them. */
class LeafAggregation {
  private readonly own: ReadonlySet<number>
  private readonly partials: AggregateCall[] = []
  /** Expressions above the groups: what they use of the leaf must be the same in all records of a group. */
  private readonly above: BoundExpression[]
  private counted: PlanColumn | undefined

  constructor(
    private readonly aggregate: Aggregate,
    private readonly leaf: Leaf,
    private readonly context: RuleContext,
  ) {
    this.own = columnIds(leaf.plan.columns)
    this.above = [
      ...expressionsBetween(aggregate.input),
      ...aggregate.keys.map(({ expression }) => expression),
    ]
  }

  run(): LogicalPlan | undefined {
    const rows = rowsOfScan(this.leaf.plan)
    if (rows === undefined || rows.hasSubqueries) return undefined
    const { scan } = rows
    if (scan.grouping !== undefined || scan.limit !== undefined || scan.offset !== undefined) return undefined
    const merges: MergedCall[] = []
    for (const call of this.aggregate.aggregates) {
      const merged = this.merge(call)
      if (merged === undefined) return undefined
      merges.push(merged)
    }
    const grouped = this.groups()
    if (grouped === undefined) return undefined
    const { keys } = this.aggregate
    return withItems(
      {
        ...this.aggregate,
        input: withLeaf(this.aggregate.input, this.leaf.plan, grouped),
        aggregates: merges.map(({ call }) => call),
        columns: [...keys.map(({ column }) => column), ...merges.map(({ call }) => call.column)],
      },
      merges,
    )
  }

  // ── The groups ─────────────────────────────────────────────────────────────────────────────────────────────

  private groups(): LogicalPlan | undefined {
    const used = new Set<number>()
    for (const expression of this.above) addColumnsUsed(expression, used)
    const keys = this.leaf.plan.columns.filter(({ id }) => used.has(id))
    if (keys.length === 0 || !this.keepTextsTogether(keys)) return undefined
    const aggregates = this.partials
    const partial: Aggregate = {
      kind: 'Aggregate',
      input: this.leaf.plan,
      keys: keys.map((column) => ({ column, expression: columnUse(column) })),
      aggregates,
      columns: [...keys, ...aggregates.map(({ column }) => column)],
    }
    const grouped = pushAggregate(partial, this.context)
    return grouped === undefined || !this.isWorthIt(grouped) ? undefined : noted(grouped, keys)
  }

  /** A group may show one spelling of a text for several, so nothing above may tell them apart. */
  private keepTextsTogether(keys: readonly PlanColumn[]): boolean {
    const texts = columnIds(keys.filter(({ type }) => isFoldedText(type)))
    return this.above.every(
      (expression) => !usesAny(expression, texts) || (ignoresCase(expression) && !hasSubquery(expression)),
    )
  }

  /** Groups that are as many as records save nothing, and sums cost their proof. */
  private isWorthIt(grouped: LogicalPlan): boolean {
    const { view } = this.context
    return scansIn(grouped).every((scan) => {
      const keys = scan.grouping?.keys ?? []
      if (keys.some((key) => isNearlyUnique(key) || isOpenText(key, view))) return false
      const records = view.statistics(scan.table.name)?.records
      return records === undefined || expectedGroups(scan, view) * 2 <= records
    })
  }

  // ── The calls ──────────────────────────────────────────────────────────────────────────────────────────────

  private merge(call: AggregateCall): MergedCall | undefined {
    const { column, function: name, filter } = call
    if (name === 'grouping') return { call }
    if (call.distinct || DISTINCT_ANYWAY.has(name)) return this.keep(call)
    if (call.orderBy.length > 0 || call.arguments.length > 1) return undefined
    const [argument] = call.arguments
    // A condition on the leaf alone goes along; rows without it, by an outer join, must not meet it or have no value.
    const isOwnFilter = filter !== undefined && this.isOwn(filter)
    const rejectsMissing = isOwnFilter && this.rejectsMissing(filter)
    const isOwn =
      argument !== undefined && this.isOwn(argument) && (rejectsMissing || this.isMissing(argument))
    const isInside = isOwnFilter && (isOwn || (argument === undefined && rejectsMissing))
    const [inside, outside] = isInside ? [filter, undefined] : [undefined, filter]
    if (outside !== undefined) this.above.push(outside)
    const mayBeEmpty = true
    const merged = (merge: 'sum' | 'min' | 'max', value: BoundExpression) =>
      mergedFigure(column, name, { name: merge, value, filter: outside, mayBeEmpty }, this.context.ids)
    switch (name) {
      case 'min':
      case 'max':
        if (!isOwn) return this.keep(call)
        return merged(name, this.partial(name, argument, column.type, inside))
      case 'sum': {
        if (isOwn) return merged('sum', this.partial('sum', argument, sumType([argument.type]), inside))
        const product = argument === undefined ? undefined : this.timesCount(argument)
        return product === undefined ? undefined : merged('sum', product)
      }
      case 'count':
        if (isOwn || isInside) return merged('sum', this.partial('count', argument, BIGINT, inside))
        return merged('sum', argument === undefined ? this.count() : this.countWhere(argument))
      default:
        return undefined
    }
  }

  /** Whether a row that an outer join adds is sure not to meet a condition on the leaf. */
  private rejectsMissing(filter: BoundExpression): boolean {
    return !this.leaf.isOptional || rejectsNulls(filter, this.own)
  }

  /** Whether a row that an outer join adds is sure to have no value: `COALESCE(t.x, 0)` is one. */
  private isMissing(argument: BoundExpression): boolean {
    return !this.leaf.isOptional || isNullWith(argument, this.own)
  }

  private isOwn(expression: BoundExpression): boolean {
    return isOver(expression, this.own) && isRepeatable(expression)
  }

  /** It does not mind how often a value comes. */
  private keep(call: AggregateCall): MergedCall {
    this.above.push(...call.arguments, ...(call.filter === undefined ? [] : [call.filter]))
    this.above.push(...call.orderBy.map(({ expression }) => expression))
    return { call }
  }

  private partial(
    name: string,
    argument: BoundExpression | undefined,
    type: SqlType,
    filter: BoundExpression | undefined,
  ): BoundExpression {
    const column: PlanColumn = { id: this.context.ids.nextColumn(), name, type, nullable: true }
    this.partials.push({
      column,
      function: name,
      arguments: argument === undefined ? [] : [argument],
      distinct: false,
      ...(filter === undefined ? {} : { filter }),
      orderBy: [],
    })
    return columnUse(column)
  }

  /** How many joined rows a joined row stands for. */
  private count(): BoundExpression {
    if (this.counted === undefined) {
      const use = this.partial('count', undefined, BIGINT, undefined)
      if (use.kind === 'ColumnUse') this.counted = use.column
    }
    const count = this.counted === undefined ? ONE : columnUse(this.counted)
    if (!this.leaf.isOptional) return count
    return { kind: 'Call', function: 'coalesce', arguments: [count, ONE], type: BIGINT }
  }

  private countWhere(argument: BoundExpression): BoundExpression {
    this.above.push(argument)
    const when: BoundExpression = { kind: 'IsNullTest', operand: argument, negated: false, type: BOOLEAN }
    const then = ZERO
    const zeroWhen = { when, then }
    return {
      kind: 'CaseExpression',
      branches: [zeroWhen],
      otherwise: this.count(),
      type: BIGINT,
    }
  }

  /** A DOUBLE added many times, and once many times as large, may differ in the last digit. */
  private timesCount(argument: BoundExpression): BoundExpression | undefined {
    if (argument.type.kind === 'double') return undefined
    this.above.push(argument)
    const { precision, scale } = asDecimal(argument.type)
    const type = decimalOrDouble(precision + asDecimal(BIGINT).precision, scale)
    if (type.kind !== 'decimal') return undefined
    return { kind: 'Arithmetic', operator: '*', left: argument, right: this.count(), type }
  }
}

/** Of any number of equal values the same as of one. */
const DISTINCT_ANYWAY: ReadonlySet<string> = new Set(['bool_and', 'bool_or'])

const ONE: BoundExpression = { kind: 'Literal', value: '1', type: BIGINT }
const ZERO: BoundExpression = { kind: 'Literal', value: '0', type: BIGINT }

/** Texts of unknown variety have no pages, and a bind join may fetch fewer rows. */
function isOpenText(key: SoqlExpression, view: CatalogView): boolean {
  return pathOf(key).column.type.kind === 'text' && mostValues(key, view) === undefined
}

function scansIn(plan: LogicalPlan): readonly RemoteScan[] {
  const scans: RemoteScan[] = []
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan') scans.push(node)
  })
  return scans
}

function noted(grouped: LogicalPlan, keys: readonly PlanColumn[]): LogicalPlan {
  const text = `GROUP BY ${keys.map(({ name }) => name).join(', ')}`
  const reason =
    'grouped before the join, and put together behind it: a joined row stands for its whole group'
  return mapEveryPlan(grouped, (node) =>
    node.kind === 'RemoteScan'
      ? withNote(node, { subject: 'grouping', text, verdict: 'superset', reason })
      : node,
  )
}
