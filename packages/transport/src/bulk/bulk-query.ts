import { CertSqlError } from '@certsql/core'
import { cancelledError, followAbort } from '../http/abort.js'
import { hooksOf, type RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { BulkCalls } from './bulk-calls.js'
import type { BulkJob } from './bulk-job.js'
import { discardJob } from './discard-job.js'
import { finishedJob, type JobWaitOptions } from './finished-job.js'
import { resultFiles } from './result-files.js'

export interface BulkQueryOptions extends RequestOptions, JobWaitOptions {
  /** `queryAll`: deleted and archived rows too. */
  readonly includeDeleted?: boolean
}

/** One page of the result of a Bulk job. */
export interface CsvPage {
  /** A whole CSV file in UTF-8: a line of column names, then the rows; no bytes at all where there are no rows. */
  readonly csv: Buffer
  /** Its rows by the org's own count, where it gives one. */
  readonly rows: number | undefined
  /** Rows of the whole result, by the job. */
  readonly totalSize: number
  /** It is the last page. */
  readonly done: boolean
}

/**
 * The result of a query as the pages of a Bulk 2.0 job, in order. Nothing is sent before the first page is asked for;
 * leaving the loop, or the signal, aborts the job. The job is deleted in the end, however that comes.
 */
export function bulkQueryPages(
  caller: RestCaller,
  soql: string,
  apiVersion: string,
  options: BulkQueryOptions,
): AsyncIterable<CsvPage> {
  return { [Symbol.asyncIterator]: () => stoppable(caller, soql, apiVersion, options) }
}

/** Leaving the loop ends the wait and the requests in flight at once, even when somebody still waits for them. */
function stoppable(
  caller: RestCaller,
  soql: string,
  apiVersion: string,
  options: BulkQueryOptions,
): AsyncIterator<CsvPage> {
  const controller = new AbortController()
  const pages = generatePages(caller, soql, apiVersion, options, controller)
  return {
    next: () => pages.next(),
    return: () => {
      controller.abort()
      return pages.return(undefined)
    },
  }
}

/** Whoever leaves does not wait longer than this for the job to be taken away. */
const DISCARD_MILLISECONDS = 5_000

async function* generatePages(
  caller: RestCaller,
  soql: string,
  apiVersion: string,
  options: BulkQueryOptions,
  controller: AbortController,
): AsyncGenerator<CsvPage, undefined> {
  const unfollow = followAbort(options.signal, controller)
  const { includeDeleted = false, onRequest } = options
  const calls = new BulkCalls(caller, apiVersion, { ...hooksOf(options), signal: controller.signal })
  // Taking the job away is not refused.
  const counted = onRequest === undefined ? {} : { onRequest }
  let job: BulkJob | undefined
  try {
    job = await calls.create(soql, includeDeleted)
    job = await finishedJob(calls, job, { ...options, signal: controller.signal })
    yield* countedPages(calls, job)
  } catch (error) {
    throw options.signal?.aborted ? cancelledError(options.signal) : error
  } finally {
    controller.abort()
    unfollow()
    const signal = AbortSignal.timeout(DISCARD_MILLISECONDS)
    if (job !== undefined) await discardJob(new BulkCalls(caller, apiVersion, { signal, ...counted }), job)
  }
}

/** The pages, with the proof at the last one that together they hold the rows that the job has found. */
async function* countedPages(calls: BulkCalls, job: BulkJob): AsyncGenerator<CsvPage> {
  const totalSize = job.rows
  if (totalSize === undefined) throw notWhole('the job does not tell how many rows it found')
  let received = 0
  let isCounted = true
  let held: CsvPage | undefined
  for await (const { csv, rows } of resultFiles(calls, job.id)) {
    if (held !== undefined) yield held
    received += rows ?? 0
    isCounted &&= rows !== undefined
    held = { csv, rows, totalSize, done: false }
  }
  if (isCounted && received !== totalSize) throw notWhole(`${received} of ${totalSize} rows came`)
  if (held !== undefined) yield { ...held, done: true }
}

function notWhole(why: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6004',
    message: `The result of a Bulk job is not whole: ${why}.`,
    hint: 'run the statement again, or with UseBulk=never',
  })
}
