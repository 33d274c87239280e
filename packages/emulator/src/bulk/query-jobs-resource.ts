import { methodNotAllowed, notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal, SoqlComplaints } from '../soql/soql-refusal.js'
import { compileBulkQuery } from './bulk-query.js'
import { jobInfo } from './job-info.js'
import { invalidJob, invalidJobState, readCount, readFormat, readJobBody, readText } from './job-request.js'
import { listJobs } from './list-jobs.js'
import { QueryJob, type QueryOperation } from './query-job.js'
import type { ResultFile } from './result-file.js'

/** A list of `resultPages` has so many, from this version of the API on. */
const LISTED_PAGES = 5
const RESULT_PAGES_VERSION = 58
/** Query jobs exist from this version on. */
const FIRST_VERSION = 47
const DAILY_QUERY_JOBS = 10_000
const PARTS = ['operation', 'query', 'contentType', 'columnDelimiter', 'lineEnding', 'externalIdFieldName']

interface JobRequest {
  readonly request: RestRequest
  readonly localOrg: LocalOrg
  readonly basePath: string
  readonly version: number
}

/** `/jobs/query`, `/jobs/query/750…`, its `results` and `resultPages`. */
export function queryJobsResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  rest: readonly string[],
): RestResponse {
  const version = Number(/\/v(\d+)\.0$/.exec(basePath)?.[1])
  if (version < FIRST_VERSION) throw notFound()
  const context: JobRequest = { request, localOrg, basePath, version }
  const [id, part, ...more] = rest
  if (id === undefined) return collection(context)
  const job = localOrg.jobs.query(id)
  if (job === undefined || more.length > 0) throw notFound()
  switch (part?.toLowerCase()) {
    case undefined:
      return single(job, context)
    case 'results':
      return results(job, context)
    case 'resultpages':
      return resultPages(job, context)
    default:
      throw notFound()
  }
}

function collection(context: JobRequest): RestResponse {
  const { request, localOrg, basePath } = context
  if (request.method === 'POST') return create(context)
  if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET, POST')
  const jobs = localOrg.jobs.queryList().map((job) => ({
    jobType: 'V2Query',
    isPkChunkingEnabled: job.setup.query.isSplittable,
    summary: () => job.summary(),
  }))
  return listJobs(request, `${basePath}/jobs/query`, jobs)
}

function create({ request, localOrg, basePath, version }: JobRequest): RestResponse {
  const body = readJobBody(request.body, PARTS)
  const operation = readOperation(readText(body, 'operation'))
  const soql = readText(body, 'query')
  if (soql === undefined || soql.trim() === '') throw invalidJob('No query given for the job')
  const { org, variants, clock, locators, jobs } = localOrg
  if (jobs.queries >= DAILY_QUERY_JOBS) {
    throw new OrgRefusal(403, 'EXCEEDEDQUOTA', 'The daily limit of Bulk API 2.0 query jobs is exceeded')
  }
  const format = readFormat(body)
  const evaluation = {
    org,
    variants,
    clock,
    complaints: new SoqlComplaints(soql),
    includeDeleted: operation === 'queryAll',
    basePath,
    pageSize: jobs.pageRows,
    keep: locators.keep.bind(locators),
  }
  const job = new QueryJob(
    {
      id: jobs.nextId(),
      operation,
      soql,
      query: compileBulkQuery(evaluation, format),
      format,
      apiVersion: version,
      createdById: localOrg.userIdOf(request),
      tellsErrors: variants.bulkErrorMessage,
    },
    () => org.now(),
  )
  jobs.addQuery(job)
  return jobInfo(job.summary(), { soql })
}

function readOperation(operation: string | undefined): QueryOperation {
  if (operation === 'query' || operation === 'queryAll') return operation
  throw invalidJob(
    operation === undefined ? 'No operation given for the job' : `Invalid operation: ${operation}`,
  )
}

function single(job: QueryJob, { request, localOrg }: JobRequest): RestResponse {
  switch (request.method) {
    case 'GET':
      return jobInfo(job.details())
    case 'PATCH': {
      const state = readText(readJobBody(request.body, ['state']), 'state')
      if (state !== 'Aborted') throw invalidJobState(`The state of a query job can only become Aborted`)
      if (job.isTerminal) throw invalidJobState('Aborting already Completed Job not allowed')
      job.abort()
      return jobInfo(job.summary())
    }
    case 'DELETE':
      if (!job.isTerminal) throw invalidJobState(`A job in state ${job.state} cannot be deleted`)
      localOrg.jobs.deleteQuery(job)
      return { status: 204, contentType: 'application/json;charset=UTF-8', body: '' }
    default:
      throw methodNotAllowed(request.method, 'GET, PATCH, DELETE')
  }
}

function results(job: QueryJob, context: JobRequest): RestResponse {
  const { request, localOrg } = context
  const file = finishedResult(job, context)
  const most = readCount(request, 'maxRecords') ?? localOrg.jobs.pageRows
  const from = offsetOf(job, request)
  const count = Math.max(0, Math.min(most, file.rows - from))
  const isLast = from + count >= file.rows
  const isBare = file.rows === 0 && localOrg.variants.bulkZeroRows === 'empty'
  return {
    status: 200,
    contentType: 'text/csv; charset=UTF-8',
    body: '',
    bytes: isBare ? Buffer.alloc(0) : file.page(from, count),
    headers: {
      'Sforce-NumberOfRecords': String(count),
      // The last page has these four letters.
      'Sforce-Locator': isLast ? 'null' : job.locator(from + count),
    },
    soql: job.setup.soql,
    rows: count,
  }
}

/** The result, in the version of the API that the job was made with. */
function finishedResult(job: QueryJob, { request, version }: JobRequest): ResultFile {
  if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET')
  if (version !== job.setup.apiVersion) {
    throw new OrgRefusal(
      409,
      'API_VERSION_CONFLICT',
      `The job was created with version ${job.setup.apiVersion}.0 of the API`,
    )
  }
  if (job.result === undefined) throw invalidJobState(`There are no results: the job is ${job.state}`)
  return job.result
}

function offsetOf(job: QueryJob, { parameters }: RestRequest): number {
  const locator = parameters.get('locator')
  if (locator === null || locator === '') return 0
  const offset = job.offsetOf(locator)
  if (offset === undefined) throw new OrgRefusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  return offset
}

/** Up to five addresses of pages that can be fetched at the same time. */
function resultPages(job: QueryJob, context: JobRequest): RestResponse {
  const { request, localOrg, basePath, version } = context
  if (version < RESULT_PAGES_VERSION) throw notFound()
  const file = finishedResult(job, context)
  const { pageRows } = localOrg.jobs
  const jobUrl = `${basePath}/jobs/query/${job.id}`
  const pages: { readonly resultUrl: string }[] = []
  let offset = offsetOf(job, request)
  do {
    pages.push({ resultUrl: `${jobUrl}/results?locator=${job.locator(offset)}` })
    offset += pageRows
  } while (offset < file.rows && pages.length < LISTED_PAGES)
  const done = offset >= file.rows
  const next = done
    ? {}
    : { [localOrg.variants.resultPagesShape]: `${jobUrl}/resultpages?locator=${job.locator(offset)}` }
  return json({ resultPages: pages, ...next, done }, { soql: job.setup.soql })
}
