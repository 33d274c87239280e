import type { KeyedScans, ScanKeys, ScanPlan } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { ScanRecorder } from '../execution-stats.js'
import { countedRequests } from './counted-requests.js'
import type { Execution } from './execution.js'

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
  if (made.kind === 'whole' || !(await isCheaper(made, keyed, scan, recorder, execution))) return whole
  recorder.useKeys(keys.length, made.scans.length)
  return { requests: made.scans, overlap: made.overlap }
}

/** One request is never more than the whole scan; several may be. */
async function isCheaper(
  { scans }: KeyedScans & { readonly kind: 'keyed' },
  { always, wholeCalls }: ScanKeys,
  scan: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
): Promise<boolean> {
  if (always || scans.length <= 1) return true
  const calls = wholeCalls ?? (await countPages(scan, recorder, execution))
  return calls === undefined || scans.length < calls
}

/** A call that may save many. Nothing where the org does not count the object. */
async function countPages(
  { object }: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
): Promise<number | undefined> {
  const { source, options } = execution.context
  const counts = await source.recordCounts([object], countedRequests(recorder, execution))
  const records = counts.get(object)
  return records === undefined ? undefined : Math.ceil(records / (options.pageSize ?? ROWS_ON_A_PAGE))
}

const ROWS_ON_A_PAGE = 2000
