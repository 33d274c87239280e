import { BOOLEAN } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed, usesAny } from '../logical/columns-used.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import type { Filter, JoinPlan, LogicalPlan } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { besideNulls, columnIds, filtered } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'
import { semiJoinVerdict } from './semi-join-verdict.js'

/**
 * Asks for the rows that have no partner where a join is made only to find them.
 *
 *   Filter c.Id IS NULL                   ⇒   Filter NOT EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id)
 *   └ LEFT JOIN c.AccountId = a.Id            └ RemoteScan Account a
 *     ├ RemoteScan Account a
 *     └ RemoteScan Contact c
 *
 * As NOT EXISTS it is an anti-join in the org; so this is done only where SOQL has one. It stays away from
 *
 *   c.Email IS NULL        a partner may have none either
 *   a.Active__c in ON      a row that the join itself leaves alone
 *   the lookup's own side  such a join is read along the lookup
 */
export const missingAsAntiJoin = ruleFor(['Filter'], (filter) =>
  filter.input.kind === 'JoinPlan' ? (withoutJoin(filter, filter.input) ?? filter) : filter,
)

function withoutJoin(filter: Filter, join: JoinPlan): LogicalPlan | undefined {
  const sides = sidesOf(join)
  if (sides === undefined) return undefined
  const [left, right] = [scanOf(sides.kept), scanOf(sides.partners)]
  if (left === undefined || right === undefined) return undefined
  const link = linkOf(join.condition, sides.kept)
  const conjuncts = conjunctsOf(filter.condition)
  const missing = conjuncts.find((one) => isMissing(one, right, link))
  if (link === undefined || missing === undefined) return undefined
  if (semiJoinVerdict(noneIn(filtered(right, [link])), left)?.kind !== 'exact') return undefined
  const alone = filtered(sides.kept, [noneIn(filtered(sides.partners, conjunctsOf(join.condition)))])
  const others = conjuncts.filter((one) => one !== missing)
  return filtered(besideNulls(alone, join.columns), others)
}

function sidesOf({ type, lateral, left, right }: JoinPlan) {
  if (lateral) return undefined
  if (type === 'LEFT') return { kept: left, partners: right }
  return type === 'RIGHT' ? { kept: right, partners: left } : undefined
}

function scanOf(plan: LogicalPlan): RemoteScan | undefined {
  const source = plan.kind === 'Filter' ? plan.input : plan
  return source.kind === 'RemoteScan' ? source : undefined
}

/** The one condition of the join that looks at the side that is kept. */
function linkOf(condition: BoundExpression | undefined, kept: LogicalPlan): BoundExpression | undefined {
  const ofKept = columnIds(kept.columns)
  const [link, ...others] = conjunctsOf(condition).filter((one) => usesAny(one, ofKept))
  const isEquality = link?.kind === 'Comparison' && link.operator === '='
  return isEquality && others.length === 0 ? link : undefined
}

/** A column that no partner has null: its Id, and what the join compares. */
function isMissing(conjunct: BoundExpression, right: RemoteScan, link: BoundExpression | undefined): boolean {
  if (conjunct.kind !== 'IsNullTest' || conjunct.negated || conjunct.operand.kind !== 'ColumnUse')
    return false
  const { id } = conjunct.operand.column
  const output = right.outputs[right.columns.findIndex((column) => column.id === id)]
  if (output === undefined) return false
  if (link !== undefined && columnsUsed(link).has(id)) return true
  if (output.expression.kind !== 'SoqlField') return false
  const { column, relationships } = output.expression.path
  return column.fieldType === 'id' && relationships.length === 0
}

function noneIn(plan: LogicalPlan): BoundExpression {
  return { kind: 'Not', operand: { kind: 'ExistsTest', plan, type: BOOLEAN }, type: BOOLEAN }
}
