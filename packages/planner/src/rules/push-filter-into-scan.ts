import { formatExpression } from '../explain/format-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Filter, LogicalPlan } from '../logical/logical-plan.js'
import type { PushedCondition, RemoteScan, ScanGrouping } from '../logical/remote-scan.js'
import { printCondition } from '../soql/print-soql.js'
import { scanToSoql } from '../soql/scan-to-soql.js'
import { allOf, depthOf } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import { none } from '../verdict/combine-verdicts.js'
import { havingVerdict } from '../verdict/having-verdict.js'
import type { ConditionVerdict, PushdownNote } from '../verdict/verdict.js'
import { LONGEST_SOQL } from './ask-long-lists.js'
import { filterVerdict } from './filter-verdict.js'
import { emptyRows, filtered } from './plan-nodes.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'
import { withNote, withNotes } from './scan-notes.js'
import { scanVerdictContext } from './scan-verdict-context.js'
import { semiJoinVerdict } from './semi-join-verdict.js'

/**
 * Pushes conditions into the scan they filter, each by its own verdict.
 *
 *   Filter StageName <> 'Closed Won'        ⇒   Filter length(Name) > 3
 *     AND length(Name) > 3                      └ RemoteScan … WHERE StageName != 'Closed Won' AND StageName != null
 *   └ RemoteScan Opportunity
 *
 * What is exact is gone here; a superset is pushed and stays; the rest only stays. A condition that can never hold makes
 * the scan no rows, and no request.
 *
 * It keeps away from a scan with a LIMIT (the rows are chosen first). On one that groups a condition is a HAVING, since WHERE
 * would change the sums.
 */
export const pushFilterIntoScan = ruleFor(['Filter'], (filter, context) =>
  filter.input.kind === 'RemoteScan' ? pushFilter(filter, filter.input, context) : filter,
)

function pushFilter(filter: Filter, scan: RemoteScan, context: RuleContext): LogicalPlan {
  if (scan.grouping !== undefined) return filterGroups(filter, scan, scan.grouping, context)
  if (scan.limit !== undefined || scan.offset !== undefined) return filter
  const verdictContext = scanVerdictContext(scan, context)
  const pushed: SoqlCondition[] = scan.filter === undefined ? [] : [scan.filter]
  const parts: PushedCondition[] = [...(scan.pushed ?? [])]
  const remaining: BoundExpression[] = []
  const notes: PushdownNote[] = []
  let length = scanToSoql(scan).text.length
  const conjuncts = plainOnesFirst(conjunctsOf(filter.condition))
  for (const conjunct of conjuncts.slice(0, MOST_CONDITIONS)) {
    const asSemiJoin = hasSubquery(conjunct) ? semiJoinVerdict(conjunct, withAll(scan, pushed)) : undefined
    const verdict = withinBounds(asSemiJoin ?? filterVerdict(conjunct, verdictContext), length)
    notes.push({
      subject: 'filter',
      text: formatExpression(conjunct),
      verdict: verdict.kind,
      reason: verdict.reason,
    })
    if (verdict.kind !== 'exact') remaining.push(conjunct)
    if (verdict.kind === 'none') continue
    pushed.push(verdict.condition)
    parts.push(pushedCondition(verdict.kind === 'exact' ? conjunct : undefined, verdict.condition, scan))
    length += printCondition(verdict.condition).length + ' AND ()'.length
  }
  if (conjuncts.length > MOST_CONDITIONS) notes.push(FURTHER_CONDITIONS)
  const noted = withNotes(scan, withoutToldReasons(notes, scan))
  const condition = allOf(pushed)
  if (condition.kind === 'SoqlNever') return emptyRows(filter.columns)
  if (sameCondition(condition, scan.filter) && noted === scan) return filter
  const narrowed = condition.kind === 'SoqlAlways' ? noted : { ...noted, filter: condition, pushed: parts }
  return filtered(narrowed, remaining.concat(conjuncts.slice(MOST_CONDITIONS)))
}

