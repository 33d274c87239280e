import { CertSqlError } from '@certsql/core'
import type { ScanPlan } from '@certsql/planner'
import type { ScanRecorder } from '../execution-stats.js'
import type { CsvPage } from '../remote-source.js'
import { countedRequests } from './counted-requests.js'
import type { Execution } from './execution.js'

/** The pages of a Bulk job. They are counted by whoever reads them, with `countRows`. */
export async function* bulkPages(
  scan: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
): AsyncGenerator<CsvPage> {
  const { context } = execution
  const { bulkPollMilliseconds } = context.options
  const pages = context.source.bulkQuery(scan.soql, {
    ...countedRequests(recorder, execution),
    includeDeleted: scan.includeDeleted,
    onJob: (job) => recorder.countJob(job),
    onLook: (look) => recorder.noteJob(look),
    ...(bulkPollMilliseconds !== undefined && { pollMilliseconds: bulkPollMilliseconds }),
  })
  for await (const page of pages) {
    recorder.countPage(page.totalSize)
    yield page
  }
}

/** Whether the org does not run a query as a job, where REST may still answer. */
export function isBulkRefusal(error: unknown): error is CertSqlError {
  return error instanceof CertSqlError && error.code === 'CERT-6005'
}

/** A file with fewer or more rows than the org counted was not read as it was written. */
export function requireRows(scan: ScanPlan, promised: number | undefined, read: number): void {
  if (promised === undefined || promised === read) return
  throw new CertSqlError({
    code: 'CERT-6004',
    message: `A page of the Bulk result of ${scan.object} should have ${promised} rows and has ${read}.`,
    hint: 'run the statement again with UseBulk=never',
  })
}
