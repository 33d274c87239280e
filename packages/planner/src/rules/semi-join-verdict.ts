import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { FieldPath, RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import { allOf, isNotNull } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import { none } from '../verdict/combine-verdicts.js'
import type { ConditionVerdict } from '../verdict/verdict.js'
import { neverNull } from './never-null.js'

/**
 * IN and EXISTS over a lookup, as the org's own semi-join or anti-join: the other object is not fetched at all.
 *
 *   Id IN (SELECT Invoice__c FROM Note__c WHERE …)                     Id IN (SELECT Invoice__c FROM Note__c WHERE …)
 *   EXISTS (SELECT 1 FROM Note__c n WHERE n.Invoice__c = i.Id AND …)   the same
 *   NOT EXISTS (…)                                                     Id NOT IN (SELECT … WHERE … AND Invoice__c != null)
 *
 * SOQL's rules (facts §4.5): both sides a single Id or lookup of the objects themselves, leading to one and the same object;
 * another object inside; no more than two in a query; never under OR, in a subquery or in HAVING.
 *
 * Data that would break it:
 *   a null on the left    NULL NOT IN (…) is NULL for SQL, unless the list is empty, and SOQL has no third value. So what is
 *                         negated must be asked of the record's own Id, which is never null, or beside IS NOT NULL. In the
 *                         positive form null is no match for either.
 *   a null in the list    SQL's NOT IN then finds nothing at all; SOQL's takes no notice. So the list of NOT IN must be of Ids, or
 *                         filtered by IS NOT NULL. NOT EXISTS does not mind nulls, as they equal nothing.
 *   a check left here     a superset inside would drop too many rows from NOT IN. Nothing may be left to check.
 */
export function semiJoinVerdict(conjunct: BoundExpression, scan: RemoteScan): ConditionVerdict | undefined {
  const wish = readWish(conjunct, scan)
  if (wish === undefined) return undefined
  if ('obstacle' in wish) return none(wish.obstacle)
  const obstacle = refusal(wish, scan)
  if (obstacle !== undefined) return none(obstacle)
  const { left, inner, right, negated } = wish
  const filter = negated ? withoutNulls(inner, right) : inner.filter
  const query = {
    select: [{ expression: soqlField(right) }],
    from: inner.table.name,
    groupBy: [],
    orderBy: [],
    ...(filter === undefined ? {} : { where: filter }),
  }
  const kind = negated ? 'an anti-join' : 'a semi-join'
  return {
    kind: 'exact',
    condition: { kind: 'SoqlSemiJoin', left: soqlField(left), query, negated },
    reason: `as ${kind} with ${inner.table.name}, which is not fetched`,
  }
}

interface Wish {
  readonly left: FieldPath
  readonly inner: RemoteScan
  readonly right: FieldPath
  readonly negated: boolean
  /** NOT IN finds nothing when the list has a null. */
  readonly mindsNulls: boolean
}

function readWish(
  conjunct: BoundExpression,
  scan: RemoteScan,
): Wish | { readonly obstacle: string } | undefined {
  if (conjunct.kind === 'InSubqueryTest') return readIn(conjunct, scan)
  if (conjunct.kind === 'ExistsTest') return readExists(conjunct.plan, false, scan)
  if (conjunct.kind === 'Not' && conjunct.operand.kind === 'ExistsTest')
    return readExists(conjunct.operand.plan, true, scan)
  return undefined
}

const RUNS_HERE = { obstacle: 'the subquery is more than one object with conditions that the org can check' }

function readIn(
  { operands, plan, negated }: BoundExpression & { readonly kind: 'InSubqueryTest' },
  scan: RemoteScan,
): Wish | { readonly obstacle: string } {
  const [operand] = operands
  const inner = wholeScan(plan)
  const column = plan.columns[0]
  if (plan.kind === 'ValuesRows') return LONG_LIST
  if (operands.length !== 1 || operand === undefined || inner === undefined || column === undefined)
    return RUNS_HERE
  const left = fieldOf(operand, scan)
  const right = ownField(outputOf(inner.resolve(column.id), inner.scan))
  if (left === undefined || right === undefined) return NOT_A_LOOKUP
  return { left, inner: inner.scan, right, negated, mindsNulls: true }
}

const LONG_LIST = {
  obstacle: 'the list is longer than a query may be; its values are asked for in parts where that is cheaper',
}

const NOT_A_LOOKUP = {
  obstacle: 'SOQL compares only Ids and lookups of the objects themselves with a subquery',
}

/** EXISTS over one object whose only condition left is its link to the outer row. */
function readExists(
  plan: LogicalPlan,
  negated: boolean,
  scan: RemoteScan,
): Wish | { readonly obstacle: string } {
  const body = plan.kind === 'Project' ? plan.input : plan
  if (body.kind !== 'Filter' || body.input.kind !== 'RemoteScan') return RUNS_HERE
  const inner = body.input
  const [link, ...others] = conjunctsOf(body.condition)
  if (link?.kind !== 'Comparison' || link.operator !== '=' || others.length > 0) return RUNS_HERE
  const sides = [
    [link.left, link.right],
    [link.right, link.left],
  ] as const
  for (const [outerSide, innerSide] of sides) {
    const left = fieldOf(outerSide, scan)
    const right = fieldOf(innerSide, inner)
    if (left !== undefined && right !== undefined) return { left, inner, right, negated, mindsNulls: false }
  }
  return NOT_A_LOOKUP
}

/** A plan that is nothing but a scan, perhaps with columns renamed. */
function wholeScan(
  plan: LogicalPlan,
): { readonly scan: RemoteScan; resolve(column: number): number } | undefined {
  if (plan.kind === 'RemoteScan') return { scan: plan, resolve: (column) => column }
  if (plan.kind !== 'Project') return undefined
  const below = wholeScan(plan.input)
  if (below === undefined) return undefined
  const sources = new Map(
    plan.items.flatMap(({ column, expression }) =>
      expression.kind === 'ColumnUse' ? [[column.id, expression.column.id] as const] : [],
    ),
  )
  return { scan: below.scan, resolve: (column) => below.resolve(sources.get(column) ?? -1) }
}

function fieldOf(expression: BoundExpression, scan: RemoteScan): FieldPath | undefined {
  return expression.kind === 'ColumnUse' ? ownField(outputOf(expression.column.id, scan)) : undefined
}

function outputOf(column: number, scan: RemoteScan): ScanOutput | undefined {
  return scan.outputs[scan.columns.findIndex(({ id }) => id === column)]
}

/** An Id or a lookup of the object itself. */
function ownField(output: ScanOutput | undefined): FieldPath | undefined {
  if (output?.expression.kind !== 'SoqlField') return undefined
  const { path } = output.expression
  const isKey = path.column.fieldType === 'id' || path.column.fieldType === 'reference'
  return isKey && path.relationships.length === 0 ? path : undefined
}

// ── What SOQL refuses, and what it would answer otherwise ──────────────────────────────────────────────────────

/** At most two subqueries in a WHERE. */
const MOST_SEMI_JOINS = 2

/** Objects that may not stand in a subquery (facts §4.5). */
const NEVER_INSIDE = /^(?:ActivityHistory|Attachments?|Event|Note|OpenActivity|Task|.*Tag)$/i

function refusal({ left, inner, right, negated, mindsNulls }: Wish, scan: RemoteScan): string | undefined {
  const target = targetOf(left)
  if (target === undefined || target !== targetOf(right))
    return 'both sides must lead to one and the same object'
  if (inner.table.name === scan.table.name) return 'SOQL takes no subquery of the object itself'
  if (NEVER_INSIDE.test(inner.table.name)) return `SOQL takes no subquery of ${inner.table.name}`
  if (!isPlain(inner)) return 'SOQL takes no grouping, order or limit in a subquery'
  if (inner.includeDeleted || scan.includeDeleted)
    return 'whether such a subquery sees deleted records is not known'
  if (inner.filter !== undefined && semiJoins(inner.filter) > 0) return 'SOQL takes no subquery in a subquery'
  if (scan.filter !== undefined && semiJoins(scan.filter) >= MOST_SEMI_JOINS)
    return `SOQL takes no more than ${MOST_SEMI_JOINS} subqueries`
  if (!left.column.capabilities.filterable) return `${left.column.name} cannot be filtered`
  if (!negated) return undefined
  if (!neverNull(left, scan)) return 'NOT IN has a third value where the left side is null'
  if (mindsNulls && !neverNull(right, inner)) return 'NOT IN finds nothing when the list has a null'
  return undefined
}

function targetOf({ table, column }: FieldPath): string | undefined {
  if (column.fieldType === 'id') return table.name
  const relationship = table.parents.find((parent) => parent.column === column.name)
  const targets = relationship?.targets ?? []
  return relationship?.polymorphic === false && targets.length === 1 ? targets[0] : undefined
}

function isPlain({ grouping, limit, offset, orderBy, scope }: RemoteScan): boolean {
  return orderBy.length === 0 && [grouping, limit, offset, scope].every((one) => one === undefined)
}

/** Subqueries in a condition; they only ever stand at its top. */
export function semiJoins(condition: SoqlCondition): number {
  if (condition.kind === 'SoqlSemiJoin') return 1
  return condition.kind === 'SoqlAnd' ? condition.operands.reduce((sum, one) => sum + semiJoins(one), 0) : 0
}

/** Nulls in the list of an anti-join match nothing; leaving them out is the safe way to say so. */
function withoutNulls(inner: RemoteScan, right: FieldPath): SoqlCondition | undefined {
  if (neverNull(right, inner)) return inner.filter
  return allOf([...(inner.filter === undefined ? [] : [inner.filter]), isNotNull(right)])
}
