import { CertSqlError, internalError, type JsonRecord } from '@certsql/core'
import type { ScanPlan } from '@certsql/planner'
import { cancelled, throwIfCancelled } from '../cancellation.js'
import type { ScanRecorder } from '../execution-stats.js'
import type { QueryPage } from '../remote-source.js'
import { certifySums } from './certify-sums.js'
import type { Execution } from './execution.js'

/**
 * The pages of a scan, counted, their sums certified. Every record of the result has passed when the loop ends by
 * itself: a result that stopped short is an error, not an answer.
 */
export async function* scanPages(
  scan: ScanPlan,
  execution: Execution,
): AsyncGenerator<readonly JsonRecord[]> {
  if (scan.transport.kind === 'bulk') throw internalError('Bulk scans are not supported yet.')
  const { signal } = execution
  const recorder = execution.stats.scan(scan)
  let received = 0
  let last: QueryPage | undefined
  try {
    throwIfCancelled(signal)
    for await (const page of requestPages(scan, recorder, execution)) {
      throwIfCancelled(signal)
      last = page
      received += page.records.length
      recorder.countRows(page.records.length)
      yield certifySums(scan, page.records)
      if (!page.done) requireApiCalls(execution)
    }
  } catch (error) {
    throw signal.aborted ? cancelled(signal) : error
  }
  if (last !== undefined) requireComplete(scan, last, received)
}

function requestPages(
  scan: ScanPlan,
  recorder: ScanRecorder,
  { context, signal }: Execution,
): AsyncIterable<QueryPage> {
  const { pageSize } = context.options
  return context.source.query(scan.soql, {
    signal,
    includeDeleted: scan.includeDeleted,
    onRequest: (request) => recorder.countRequest(request),
    ...(pageSize !== undefined && { pageSize }),
  })
}

/** Before another page is waited for. */
function requireApiCalls({ context, stats }: Execution): void {
  const { maxApiCalls } = context.options
  if (maxApiCalls === undefined || stats.snapshot().apiCalls < maxApiCalls) return
  throw new CertSqlError({
    code: 'CERT-7001',
    message: `The statement needs more than the ${maxApiCalls} API calls that MaxApiCalls allows.`,
    hint: 'raise MaxApiCalls, or narrow the statement with a condition or a LIMIT',
  })
}

function requireComplete(scan: ScanPlan, last: QueryPage, received: number): void {
  if (last.done && received === last.totalSize) return
  throw new CertSqlError({
    code: 'CERT-6004',
    message: `The org promised ${last.totalSize} records of ${scan.object} and sent ${received}.`,
    hint: 'run the statement again; records may have been deleted while it ran',
  })
}
