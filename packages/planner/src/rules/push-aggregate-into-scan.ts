import { formatAggregateCall } from '../explain/format-aggregate-call.js'
import { formatExpression } from '../explain/format-expression.js'
import type { Aggregate, LogicalPlan } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { buildGroupedScans } from './build-grouped-scans.js'
import { asFilteredAggregates } from './conditional-aggregates.js'
import { planGroupedScans } from './plan-grouped-scans.js'
import { projected } from './plan-nodes.js'
import { type RowsOfScan, rowsOfScan } from './rows-of-scan.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'
import { noteOnScan } from './scan-notes.js'

/**
 * Lets the org group and aggregate, when nothing below is left to be checked here.
 *
 *   Aggregate AccountId, SUM(Amount)    ⇒   RemoteScan SELECT AccountId k0, SUM(Amount) a0, COUNT(Amount) a1, … GROUP BY …
 *   └ RemoteScan Opportunity
 *
 *   Aggregate Name, COUNT(*)            ⇒   Aggregate Name, SUM(count)
 *   └ RemoteScan Account                    └ RemoteScan SELECT Name k0, COUNT(Id) a0 FROM Account GROUP BY Name
 *
 * The second form groups the groups once more. That is right whatever finer groups the org gives, and so it serves for
 * much:
 *
 *   texts                     whether the org takes `acme` and `ACME` for one group is not known, and here they are one
 *   GROUP BY ROLLUP (a, b)    the finest groups are fetched, and rolled up here
 *   COUNT(DISTINCT x)         grouped by x too, and counted here
 *   FILTER (WHERE IsWon)      grouped by IsWon too; or a query of its own with the condition, and the groups of all
 *                             queries under each other
 *   GROUP BY COALESCE(s, '')  grouped by s, and computed here
 *
 * It is all or nothing: one aggregate that must be computed here needs the rows here anyway. It keeps away from
 *   conditions checked here     the org would count the rows that they drop
 *   GROUP BY Id                 as many groups as rows
 */
export const pushAggregateIntoScan = ruleFor(['Aggregate'], (aggregate, context) =>
  context.pushAggregates
    ? (pushAggregate(aggregate, context) ?? explainObstacle(aggregate, context))
    : aggregate,
)

/** What the org can make of an aggregate; undefined when it must be computed here. */
export function pushAggregate(aggregate: Aggregate, context: RuleContext): LogicalPlan | undefined {
  const rows = aggregate.input.kind === 'Filter' ? undefined : rowsOfScan(aggregate.input)
  if (rows === undefined || !isUngrouped(rows.scan)) return undefined
  const filtered = asFilteredAggregates(aggregate, context)
  const groups = filtered === undefined ? undefined : groupsOf(filtered.aggregate, rows, context)
  if (filtered === undefined || groups === undefined) return groupsOf(aggregate, rows, context)
  return projected(groups, filtered.items)
}

function groupsOf(aggregate: Aggregate, rows: RowsOfScan, context: RuleContext): LogicalPlan | undefined {
  const planned = planGroupedScans(aggregate, rows, context)
  return planned.kind === 'obstacle' ? undefined : buildGroupedScans(aggregate, planned.plan, context)
}

function isUngrouped({ grouping, limit, offset }: RemoteScan): boolean {
  return [grouping, limit, offset].every((one) => one === undefined)
}

function explainObstacle(aggregate: Aggregate, context: RuleContext): LogicalPlan {
  const obstacle = obstacleTo(aggregate, context)
  if (obstacle === undefined) return aggregate
  const input = noteOnScan(aggregate.input, { ...obstacle, verdict: 'none' })
  return input === aggregate.input ? aggregate : { ...aggregate, input }
}

function obstacleTo(aggregate: Aggregate, context: RuleContext) {
  if (aggregate.input.kind === 'Filter')
    return {
      subject: 'grouping',
      text: describeAggregate(aggregate),
      reason: 'a condition below is checked here',
    } as const
  const rows = rowsOfScan(aggregate.input)
  if (rows === undefined || !isUngrouped(rows.scan)) return undefined
  const planned = planGroupedScans(
    asFilteredAggregates(aggregate, context)?.aggregate ?? aggregate,
    rows,
    context,
  )
  return planned.kind === 'obstacle' ? planned.note : undefined
}

function describeAggregate({ keys, aggregates }: Aggregate): string {
  if (keys.length === 0) return aggregates.map(formatAggregateCall).join(', ')
  return `GROUP BY ${keys.map(({ expression }) => formatExpression(expression)).join(', ')}`
}
