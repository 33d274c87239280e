import type { RemoteScan } from '../logical/remote-scan.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { bulkObstacle } from './bulk-ability.js'
import { callsFor } from './calls-for.js'
import { estimateScan } from './estimate-scan.js'
import type { BulkChance, RowWindow, ScanEstimate, ScanPlan } from './physical-plan.js'

export interface TransportChoice {
  readonly transport: ScanPlan['transport']
  readonly bulk?: BulkChance
  readonly estimate: ScanEstimate
}

/**
 * REST or Bulk, for one scan. REST has the first rows at once and a call for each 2,000; a Bulk job has them when it is
 * done, for a handful of calls. What Bulk cannot do, or would do otherwise, goes over REST whatever is wished.
 *
 * Where the number of rows is not known beforehand, the engine looks at the first page, which tells, and moves then.
 */
export function chooseTransport(
  scan: RemoteScan,
  context: PhysicalContext,
  window: RowWindow | undefined,
): TransportChoice {
  const { useBulk, bulkThreshold } = context.options
  const estimate = estimateScan(scan, context)
  const rest = (reason: string, bulk?: BulkChance): TransportChoice => ({
    transport: { kind: 'rest', reason },
    estimate,
    ...(bulk === undefined ? {} : { bulk }),
  })
  const job = (reason: string): TransportChoice => ({
    transport: { kind: 'bulk', reason },
    estimate: bulkEstimate(estimate),
    bulk: {},
  })
  const obstacle = bulkObstacle(scan)
  if (scan.transport === 'rest') return rest('the hint TRANSPORT(rest) says so')
  if (obstacle !== undefined) return rest(obstacle)
  if (scan.transport === 'bulk') return job('the hint TRANSPORT(bulk) says so')
  switch (useBulk) {
    case 'never':
      return rest('UseBulk=never')
    case 'always':
      return job('UseBulk=always')
    case 'auto':
  }
  if (window?.count !== undefined) return rest('only the first rows are wanted', {})
  const rows = estimate.rows
  const threshold = formatRows(bulkThreshold)
  if (rows !== undefined && rows >= bulkThreshold) {
    return job(`about ${formatRows(rows)} rows, and Bulk begins at ${threshold}`)
  }
  return rest(`Bulk begins at ${threshold} rows`, { aboveRows: bulkThreshold })
}

/**
 * A request that is expected to find few rows: where the org finds many all the same, and a job can bring them, it becomes one
 * then.
 */
export function beginningOverRest(
  plan: ScanPlan,
  reason: string,
  mayMove: boolean,
  { options }: PhysicalContext,
): ScanPlan {
  const { bulk, ...request } = plan
  const mayBecomeJob = mayMove && bulk !== undefined && options.useBulk === 'auto'
  return {
    ...request,
    transport: { kind: 'rest', reason },
    estimate: {},
    ...(mayBecomeJob ? { bulk: { aboveRows: options.bulkThreshold } } : {}),
  }
}

/** A request for rows that the org has counted, about. */
export function forCountedRows(plan: ScanPlan, rows: number, context: PhysicalContext): ScanPlan {
  const { useBulk, bulkThreshold } = context.options
  const reason = `about ${formatRows(rows)} rows, and Bulk begins at ${formatRows(bulkThreshold)}`
  return plan.bulk !== undefined && useBulk !== 'never' && rows >= bulkThreshold
    ? { ...plan, transport: { kind: 'bulk', reason }, estimate: {}, bulk: {} }
    : beginningOverRest(plan, reason, true, context)
}

/** Rows on a page of a Bulk result, about: the org decides. */
const ROWS_ON_A_BULK_PAGE = 50_000
/** To make the job, to look at it some times, to list its pages, to delete it. */
const CALLS_OF_A_JOB = 8

function bulkEstimate(estimate: ScanEstimate): ScanEstimate {
  const { rows } = estimate
  return rows === undefined ? {} : { ...estimate, apiCalls: callsOfBulkJob(rows) }
}

/** API calls that a Bulk job takes for so many rows, about. */
export function callsOfBulkJob(rows: number): number {
  return CALLS_OF_A_JOB + callsFor(rows, ROWS_ON_A_BULK_PAGE)
}

/** Always with commas, whatever the machine's locale: plans are compared. */
function formatRows(rows: number): string {
  return rows.toLocaleString('en-US')
}
