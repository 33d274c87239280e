import { callsOfBulkJob, type PhysicalPlan, type ScanPlan } from '@certsql/planner'
import type { ScanRecorder } from '../execution-stats.js'
import { countedRequests } from './counted-requests.js'
import type { Execution } from './execution.js'

/** Calls that a plan is expected to need. */
export interface ExpectedCalls {
  /** As far as it is certain: what is guessed, or not known, counts as one call a scan. */
  readonly certain: number
  /** With the guesses. */
  readonly likely: number
  /** The scans that are guessed, the longest first. */
  readonly guessed: readonly ScanPlan[]
}

export function expectedCalls(plan: PhysicalPlan): ExpectedCalls {
  const scans = scansToTheEnd(plan)
  const guessed = scans.filter(({ estimate }) => estimate.guessed === true)
  return {
    certain: sum(scans.map((scan) => (scan.estimate.guessed === true ? 1 : callsOf(scan)))),
    likely: sum(scans.map(callsOf)),
    guessed: guessed.toSorted((a, b) => callsOf(b) - callsOf(a)),
  }
}

export function callsOf({ estimate }: ScanPlan): number {
  return estimate.apiCalls ?? 1
}

/** Calls for so many rows by the way that the scan takes then. */
export function callsForRows({ transport, bulk }: ScanPlan, rows: number, pageSize: number): number {
  const isJob = transport.kind === 'bulk' || (bulk?.aboveRows !== undefined && rows >= bulk.aboveRows)
  return isJob ? callsOfBulkJob(rows) : Math.max(1, Math.ceil(rows / pageSize))
}

export const ROWS_ON_A_PAGE = 2000

/**
 * How many rows a scan has by the org's own reckoning: a call, unless this query was asked about before. Undefined where the
 * org has no opinion.
 */
export async function askForRows(
  { soql, includeDeleted, aggregate }: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
): Promise<number | undefined> {
  if (includeDeleted || aggregate) return undefined
  return execution.context.source.cardinality?.(soql, countedRequests(recorder, execution))
}

function scansToTheEnd(plan: PhysicalPlan): readonly ScanPlan[] {
  switch (plan.kind) {
    case 'ConstantRows':
      return []
    case 'RemoteQuery':
    case 'PagewiseQuery':
      return [plan.window.count === undefined ? plan.scan : firstPageOf(plan.scan)]
    case 'StagedQuery':
      return plan.scans.map((scan) => (scan.enough === undefined ? scan : firstPageOf(scan)))
    case 'FallbackPlan':
      return scansToTheEnd(plan.primary)
  }
}

/** A window may end the scan long before its end. */
function firstPageOf(scan: ScanPlan): ScanPlan {
  const { apiCalls } = scan.estimate
  return { ...scan, estimate: apiCalls === undefined ? {} : { apiCalls: Math.min(1, apiCalls) } }
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, one) => total + one, 0)
}
