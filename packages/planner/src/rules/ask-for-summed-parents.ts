import { BOOLEAN } from '@certsql/core'
import { formatExpression } from '../explain/format-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import type { Aggregate, JoinPlan, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { visitPlan } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { type ReachedScan, reached } from '../physical/bind/reached-scans.js'
import { printCondition } from '../soql/print-soql.js'
import { allOf } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import type { PushdownNote } from '../verdict/verdict.js'
import { filterVerdict } from './filter-verdict.js'
import { mapEveryPlan } from './map-every-plan.js'
import { conditionParts } from './merge-scan-filters.js'
import { isNoZero, makesSums, plainSums, rejectsZeros } from './plain-sums.js'
import { columnIds, projected } from './plan-nodes.js'
import { replaceScan } from './replace-scan.js'
import type { Rule, RuleContext } from './rule.js'
import { scannedColumn } from './scan-columns.js'
import { withNote } from './scan-notes.js'
import { scanVerdictContext } from './scan-verdict-context.js'
import { semiJoinVerdict } from './semi-join-verdict.js'

/**
 * Asks for those parents only that have a record without which a condition on the sum of their records cannot be met, where
 * that sum is made here:
 *
 *   Account a JOIN (SELECT Account__c, SUM(Open__c) AS s, MIN(Due__c) … GROUP BY Account__c HAVING SUM(Open__c) > 5) i
 *     ON i.Account__c = a.Id
 *
 *   RemoteScan Account a  ⇒  … WHERE Id IN (SELECT Account__c FROM Invoice__c WHERE Open__c != 0)
 *
 * The parents then tell which records to fetch, by the keys of a bind join: all records of few accounts, and not those of
 * all. Where nothing else looks at the zeros, `leaveOutZeros` does better, and this is not needed.
 *
 * It comes on top of the join, which checks again. An object that is scanned twice is left alone: it would be fetched twice
 * then, since scans with a subquery have nothing in common with others.
 */
export const askForSummedParents: Rule = (plan, context) => {
  if (!makesSums(plan)) return plan
  const scans = new Map<string, Set<number>>()
  visitPlan(plan, (node) => {
    if (node.kind !== 'RemoteScan') return
    scans.set(node.table.name, (scans.get(node.table.name) ?? new Set()).add(node.id))
  })
  const isScannedOnce = ({ scan }: ReachedScan) => scans.get(scan.table.name)?.size === 1
  return mapEveryPlan(plan, (node) =>
    node.kind === 'JoinPlan' && !node.lateral ? narrowed(node, isScannedOnce, context) : node,
  )
}

type Side = 'left' | 'right'

function narrowed(join: JoinPlan, isPossible: (one: ReachedScan) => boolean, context: RuleContext): JoinPlan {
  for (const side of droppedSides(join)) {
    for (const { operand, child } of childrenOf(join, side)) {
      for (const parents of reached(join[side], operand, operand.type).scans.filter(isPossible)) {
        const scan = withChildrenOnly(parents, child, context)
        if (scan === undefined) continue
        const plan = replaceScan(join[side], scan)
        return side === 'left' ? { ...join, left: plan } : { ...join, right: plan }
      }
    }
  }
  return join
}

/** The sides of which a row without a partner is dropped. */
function droppedSides({ type }: JoinPlan): readonly Side[] {
  switch (type) {
    case 'INNER':
      return ['left', 'right']
    case 'LEFT':
      return ['right']
    case 'RIGHT':
      return ['left']
    case 'CROSS':
    case 'FULL':
      return []
  }
}

/** A record that a group must hold: of this scan, with this key, and with something in this column. */
interface NeededChild {
  readonly scan: RemoteScan
  readonly key: PlanColumn
  readonly summed: PlanColumn
}

