import type { SqlType } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import type { BoundExpression, Comparison } from '../../logical/bound-expression.js'
import { isOver } from '../../logical/columns-used.js'
import { conjunctsOf } from '../../logical/conjuncts.js'
import { hasOneRowAtMost } from '../../logical/has-one-row-at-most.js'
import { hasSubquery } from '../../logical/has-subquery.js'
import type { IdSource } from '../../logical/id-source.js'
import type {
  CommonTableDefinition,
  CommonTableScan,
  Filter,
  JoinPlan,
  LogicalPlan,
} from '../../logical/logical-plan.js'
import { columnUse, mapExpression, subqueryPlans } from '../../logical/map-expression.js'
import { expressionsOf, inputsOf, visitPlan } from '../../logical/map-plan.js'
import { MIRRORED } from '../../logical/mirrored-operators.js'
import type { RemoteScan } from '../../logical/remote-scan.js'
import { columnIds } from '../../rules/plan-nodes.js'
import type { BindCandidate, RangeOperator } from './bind-candidate.js'
import { jointCandidates, type KeyedMention } from './joint-candidates.js'
import { givesSameRows, type KeySource, keySource } from './key-source.js'
import { type ReachedMention, reached } from './reached-scans.js'

/**
 * All bind joins that a plan allows.
 *
 *   a JOIN b ON a.x = b.y             b by the x of a, and a by the y of b
 *   a LEFT JOIN b ON a.x = b.y        b by the x of a; all rows of a stay
 *   a WHERE x IN (SELECT y FROM b)    either; of NOT IN neither, as it minds the nulls of both sides
 *   a WHERE EXISTS (… b.y = a.x …)    either; of NOT EXISTS only b by the x of a
 *   a WHERE x > (SELECT MAX(y) …)     a from that value on
 *   WITH b AS (…)                     by the keys of all mentions of b
 *   (SELECT SUM(z) FROM b WHERE b.y = a.x), LATERAL (… WHERE b.y = a.x)    b by the x of a
 *
 * The join itself is done here in any case: keys may be too many, and rows too many, but never too few.
 */
export function bindCandidates(plan: LogicalPlan, ids: IdSource): readonly BindCandidate[] {
  const finder = new CandidateFinder(plan)
  finder.visit(plan)
  return [...finder.candidates, ...finder.joint(ids)]
}

class CandidateFinder {
  readonly candidates: BindCandidate[] = []
  readonly #keyedMentions: KeyedMention[] = []
  readonly #definitions = new Map<number, CommonTableDefinition>()
  readonly #mentions = new Map<number, readonly CommonTableScan[]>()
  /** Scans that stand in the plan once: of another, each mention would need rows of its own. */
  readonly #single: ReadonlySet<number>

  constructor(plan: LogicalPlan) {
    const mentions = new Map<number, number>()
    visitPlan(plan, (node) => {
      if (node.kind === 'RemoteScan') mentions.set(node.id, (mentions.get(node.id) ?? 0) + 1)
      if (node.kind === 'CommonTableScan')
        this.#mentions.set(node.definition, [...(this.#mentions.get(node.definition) ?? []), node])
      if (node.kind === 'WithPlan') for (const one of node.definitions) this.#definitions.set(one.id, one)
    })
    this.#single = new Set([...mentions].filter(([, count]) => count === 1).map(([id]) => id))
  }

  visit(plan: LogicalPlan): void {
    visitPlan(plan, (node) => {
      if (node.kind === 'JoinPlan') this.#join(node)
      if (node.kind === 'Filter') this.#filter(node)
      this.#correlations(node)
    })
  }

  /** Those of scans in common tables. */
  joint(ids: IdSource): readonly BindCandidate[] {
    return [...this.#mentions].flatMap(([id, mentions]) => {
      const definition = this.#definitions.get(id)
      const keyed = this.#keyedMentions.filter(({ mention }) => mention.definition === id)
      const candidates = definition === undefined ? [] : jointCandidates(definition, mentions, keyed, ids)
      return candidates.filter(({ scan, sources }) => this.#isBindable(scan, sources))
    })
  }

