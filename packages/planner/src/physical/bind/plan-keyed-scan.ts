import { quoteIdentifier } from '@certsql/core'
import { printDuckDb } from '@certsql/sql'
import { formatExpression } from '../../explain/format-expression.js'
import type { LogicalPlan } from '../../logical/logical-plan.js'
import type { PlanColumn } from '../../logical/plan-column.js'
import type { RemoteScan } from '../../logical/remote-scan.js'
import type { PlanLowering } from '../../residual/plan-lowering.js'
import { projected } from '../../rules/plan-nodes.js'
import { withNote } from '../../rules/scan-notes.js'
import type { PhysicalContext } from '../build-physical-plan.js'
import type { ScanEstimate, ScanKeys, ScanPlan } from '../physical-plan.js'
import type { BindCandidate } from './bind-candidate.js'
import type { Binding } from './choose-bindings.js'
import { keyedScans } from './keyed-scan.js'

/** Requests that a bind join makes at most where nobody knows what the whole scan costs. */
const MOST_REQUESTS = 25
/** And where the user wants it whatever it costs. */
const UNBOUNDED_REQUESTS = 100_000

/** The plan of a scan that waits for keys; without them it is the whole scan. */
export function planKeyedScan(
  binding: Binding,
  plan: (scan: RemoteScan) => ScanPlan,
  lowering: PlanLowering,
  context: PhysicalContext,
): ScanPlan {
  const { candidate } = binding
  const whole = plan(noted(candidate))
  const { bindKeys, bindJoins } = context.options
  const wholeCalls = whole.estimate.apiCalls
  const always = bindJoins === 'always'
  const mostKeys = bindKeys * (always ? UNBOUNDED_REQUESTS : (wholeCalls ?? MOST_REQUESTS))
  const { sql, after } = keyQuery(candidate, mostKeys, lowering, context)
  const keyed: ScanKeys = {
    after,
    sql,
    mostKeys,
    isCheaper: (keys, requests, calls) => always || isCheaper(binding, keys, requests, calls),
    ...(wholeCalls === undefined ? {} : { wholeCalls }),
    scansFor: (keys) => keyedScans(candidate, keys, plan, context),
  }
  return { ...whole, keyed, estimate: keyedEstimate(binding, whole, context) }
}

/** Only where the records have been counted. */
function keyedEstimate(
  { keys, rows }: Binding,
  { estimate }: ScanPlan,
  { options }: PhysicalContext,
): ScanEstimate {
  if (estimate.rows === undefined) return estimate
  const requests = Math.ceil(keys / options.bindKeys)
  const pages = Math.ceil(rows / options.pageSize)
  const apiCalls = Math.max(1, requests, pages)
  return { rows: Math.ceil(rows), apiCalls: Math.min(apiCalls, estimate.apiCalls ?? apiCalls), guessed: true }
}

/** The last page of a request is half full, as a rule. One request alone never takes more than the whole scan. */
function isCheaper({ values }: Binding, keys: number, requests: number, wholeCalls: number): boolean {
  if (requests <= 1) return true
  const kept = values === undefined ? KEPT_BY_UNCOUNTED : Math.min(1, keys / Math.max(1, values))
  return requests / 2 + kept * wholeCalls < wholeCalls
}

/** What keys are taken to leave of a scan where it is not known how many different ones it has. */
const KEPT_BY_UNCOUNTED = 0.5

/** It stays here no more, as notes of the rules may say. */
function noted({ scan, condition, operator }: BindCandidate): RemoteScan {
  const text = formatExpression(condition)
  const notes = scan.notes.filter((note) => note.verdict !== 'none' || note.text !== text)
  return withNote(notes.length === scan.notes.length ? scan : { ...scan, notes }, {
    subject: 'join',
    text,
    verdict: 'superset',
    reason:
      operator === undefined
        ? 'only the rows that meet a key of the other side are asked for, unless the keys are too many'
        : 'the value is looked up first, and only the rows on this side of it are asked for',
  })
}

function keyQuery(
  { keys: { rows, key } }: BindCandidate,
  mostKeys: number,
  lowering: PlanLowering,
  { ids }: PhysicalContext,
): Pick<ScanKeys, 'sql' | 'after'> {
  const column: PlanColumn = { id: ids.nextColumn(), name: 'key', type: key.type, nullable: true }
  const items = projected(rows, [{ column, expression: key }])
  const distinct: LogicalPlan = { kind: 'DistinctPlan', input: items, columns: items.columns }
  const query = printDuckDb(lowering.query(distinct))
  const name = quoteIdentifier(lowering.names.column(column))
  // As a literal of the key's type is written; the org is asked for whole seconds anyway.
  const text =
    key.type.kind === 'timestamptz' ? `strftime(${name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')` : name
  const sql = `SELECT CAST(${text} AS VARCHAR) AS ${name} FROM (${query}) AS keys WHERE ${name} IS NOT NULL LIMIT ${mostKeys + 1}`
  return { sql, after: lowering.tablesIn(rows) }
}