/** What a side is joined with, and the records that the other side must hold for it. */
function childrenOf(
  join: JoinPlan,
  side: Side,
): readonly { readonly operand: BoundExpression; readonly child: NeededChild }[] {
  const other = join[side === 'left' ? 'right' : 'left']
  const own = columnIds(join[side].columns)
  return conjunctsOf(join.condition).flatMap((conjunct) => {
    if (conjunct.kind !== 'Comparison' || conjunct.operator !== '=') return []
    const { left, right } = conjunct
    return [[left, right] as const, [right, left] as const].flatMap(([operand, key]) => {
      if (operand.kind !== 'ColumnUse' || !own.has(operand.column.id) || key.kind !== 'ColumnUse') return []
      const child = neededChild(other, key.column.id, [])
      return child === undefined ? [] : [{ operand, child }]
    })
  })
}

/** Down to a grouping, with the conditions on the way. */
function neededChild(
  plan: LogicalPlan,
  key: number,
  conditions: readonly BoundExpression[],
): NeededChild | undefined {
  switch (plan.kind) {
    case 'Project': {
      const item = plan.items.find(({ column }) => column.id === key)
      // Conditions on what it computes are behind it.
      return item?.expression.kind === 'ColumnUse'
        ? neededChild(plan.input, item.expression.column.id, conditions)
        : undefined
    }
    case 'Filter':
      return neededChild(plan.input, key, [...conditions, ...conjunctsOf(plan.condition)])
    case 'Aggregate':
      return plan.groupingSets === undefined ? childOfGroup(plan, key, conditions) : undefined
    default:
      return undefined
  }
}

function childOfGroup(
  aggregate: Aggregate,
  key: number,
  conditions: readonly BoundExpression[],
): NeededChild | undefined {
  const grouped = aggregate.keys.find(({ column }) => column.id === key)?.expression
  if (grouped?.kind !== 'ColumnUse') return undefined
  for (const { sum, summed } of plainSums(aggregate)) {
    if (!conditions.some((one) => rejectsZeros(one, sum))) continue
    const [keyed, added] = [grouped, summed].map((one) => scannedColumn(aggregate.input, one.column.id))
    if (keyed === undefined || added === undefined || keyed.scan !== added.scan) continue
    const { scan } = keyed
    const columnOf = ({ output }: typeof keyed) => scan.columns[scan.outputs.indexOf(output)]
    const [keyColumn, summedColumn] = [columnOf(keyed), columnOf(added)]
    if (keyColumn !== undefined && summedColumn !== undefined)
      return { scan, key: keyColumn, summed: summedColumn }
  }
  return undefined
}

/** Undefined where SOQL has no such subquery, where that is asked already, or where the records of zeros do not come anyway. */
function withChildrenOnly(
  { scan, operand }: ReachedScan,
  { scan: records, key, summed }: NeededChild,
  context: RuleContext,
): RemoteScan | undefined {
  const adds = filterVerdict(isNoZero(columnUse(summed)), scanVerdictContext(records, context))
  if (scan.grouping !== undefined || adds.kind === 'none') return undefined
  const known = new Set(conditionsOf(records).map(printCondition))
  if (conditionParts(adds.condition).every((one) => known.has(printCondition(one)))) return undefined
  const filter = allOf([...conditionsOf(records), adds.condition])
  const list = projected({ ...records, filter }, [{ column: key, expression: columnUse(key) }])
  const test: BoundExpression = {
    kind: 'InSubqueryTest',
    operands: [operand],
    plan: list,
    negated: false,
    type: BOOLEAN,
  }
  const verdict = semiJoinVerdict(test, scan)
  if (verdict === undefined || verdict.kind === 'none') return undefined
  const { condition } = verdict
  const asked = conditionsOf(scan)
  const text = printCondition(condition)
  if (asked.some((one) => printCondition(one) === text)) return undefined
  const note: PushdownNote = {
    subject: 'join',
    text: `${formatExpression(operand)} = ${records.alias}.${key.name}`,
    verdict: 'superset',
    reason: 'only what has a record that adds to the sum is asked for',
  }
  const pushed = [...(scan.pushed ?? []), { condition, columns: [] }]
  return withNote({ ...scan, filter: allOf([...asked, condition]), pushed }, note)
}

function conditionsOf({ filter }: RemoteScan): readonly SoqlCondition[] {
  return filter === undefined ? [] : conditionParts(filter)
}