/** Why a condition stays here is told once: the same question has another answer when there is a LIMIT in a subquery. */
function withoutToldReasons(notes: readonly PushdownNote[], scan: RemoteScan): readonly PushdownNote[] {
  const isReason = ({ subject, verdict }: PushdownNote) => subject === 'filter' && verdict === 'none'
  const told = new Set(scan.notes.filter(isReason).map(({ text }) => text))
  return notes.filter((note) => !isReason(note) || !told.has(note.text))
}

/** A query of SOQL has no room for more, however short they are. */
const MOST_CONDITIONS = 10_000

const TOO_LONG = 'the query would be longer than SOQL may be'

const FURTHER_CONDITIONS: PushdownNote = {
  subject: 'filter',
  text: 'further conditions',
  verdict: 'none',
  reason: TOO_LONG,
}

/** The scan with the conditions so far, on which subqueries depend. */
function withAll(scan: RemoteScan, pushed: readonly SoqlCondition[]): RemoteScan {
  return { ...scan, filter: allOf(pushed) }
}

function pushedCondition(
  check: BoundExpression | undefined,
  condition: SoqlCondition,
  scan: RemoteScan,
): PushedCondition {
  if (check === undefined) return { condition, columns: [] }
  const used = columnsUsed(check)
  const columns = scan.columns.flatMap((column, index) => {
    const output = scan.outputs[index]
    return output === undefined || !used.has(column.id) ? [] : [{ column, output }]
  })
  return { condition, check, columns }
}

/** An anti-join may depend on what else is asked of its left side. */
function plainOnesFirst(conjuncts: readonly BoundExpression[]): readonly BoundExpression[] {
  return [...conjuncts.filter((one) => !hasSubquery(one)), ...conjuncts.filter(hasSubquery)]
}

/** Where queries become too complicated is not documented; nobody writes such ones by hand. */
const DEEPEST_CONDITION = 20

function withinBounds(verdict: ConditionVerdict, length: number): ConditionVerdict {
  if (verdict.kind === 'none') return verdict
  if (depthOf(verdict.condition) > DEEPEST_CONDITION)
    return none('the condition is nested too deeply for a query of SOQL')
  return length + printCondition(verdict.condition).length <= LONGEST_SOQL ? verdict : none(TOO_LONG)
}

function sameCondition(a: SoqlCondition, b: SoqlCondition | undefined): boolean {
  if (b === undefined) return a.kind === 'SoqlAlways'
  return a === b || printCondition(a) === printCondition(b)
}

/** HAVING: what counts say is asked there, the rest of the groups' conditions here. */
function filterGroups(
  filter: Filter,
  scan: RemoteScan,
  grouping: ScanGrouping,
  { options, view }: RuleContext,
): LogicalPlan {
  const choosesFirst = scan.limit !== undefined || scan.offset !== undefined
  const outputs = new Map(scan.columns.map((column, index) => [column.id, scan.outputs[index]?.expression]))
  const pushed: SoqlCondition[] = grouping.having === undefined ? [] : [grouping.having]
  const remaining: BoundExpression[] = []
  let noted = scan
  for (const conjunct of conjunctsOf(filter.condition)) {
    const verdict =
      choosesFirst || grouping.keys.length === 0
        ? none('the groups are filtered here')
        : havingVerdict(conjunct, (column) => outputs.get(column.id), { options, org: view.org })
    const { kind, reason } = verdict
    noted = withNote(noted, { subject: 'having', text: formatExpression(conjunct), verdict: kind, reason })
    if (verdict.kind !== 'exact') remaining.push(conjunct)
    if (verdict.kind !== 'none') pushed.push(verdict.condition)
  }
  const having = allOf(pushed)
  const isNew = having.kind !== 'SoqlAlways' && !sameCondition(having, grouping.having)
  if (!isNew && noted === scan) return filter
  return filtered(isNew ? { ...noted, grouping: { ...grouping, having } } : noted, remaining)
}
