import type { ScanKeys, ScanPlan } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { ScanRecorder } from '../execution-stats.js'
import { countedRequests } from './counted-requests.js'
import type { Execution } from './execution.js'
import { askForRows, callsForRows, ROWS_ON_A_PAGE } from './expected-calls.js'

export interface ScanRequests {
  readonly requests: readonly ScanPlan[]
  /** Two of them may bring the same record. */
  readonly overlap: boolean
}

/**
 * What is asked of the org for a scan: itself, or, if it waits for keys, the rows that meet them. Then how many calls the
 * keys make is known, and they are used when the whole scan takes no fewer: without a key nothing is asked at all.
 */
export async function keyedRequests(
  scan: ScanPlan,
  session: DuckDbSession,
  recorder: ScanRecorder,
  execution: Execution,
): Promise<ScanRequests> {
  const { keyed } = scan
  const whole: ScanRequests = { requests: [scan], overlap: false }
  if (keyed === undefined) return whole
  const keys = await session.firstColumn(keyed.sql)
  if (keys.length > keyed.mostKeys) return whole
  const made = keyed.scansFor(keys.map(String))
  if (made.kind === 'whole') return whole
  const count = () => countPages(scan, recorder, execution)
  if (!(await isCheaper(keyed, keys.length, made.scans.length, count))) return whole
  recorder.useKeys(keys.length, made.scans.length)
  return { requests: made.scans, overlap: made.overlap }
}

async function isCheaper(
  keyed: ScanKeys,
  keys: number,
  requests: number,
  countPages: () => Promise<number | undefined>,
): Promise<boolean> {
  // One request never takes more than the whole scan, and what would not be used anyway needs no counting.
  if (requests <= 1) return true
  const wholeCalls = keyed.wholeCalls ?? (await countPages())
  return wholeCalls === undefined || keyed.isCheaper(keys, requests, wholeCalls)
}

/** A call that may save many. Nothing where the org neither reckons nor counts. */
async function countPages(
  scan: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
): Promise<number | undefined> {
  const { source, options } = execution.context
  const pageSize = options.pageSize ?? ROWS_ON_A_PAGE
  const reckoned = await askForRows(scan, recorder, execution)
  if (reckoned !== undefined) return callsForRows(scan, reckoned, pageSize)
  const counts = await source.recordCounts([scan.object], countedRequests(recorder, execution))
  const records = counts.get(scan.object)
  return records === undefined ? undefined : callsForRows(scan, records, pageSize)
}
