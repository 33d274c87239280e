import { BOOLEAN } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { isNeverTrue, knownValue } from '../conditions/known-value.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { usesAny, usesOnly } from '../logical/columns-used.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Aggregate, Filter, JoinPlan, LogicalPlan, Project } from '../logical/logical-plan.js'
import { operandsOf } from '../logical/map-expression.js'
import { expressionsOf, mapInputs, visitPlanExpressions } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { type ReachedScan, reached } from '../physical/bind/reached-scans.js'
import { cannotFail } from './condition-traits.js'
import { isNoZero, makesSums, plainSums, rejectsZeros } from './plain-sums.js'
import { columnIds, filtered } from './plan-nodes.js'
import { pushFilterDown } from './push-filter-down.js'
import { pushFilterIntoScan } from './push-filter-into-scan.js'
import type { Rule, RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'

/**
 * Leaves the records out that add nothing to sums which are made here, where nobody would notice: most documents of an org
 * are paid, and of open balances only the others matter.
 *
 *   SELECT k, SUM(x) … GROUP BY k HAVING SUM(x) > 5                 WHERE x <> 0: groups of zeros are not shown anyway
 *   a LEFT JOIN (SELECT k, SUM(x) AS s … GROUP BY k) b ON b.k = a.k, of which only COALESCE(b.s, 0) is read
 *   a FULL JOIN b ON b.k = a.k, of which only COALESCE(a.k, b.k), COALESCE(a.s, 0) and COALESCE(b.s, 0) are read,
 *     WHERE COALESCE(a.s, 0) <> COALESCE(b.s, 0)
 *
 * Without those records a group of nothing but zeros and nulls is missing, and all other groups are the same. Hence
 *
 *   below a condition     the missing group must not have met it
 *   below an outer join   its row of a was joined with a sum of zero, and is joined with nulls then: whoever looks must see
 *                         the same in both. As it must have had no other partner, all keys of the group must be joined by
 *   below a FULL JOIN     a missing group that had no partner is a missing row: a condition above must not have let it pass
 *
 * Data that would break more than that: COUNT(*) counts zeros, MIN(Date) looks at their dates, and of two sums each may be
 * null in place of zero, unless COALESCE says that this is the same. Where expressions could fail over records of zeros, they
 * must have their chance.
 */
export const leaveOutZeros: Rule = (plan, context) => (makesSums(plan) ? leaveOutUnseen(plan, context) : plan)

const leaveOutUnseen = ruleFor(['Filter', 'Project', 'Aggregate'], (node, context) =>
  node.kind === 'Filter' ? belowCondition(node, context) : belowOuterJoins(node, context),
)

// ── Below a condition on the groups ────────────────────────────────────────────────────────────────────────────

function belowCondition(filter: Filter, context: RuleContext): LogicalPlan {
  const { input, condition } = filter
  const sums = input.kind === 'Aggregate' ? sumsOf(input) : undefined
  const [sum, ...others] = sums?.sums ?? []
  if (sums === undefined || sum === undefined || others.length > 0) return filter
  return rejectsZeros(condition, sum) ? { ...filter, input: withoutZeros(sums, context) } : filter
}

// ── Below outer joins ──────────────────────────────────────────────────────────────────────────────────────────

/** A node that gives none of the columns below it as they are: all uses of them are in it, or below. */
function belowOuterJoins(node: Project | Aggregate, context: RuleContext): LogicalPlan {
  const region = new Region(node)
  const replaced = region.joins.flatMap((join) =>
    optionalSides(join).flatMap((side): [LogicalPlan, LogicalPlan][] => {
      const sums = sumsOf(join[side])
      return sums !== undefined && isUnseen(sums, join, side, region)
        ? [[sums.aggregate, withoutZeros(sums, context)]]
        : []
    }),
  )
  return replaced.length === 0 ? node : withReplaced(node, new Map(replaced))
}

/** What stands below a node and hands its rows up one by one: joins, conditions, orders. */
class Region {
  readonly joins: JoinPlan[] = []
  readonly filters: BoundExpression[] = []
  readonly #given: ReadonlySet<number>
  readonly #expressions: { readonly owner: LogicalPlan; readonly expression: BoundExpression }[] = []

  constructor(node: Project | Aggregate) {
    this.#given = columnIds(node.columns)
    this.#add(node)
    this.#collect(node.input)
  }

  /** Whether all uses of the columns pass a test, those in the condition of the join itself aside. */
  everyUse(join: JoinPlan, own: ReadonlySet<number>, passes: (use: BoundExpression) => boolean): boolean {
    if ([...own].some((id) => this.#given.has(id))) return false
    return this.#expressions.every(
      ({ owner, expression }) => owner === join || !usesAny(expression, own) || passes(expression),
    )
  }

  #add(owner: LogicalPlan): void {
    for (const expression of expressionsOf(owner)) this.#expressions.push({ owner, expression })
  }

  #collect(plan: LogicalPlan): void {
    switch (plan.kind) {
      case 'Filter':
        this.#add(plan)
        this.filters.push(...conjunctsOf(plan.condition))
        this.#collect(plan.input)
        return
      case 'Sort':
        this.#add(plan)
        this.#collect(plan.input)
        return
      case 'JoinPlan':
        if (plan.lateral) return
        this.#add(plan)
        if (optionalSides(plan).length > 0) this.joins.push(plan)
        if (plan.type !== 'RIGHT' && plan.type !== 'FULL') this.#collect(plan.left)
        if (plan.type !== 'LEFT' && plan.type !== 'FULL') this.#collect(plan.right)
        return
      default:
        return
    }
  }
}

