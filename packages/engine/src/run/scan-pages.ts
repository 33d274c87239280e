import type { JsonRecord } from '@certsql/core'
import type { ScanPlan } from '@certsql/planner'
import { batchRecords } from './batch-records.js'
import type { Execution } from './execution.js'
import type { WantedRows } from './row-window.js'
import { scanBatches } from './scan-batches.js'

/** The records of a scan, in batches, however they travel; where only some are wanted, few more are asked for. */
export function scanPages(
  scan: ScanPlan,
  execution: Execution,
  wanted?: WantedRows,
): AsyncGenerator<readonly JsonRecord[]> {
  return batchRecords(scanBatches(scan, execution, undefined, wanted), scan, execution)
}