  #isBindable({ id }: RemoteScan, sources: ReadonlySet<number>): boolean {
    return this.#single.has(id) && !sources.has(id)
  }

  #join(join: JoinPlan): void {
    if (join.lateral) return
    const sides = { left: columnIds(join.left.columns), right: columnIds(join.right.columns) }
    for (const conjunct of conjunctsOf(join.condition)) {
      for (const [one, other] of equalitySides(conjunct)) {
        if (!isOver(one, sides.left) || !isOver(other, sides.right)) continue
        if (join.type === 'INNER' || join.type === 'LEFT')
          this.#add({ plan: join.right, operand: other }, { plan: join.left, key: one }, conjunct)
        if (join.type === 'INNER' || join.type === 'RIGHT')
          this.#add({ plan: join.left, operand: one }, { plan: join.right, key: other }, conjunct)
      }
    }
  }

  #filter({ input, condition }: Filter): void {
    for (const conjunct of conjunctsOf(condition)) {
      if (conjunct.kind === 'InSubqueryTest' && !conjunct.negated) {
        const [operand] = conjunct.operands
        const [column] = conjunct.plan.columns
        if (operand === undefined || column === undefined || conjunct.operands.length > 1) continue
        const key = columnUse(column)
        this.#add({ plan: input, operand }, { plan: conjunct.plan, key }, conjunct)
        this.#add({ plan: conjunct.plan, operand: key }, { plan: input, key: operand }, conjunct)
      }
      if (conjunct.kind === 'Comparison') this.#range(input, conjunct)
      if (conjunct.kind === 'ExistsTest') {
        const body = bodyOfExists(conjunct.plan)
        if (body === undefined) continue
        for (const link of linksOf(body, columnIds(input.columns))) {
          const source = { plan: body, key: link.inner }
          this.#add({ plan: input, operand: link.outer }, source, link.condition)
        }
      }
    }
  }

  /** A value that is looked up, of which the rows on one side are wanted. */
  #range(input: LogicalPlan, comparison: Comparison): void {
    for (const { operand, operator, value } of rangesOf(comparison)) {
      const looked = lookedUpValue(value)
      if (looked === undefined || !isOver(operand, columnIds(input.columns))) continue
      const keys = this.#withDefinitions(keySource(looked.plan, looked.key))
      // Of other rows there are more keys, and each would ask for almost all.
      if (keys === undefined || !hasOneRowAtMost(keys.rows)) continue
      const sources = scansIn(keys.rows)
      for (const one of reached(input, operand, keys.key.type).scans)
        if (this.#isBindable(one.scan, sources))
          this.candidates.push({ ...one, operator, keys, sources, condition: comparison })
    }
  }

  /** Subqueries and lateral sides whose rows must equal something of the rows around. */
  #correlations(node: LogicalPlan): void {
    const inner = node.kind === 'JoinPlan' && node.lateral ? [node.right] : []
    const subqueries = [...inner, ...expressionsOf(node).flatMap(subqueryPlans)]
    if (subqueries.length === 0) return
    const outer = node.kind === 'JoinPlan' ? (node.lateral ? node.left : undefined) : inputsOf(node)[0]
    if (outer === undefined || node.kind === 'SetOperationPlan' || node.kind === 'WithPlan') return
    const around = columnIds(outer.columns)
    for (const subquery of subqueries) {
      visitPlan(subquery, (one) => {
        if (one.kind !== 'Filter') return
        for (const link of linksOf(one, around))
          this.#add(
            { plan: one.input, operand: link.inner },
            { plan: outer, key: link.outer },
            link.condition,
          )
      })
    }
  }

  #add(
    target: { readonly plan: LogicalPlan; readonly operand: BoundExpression },
    origin: { readonly plan: LogicalPlan; readonly key: BoundExpression },
    condition: BoundExpression,
  ): void {
    const keys = this.#withDefinitions(keySource(origin.plan, origin.key))
    if (keys === undefined) return
    const sources = scansIn(keys.rows)
    const { scans, mentions } = reached(target.plan, target.operand, keys.key.type)
    for (const one of scans)
      if (this.#isBindable(one.scan, sources)) this.candidates.push({ keys, sources, condition, ...one })
    for (const one of mentions) this.#addMention(one, origin, condition)
  }

  /** The keys of a common table's rows are to be had without the common table. */
  #addMention(
    one: ReachedMention,
    { plan, key }: { readonly plan: LogicalPlan; readonly key: BoundExpression },
    condition: BoundExpression,
  ): void {
    const isElsewhere = (rows: LogicalPlan) => !mentionsOf(rows).has(one.mention.definition)
    const keys = this.#withDefinitions(keySource(plan, key, isElsewhere))
    if (keys !== undefined) this.#keyedMentions.push({ keys, sources: scansIn(keys.rows), condition, ...one })
  }

  /** Common tables that the rows mention come along. */
  #withDefinitions(keys: KeySource | undefined): KeySource | undefined {
    if (keys === undefined) return undefined
    const known = new Set<number>()
    const wanted: CommonTableDefinition[] = []
    const collect = (plan: LogicalPlan): boolean => {
      let complete = true
      visitPlan(plan, (node) => {
        if (node.kind === 'WithPlan') for (const one of node.definitions) known.add(one.id)
      })
      visitPlan(plan, (node) => {
        if (node.kind !== 'CommonTableScan' || known.has(node.definition)) return
        known.add(node.definition)
        const definition = this.#definitions.get(node.definition)
        complete &&=
          definition !== undefined &&
          !definition.recursive &&
          givesSameRows(definition.plan) &&
          collect(definition.plan)
        if (definition !== undefined) wanted.push(definition)
      })
      return complete
    }
    if (!collect(keys.rows)) return undefined
    if (wanted.length === 0) return keys
    const { rows, key } = keys
    return { rows: { kind: 'WithPlan', definitions: wanted, body: rows, columns: rows.columns }, key }
  }
}