type Side = 'left' | 'right'

function optionalSides({ type }: JoinPlan): readonly Side[] {
  switch (type) {
    case 'INNER':
    case 'CROSS':
      return []
    case 'LEFT':
      return ['right']
    case 'RIGHT':
      return ['left']
    case 'FULL':
      return ['left', 'right']
  }
}

/** Whether nobody above a join sees that a group of zeros is missing on this side of it. */
function isUnseen(groups: SummedGroups, join: JoinPlan, side: Side, region: Region): boolean {
  const other = columnIds(join[side === 'left' ? 'right' : 'left'].columns)
  const partners = partnersOf(join, groups, other)
  const sums = columnIds(groups.sums)
  const own = columnIds(join[side].columns)
  const isJoinedByAll = groups.keys.every((key) => key !== undefined && partners.has(key.id))
  const readsSums = join.condition !== undefined && usesAny(join.condition, sums)
  if (!isJoinedByAll || readsSums) return false
  if (!region.everyUse(join, own, (use) => seesTheSame(use, own, sums, partners))) return false
  if (join.type !== 'FULL') return true
  const valueWithoutPartner = (column: number) =>
    sums.has(column) ? 0 : other.has(column) ? null : undefined
  return region.filters.some((one) => isNeverTrue(one, valueWithoutPartner))
}

/** For each key what it is joined with: expressions over the other side. */
function partnersOf(
  { condition }: JoinPlan,
  { keys }: SummedGroups,
  other: ReadonlySet<number>,
): ReadonlyMap<number, readonly BoundExpression[]> {
  const ids = new Set(keys.map((key) => key?.id))
  const partners = new Map<number, readonly BoundExpression[]>()
  for (const conjunct of conjunctsOf(condition)) {
    if (conjunct.kind !== 'Comparison' || conjunct.operator !== '=') continue
    for (const [key, partner] of [
      [conjunct.left, conjunct.right],
      [conjunct.right, conjunct.left],
    ] as const) {
      if (key.kind !== 'ColumnUse' || !ids.has(key.column.id) || hasSubquery(partner)) continue
      if (!usesOnly(partner, other)) continue
      partners.set(key.column.id, [...(partners.get(key.column.id) ?? []), partner])
    }
  }
  return partners
}

/** Whether an expression has the same value beside a group of zeros and beside nulls. */
function seesTheSame(
  expression: BoundExpression,
  own: ReadonlySet<number>,
  sums: ReadonlySet<number>,
  partners: ReadonlyMap<number, readonly BoundExpression[]>,
): boolean {
  if (!usesAny(expression, own)) return true
  if (hasSubquery(expression)) return false
  if (expression.kind === 'ColumnUse') return false
  const rest = expression.kind === 'Call' && expression.function === 'coalesce' ? expression.arguments : []
  const [first, second, ...others] = rest
  if (first !== undefined && second !== undefined) {
    const isSumOrZero = first.kind === 'ColumnUse' && sums.has(first.column.id)
    if (isSumOrZero && knownValue(second, () => undefined) === 0) return true
    if (areOneValue(first, second, partners) || areOneValue(second, first, partners))
      return others.every((one) => seesTheSame(one, own, sums, partners))
  }
  return operandsOf(expression).every((one) => seesTheSame(one, own, sums, partners))
}

