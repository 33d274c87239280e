import { methodNotAllowed, notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest, RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { IngestJob, type IngestOperation } from './ingest-job.js'
import { jobInfo } from './job-info.js'
import { invalidJob, invalidJobState, readFormat, readJobBody, readText } from './job-request.js'
import { listJobs } from './list-jobs.js'
import { readMultipart } from './multipart.js'
import { isBulkObject } from './unsupported-objects.js'

/** Ingest jobs exist from this version on. */
const FIRST_VERSION = 41
/** A job that is made together with its data has at most so many characters of it. */
const LONGEST_CONTENT = 100_000
const OPERATIONS: readonly IngestOperation[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete']
const PARTS = [
  'object',
  'operation',
  'externalIdFieldName',
  'assignmentRuleId',
  'contentType',
  'columnDelimiter',
  'lineEnding',
]

interface JobRequest {
  readonly request: RestRequest
  readonly localOrg: LocalOrg
  readonly basePath: string
  readonly version: number
}

/** `/jobs/ingest`, `/jobs/ingest/750…`, its `batches` and its results. */
export function ingestJobsResource(
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
  const job = localOrg.jobs.ingest(id)
  if (job === undefined || more.length > 0) throw notFound()
  switch (part?.toLowerCase()) {
    case undefined:
      return single(job, context)
    case 'batches':
      return upload(job, request)
    case 'successfulresults':
      return results(job, request, job.successfulResults())
    case 'failedresults':
      return results(job, request, job.failedResults())
    case 'unprocessedrecords':
      return results(job, request, job.unprocessedRecords())
    default:
      throw notFound()
  }
}

function collection(context: JobRequest): RestResponse {
  const { request, localOrg, basePath } = context
  if (request.method === 'POST') return create(context)
  if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET, POST')
  const jobs = localOrg.jobs.ingestList().map((job) => ({
    jobType: 'V2Ingest',
    isPkChunkingEnabled: false,
    summary: () => job.summary(),
  }))
  return listJobs(request, `${basePath}/jobs/ingest`, jobs)
}

/** Makes a job; with `multipart/form-data` its records come along, and it starts at once. */
function create(context: JobRequest): RestResponse {
  const { request, localOrg } = context
  const parts = readMultipart(request.headers['content-type'] ?? '', request.body)
  const content = parts?.get('content')
  if (parts !== undefined && content === undefined) throw invalidJob('The part "content" is missing')
  if (content !== undefined && content.length > LONGEST_CONTENT) {
    throw invalidJob(`The part "content" is longer than ${LONGEST_CONTENT} characters`)
  }
  const job = makeJob(parts === undefined ? request.body : (parts.get('job') ?? ''), context)
  localOrg.jobs.addIngest(job)
  if (content !== undefined) {
    job.upload(content)
    start(job, localOrg)
  }
  return jobInfo(job.summary())
}

function makeJob(text: string, { request, localOrg, version }: JobRequest): IngestJob {
  const body = readJobBody(text, PARTS)
  const operation = readOperation(readText(body, 'operation'), localOrg)
  const name = readText(body, 'object')
  if (name === undefined) throw invalidJob('No object given for the job')
  const object = localOrg.org.object(name)
  if (object === undefined) throw invalidJob(`Unable to find object: ${name}`)
  if (!isBulkObject(object.name)) {
    throw new OrgRefusal(400, 'INVALIDENTITY', `Entity '${object.name}' is not supported by the Bulk API.`)
  }
  const externalIdField = readText(body, 'externalIdFieldName')
  if (operation === 'upsert' && externalIdField === undefined) {
    throw invalidJob('No externalIdFieldName given for the upsert job')
  }
  if (externalIdField !== undefined && object.field(externalIdField) === undefined) {
    throw invalidJob(
      `Field name provided, ${externalIdField} does not match an External ID for ${object.name}`,
    )
  }
  return new IngestJob(
    {
      id: localOrg.jobs.nextId(),
      operation,
      object,
      externalIdField: operation === 'upsert' ? externalIdField : undefined,
      assignmentRuleId: readText(body, 'assignmentRuleId'),
      format: readFormat(body),
      apiVersion: version,
      createdById: localOrg.userIdOf(request),
      isShuffled: localOrg.variants.tieOrder === 'shuffled',
    },
    localOrg.org,
  )
}

function readOperation(name: string | undefined, { jobs }: LocalOrg): IngestOperation {
  if (name === undefined) throw invalidJob('No operation given for the job')
  const operation = OPERATIONS.find((known) => known === name)
  if (operation === undefined) throw invalidJob(`Invalid operation: ${name}`)
  if (operation === 'hardDelete' && !jobs.allowsHardDelete) {
    throw new OrgRefusal(
      400,
      'FEATURENOTENABLED',
      'hardDelete operation requires special user profile permission, please contact your system administrator',
    )
  }
  return operation
}

function start(job: IngestJob, { jobs }: LocalOrg): void {
  job.close()
  jobs.runner.start(job)
}

function single(job: IngestJob, { request, localOrg }: JobRequest): RestResponse {
  switch (request.method) {
    case 'GET':
      return jobInfo(job.details())
    case 'PATCH':
      changeState(job, readText(readJobBody(request.body, ['state']), 'state'), localOrg)
      return jobInfo(job.summary())
    case 'DELETE':
      if (!job.isTerminal) throw invalidJobState(`A job in state ${job.state} cannot be deleted`)
      localOrg.jobs.deleteIngest(job)
      return { status: 204, contentType: 'application/json;charset=UTF-8', body: '' }
    default:
      throw methodNotAllowed(request.method, 'GET, PATCH, DELETE')
  }
}

function changeState(job: IngestJob, state: string | undefined, localOrg: LocalOrg): void {
  if (state === 'Aborted') {
    if (job.isTerminal) throw invalidJobState('Aborting already Completed Job not allowed')
    job.abort()
    return
  }
  if (state !== 'UploadComplete') {
    throw invalidJobState(`The state of an ingest job can only become UploadComplete or Aborted: ${state}`)
  }
  if (job.state !== 'Open') throw invalidJobState(`Closing a job in state ${job.state} is not allowed`)
  if (!job.hasUpload) throw invalidJobState('No data was uploaded to the job')
  start(job, localOrg)
}

function upload(job: IngestJob, request: RestRequest): RestResponse {
  if (request.method !== 'PUT') throw methodNotAllowed(request.method, 'PUT')
  if (!/^text\/csv\b/i.test(request.headers['content-type'] ?? '')) {
    throw new OrgRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'The content of the job must be text/csv')
  }
  if (job.state !== 'Open') throw invalidJobState(`Uploading to a job in state ${job.state} is not allowed`)
  if (job.hasUpload) throw invalidJobState('Data can only be uploaded to a job once')
  job.upload(request.body)
  return { status: 201, contentType: 'application/json;charset=UTF-8', body: '' }
}

function results(job: IngestJob, { method }: RestRequest, csv: Buffer | string | undefined): RestResponse {
  if (method !== 'GET') throw methodNotAllowed(method, 'GET')
  if (csv === undefined) throw invalidJobState(`There are no results: the job is ${job.state}`)
  const contentType = 'text/csv; charset=UTF-8'
  return typeof csv === 'string'
    ? { status: 200, contentType, body: csv }
    : { status: 200, contentType, body: '', bytes: csv }
}