/** The filter whose rows an EXISTS asks for, below what neither adds nor takes away the last row. */
function bodyOfExists(plan: LogicalPlan): Filter | undefined {
  switch (plan.kind) {
    case 'Filter':
      return plan
    case 'Project':
    case 'Sort':
    case 'DistinctPlan':
      return bodyOfExists(plan.input)
    default:
      return undefined
  }
}

// ── Ranges ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Range {
  readonly operand: BoundExpression
  readonly operator: RangeOperator
  readonly value: BoundExpression
}

function rangesOf({ left, operator, right }: Comparison): readonly Range[] {
  const mirrored = MIRRORED[operator]
  if (!isRange(operator) || !isRange(mirrored)) return []
  return [
    { operand: left, operator, value: right },
    { operand: right, operator: mirrored, value: left },
  ]
}

function isRange(operator: ComparisonOperator): operator is RangeOperator {
  return operator !== '=' && operator !== '<>'
}

/** The order of texts is not that of the org. */
const RANGED: ReadonlySet<SqlType['kind']> = new Set([
  'integer',
  'bigint',
  'decimal',
  'double',
  'date',
  'timestamptz',
])

/** `0.99 * (SELECT MAX(x) …)`: one subquery of one row, and constants. */
function lookedUpValue(
  value: BoundExpression,
): { readonly plan: LogicalPlan; readonly key: BoundExpression } | undefined {
  if (!RANGED.has(value.type.kind) || !hasSubquery(value)) return undefined
  const found: LogicalPlan[] = []
  const key = mapExpression(value, (one) => {
    const [column] = one.kind === 'ScalarSubqueryValue' ? one.plan.columns : []
    if (one.kind !== 'ScalarSubqueryValue' || column === undefined) return one
    found.push(one.plan)
    return columnUse(column)
  })
  const [plan] = found
  return plan === undefined || found.length > 1 || hasSubquery(key) ? undefined : { plan, key }
}

interface Link {
  readonly inner: BoundExpression
  readonly outer: BoundExpression
  readonly condition: BoundExpression
}

/** The equalities of a filter between its own rows and those around it. */
function linksOf({ input, condition }: Filter, around: ReadonlySet<number>): readonly Link[] {
  const own = columnIds(input.columns)
  return conjunctsOf(condition).flatMap((conjunct) =>
    equalitySides(conjunct).flatMap(([inner, outer]) =>
      isOver(inner, own) && isOver(outer, around) ? [{ inner, outer, condition: conjunct }] : [],
    ),
  )
}

function equalitySides(conjunct: BoundExpression): readonly (readonly [BoundExpression, BoundExpression])[] {
  if (conjunct.kind !== 'Comparison' || conjunct.operator !== '=') return []
  const { left, right } = conjunct
  return [
    [left, right],
    [right, left],
  ]
}

function mentionsOf(plan: LogicalPlan): ReadonlySet<number> {
  const definitions = new Set<number>()
  visitPlan(plan, (node) => {
    if (node.kind === 'CommonTableScan') definitions.add(node.definition)
  })
  return definitions
}

export function scansIn(plan: LogicalPlan): ReadonlySet<number> {
  const scans = new Set<number>()
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan') scans.add(node.id)
  })
  return scans
}