/** A key and the column that it equals; of texts that differ in case only, each may show its own. */
function areOneValue(
  key: BoundExpression,
  column: BoundExpression,
  partners: ReadonlyMap<number, readonly BoundExpression[]>,
): boolean {
  if (key.kind !== 'ColumnUse' || column.kind !== 'ColumnUse') return false
  const isFolded = [key, column].some(({ type }) => type.kind === 'text' && type.comparison === 'folded')
  const isPartner = (partners.get(key.column.id) ?? []).some(
    (one) => one.kind === 'ColumnUse' && one.column.id === column.column.id,
  )
  return isPartner && !isFolded && sameType(key.type, column.type)
}

// ── Groups and their sums ──────────────────────────────────────────────────────────────────────────────────────

/** Groups of which nothing but sums of columns is asked. */
interface SummedGroups {
  readonly aggregate: Aggregate
  /** As those above see them; undefined where they do not. */
  readonly keys: readonly (PlanColumn | undefined)[]
  readonly sums: readonly PlanColumn[]
  readonly summed: readonly BoundExpression[]
}

function sumsOf(plan: LogicalPlan): SummedGroups | undefined {
  if (plan.kind === 'Project') return throughProject(plan)
  if (plan.kind !== 'Aggregate' || plan.groupingSets !== undefined) return undefined
  const { keys, aggregates } = plan
  const summed = plainSums(plan).map((one) => one.summed)
  const isAllSums = summed.length > 0 && summed.length === aggregates.length
  if (!isAllSums || !canBeAsked(plan, summed) || !isQuiet(plan)) return undefined
  return {
    aggregate: plan,
    keys: keys.map(({ column }) => column),
    sums: aggregates.map(({ column }) => column),
    summed,
  }
}

/** Columns under other names. */
function throughProject({ input, items }: Project): SummedGroups | undefined {
  const below = sumsOf(input)
  if (below === undefined || items.some(({ expression }) => expression.kind !== 'ColumnUse')) return undefined
  const shownAs = (hidden: PlanColumn | undefined) =>
    items.filter(({ expression }) => expression.kind === 'ColumnUse' && expression.column.id === hidden?.id)
  return {
    ...below,
    keys: below.keys.map((key) => shownAs(key)[0]?.column),
    sums: below.sums.flatMap((sum) => shownAs(sum).map(({ column }) => column)),
  }
}

/** Records are left out in the org, or it is not worth it; nor is it a second time. */
function canBeAsked({ input }: Aggregate, summed: readonly BoundExpression[]): boolean {
  const [first, ...others] = summed.map((one) => reached(input, one, one.type).scans.filter(isFilterable))
  return (first ?? []).some(({ scan, operand }) => {
    const rest = others.map((scans) => scans.find((one) => one.scan === scan)?.operand)
    const operands = [operand, ...rest.filter((one) => one !== undefined)]
    return operands.length === summed.length && !isAsked(scan, someNoZero(operands))
  })
}

function isFilterable({ scan, operand }: ReachedScan): boolean {
  if (scan.grouping !== undefined || operand.kind !== 'ColumnUse') return false
  const output = scan.outputs[scan.columns.findIndex(({ id }) => id === operand.column.id)]
  return output?.expression.kind === 'SoqlField' && output.expression.path.column.capabilities.filterable
}

function isAsked({ pushed = [] }: RemoteScan, condition: BoundExpression): boolean {
  return pushed.some(({ check }) => check !== undefined && sameExpression(check, condition))
}

function isQuiet({ input, keys }: Aggregate): boolean {
  let quiet = keys.every(({ expression }) => cannotFail(expression))
  visitPlanExpressions(input, (one) => {
    quiet &&= cannotFail(one)
  })
  return quiet
}

function withoutZeros({ aggregate, summed }: SummedGroups, context: RuleContext): Aggregate {
  const some = pushFilterDown(filtered(aggregate.input, [someNoZero(summed)]), context)
  return { ...aggregate, input: pushFilterIntoScan(some, context) }
}

function someNoZero(summed: readonly BoundExpression[]): BoundExpression {
  const tests = summed.map(isNoZero)
  const [first, ...others] = tests
  return first === undefined || others.length > 0 ? { kind: 'Or', operands: tests, type: BOOLEAN } : first
}

function withReplaced(plan: LogicalPlan, replaced: ReadonlyMap<LogicalPlan, LogicalPlan>): LogicalPlan {
  return replaced.get(plan) ?? mapInputs(plan, (input) => withReplaced(input, replaced))
}
