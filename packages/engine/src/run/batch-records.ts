import { setImmediate as nextTurn } from 'node:timers/promises'
import type { JsonRecord } from '@certsql/core'
import type { ScanPlan } from '@certsql/planner'
import { throwIfCancelled } from '../cancellation.js'
import { csvRecords } from '../decode/csv-records.js'
import type { Execution } from './execution.js'
import type { ScanBatch } from './scan-batches.js'

/** The records of a scan's batches, however they travelled. */
export async function* batchRecords(
  batches: AsyncIterable<ScanBatch>,
  scan: ScanPlan,
  execution: Execution,
): AsyncGenerator<readonly JsonRecord[]> {
  for await (const batch of batches) {
    if (batch.kind === 'records') {
      yield batch.records
      continue
    }
    let rows = 0
    for (const records of csvRecords(batch.csv, scan.columns)) {
      rows += records.length
      yield records
      // Parsing never waits, and the next pages are on their way: let them in, and signals too.
      await nextTurn()
      throwIfCancelled(execution.signal)
    }
    batch.countRows(rows)
  }
}
