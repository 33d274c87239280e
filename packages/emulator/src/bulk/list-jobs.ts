import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'

/** The platform lists so many jobs at once. */
const LISTED_JOBS = 1_000

interface ListedJob {
  readonly jobType: string
  readonly isPkChunkingEnabled: boolean
  summary(): Readonly<Record<string, unknown>>
}

/** `GET /jobs/query` and `/jobs/ingest`: all jobs, page by page, narrowed down by parameters. */
export function listJobs(
  { parameters }: RestRequest,
  listUrl: string,
  jobs: readonly ListedJob[],
): RestResponse {
  const jobType = parameters.get('jobType')
  const concurrencyMode = parameters.get('concurrencyMode')
  const isChunked = parameters.get('isPkChunkingEnabled')
  const wanted = jobs.filter(
    (job) =>
      (jobType === null || jobType.toLowerCase() === job.jobType.toLowerCase()) &&
      // All jobs here are parallel ones.
      (concurrencyMode === null || concurrencyMode.toLowerCase() === 'parallel') &&
      (isChunked === null || (isChunked.toLowerCase() === 'true') === job.isPkChunkingEnabled),
  )
  const from = Number(parameters.get('queryLocator') ?? 0)
  if (!Number.isInteger(from) || from < 0) {
    throw new OrgRefusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  const end = from + LISTED_JOBS
  const done = end >= wanted.length
  const records = wanted.slice(from, end).map((job) => ({ ...job.summary(), jobType: job.jobType }))
  return json({ done, records, nextRecordsUrl: done ? null : `${listUrl}?queryLocator=${end}` })
}
