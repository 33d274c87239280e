import { formatAggregateCall } from '../explain/format-aggregate-call.js'
import { formatExpression } from '../explain/format-expression.js'
import type { Aggregate } from '../logical/logical-plan.js'
import type { PushdownNote } from '../verdict/verdict.js'
import { type BranchContext, GroupedBranches } from './grouped-branches.js'
import type { GroupedScanPlan, PlannedCall, PlannedKey } from './grouped-scan-plan.js'
import { keyExpressionVerdict } from './key-expression.js'
import { aggregateVerdict } from './push-aggregate-call.js'
import type { RowsOfScan } from './rows-of-scan.js'
import type { RuleContext } from './rule.js'
import { scanVerdictContext } from './scan-verdict-context.js'
import { uniqueKeyOf } from './unique-key.js'

export type Planning =
  | { readonly kind: 'planned'; readonly plan: GroupedScanPlan }
  | { readonly kind: 'obstacle'; readonly note?: Omit<PushdownNote, 'verdict'> }

/** Which aggregate queries give an aggregate over the rows of a scan, or why none do. */
export function planGroupedScans(aggregate: Aggregate, rows: RowsOfScan, context: RuleContext): Planning {
  if (aggregate.keys.length + aggregate.aggregates.length === 0) return { kind: 'obstacle' }
  const { org, living, outputOf, deletedFlagsOf } = scanVerdictContext(rows.scan, context)
  const branchContext: BranchContext = {
    options: context.options,
    org,
    living,
    outputOf,
    deletedFlagsOf,
    table: rows.scan.table,
    scan: rows.scan,
    view: context.view,
    resolve: rows.resolve,
  }
  const keys: PlannedKey[] = []
  for (const key of aggregate.keys) {
    const verdict = keyExpressionVerdict(rows.resolve(key.expression), branchContext)
    if (verdict.kind === 'none') return obstacle('grouping', formatExpression(key.expression), verdict.reason)
    const unique = uniqueKeyOf(verdict, rows.scan, context.view)
    if (unique)
      return obstacle('grouping', formatExpression(key.expression), 'there may be as many groups as rows')
    keys.push({ key, verdict })
  }
  const plain = planOneQuery(aggregate, keys, branchContext)
  return plain === undefined
    ? planFinerGroups(aggregate, keys, branchContext)
    : { kind: 'planned', plan: plain }
}

function obstacle(subject: PushdownNote['subject'], text: string, reason: string): Planning {
  return { kind: 'obstacle', note: { subject, text, reason } }
}

/** The groups and figures of the org are just those that are asked for. */
function planOneQuery(
  aggregate: Aggregate,
  keys: readonly PlannedKey[],
  context: BranchContext,
): GroupedScanPlan | undefined {
  if (aggregate.groupingSets !== undefined || keys.some(({ verdict }) => verdict.kind !== 'exact'))
    return undefined
  const branches = new GroupedBranches(keys, context)
  const calls: PlannedCall[] = []
  for (const call of aggregate.aggregates) {
    const resolved = { ...call, arguments: call.arguments.map((argument) => context.resolve(argument)) }
    const verdict = call.filter === undefined ? aggregateVerdict(resolved, context) : undefined
    if (verdict?.kind !== 'exact' || branches.groups(verdict.expression.argument)) return undefined
    calls.push({ kind: 'org', call, verdict, branch: 0 })
  }
  return { scan: context.scan, keys, branches: [{ extras: [] }], calls, needsMerge: false }
}

/** Groups that are finer, from one query or several, and are grouped once more here. */
function planFinerGroups(
  aggregate: Aggregate,
  keys: readonly PlannedKey[],
  context: BranchContext,
): Planning {
  const branches = new GroupedBranches(keys, context)
  const calls: PlannedCall[] = []
  for (const call of aggregate.aggregates) {
    const planned = branches.plan(call)
    if (planned.kind === 'none') return obstacle('aggregate', formatAggregateCall(call), planned.reason)
    calls.push(planned)
  }
  const [first] = aggregate.aggregates
  const text = first === undefined ? formatKeys(aggregate) : formatAggregateCall(first)
  const finished = branches.finish(calls)
  return finished.kind === 'none'
    ? obstacle('aggregate', text, finished.reason)
    : { kind: 'planned', plan: { scan: context.scan, keys, ...finished, needsMerge: true } }
}

function formatKeys({ keys }: Aggregate): string {
  return `GROUP BY ${keys.map(({ expression }) => formatExpression(expression)).join(', ')}`
}
