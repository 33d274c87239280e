import { CertSqlError, ID, INTEGER, TEXT, TIMESTAMPTZ } from '@certsql/core'
import { id, text } from './parameter.js'
import { defineProcedure, type ProcedureContext, type ResultRow } from './procedure.js'
import { members, momentOrNull, numberOrNull, sendOrThrow, textOrNull } from './raw-answer.js'

const KINDS = ['ingest', 'query'] as const
type JobKind = (typeof KINDS)[number]

const JOB = {
  Id: ID,
  Kind: TEXT,
  Operation: TEXT,
  Object: TEXT,
  State: TEXT,
  CreatedById: ID,
  CreatedDate: TIMESTAMPTZ,
  RecordsProcessed: INTEGER,
  RecordsFailed: INTEGER,
  ErrorMessage: TEXT,
}

const JOB_ID = {
  Id: id.required('The job.'),
  Kind: text.optional('query or ingest.', 'found by asking for both'),
}

export const getBulkJobs = defineProcedure({
  name: 'GetBulkJobs',
  description: 'The Bulk jobs that the org keeps, which is for seven days.',
  parameters: { Kind: text.optional('query or ingest.', 'both') },
  results: JOB,
  writes: false,
  requests: ({ Kind }, version) =>
    kindsOf(Kind).map((kind) => `GET /services/data/v${version}/jobs/${kind}, page by page`),
  async run({ Kind }, context) {
    const rows: ResultRow[] = []
    for (const kind of kindsOf(Kind)) rows.push(...(await listJobs(kind, context)))
    return rows
  },
})

export const getBulkJob = defineProcedure({
  name: 'GetBulkJob',
  description: 'One Bulk job.',
  parameters: JOB_ID,
  results: JOB,
  writes: false,
  requests: ({ Id, Kind }, version) =>
    kindsOf(Kind).map((kind) => `GET /services/data/v${version}/jobs/${kind}/${Id}`),
  run: ({ Id, Kind }, context) =>
    onJob(Kind, Id, (path) => sendOrThrow({ method: 'GET', path }, `tell of the job ${Id}`, context)),
})

export const abortBulkJob = defineProcedure({
  name: 'AbortBulkJob',
  description: 'Stops a Bulk job; what it has written stays written.',
  parameters: JOB_ID,
  results: JOB,
  writes: true,
  requests: ({ Id, Kind }, version) =>
    kindsOf(Kind).map((kind) => `PATCH /services/data/v${version}/jobs/${kind}/${Id}`),
  run: ({ Id, Kind }, context) =>
    onJob(Kind, Id, (path) =>
      sendOrThrow(
        { method: 'PATCH', path, body: { state: 'Aborted' }, idempotent: true },
        `abort the job ${Id}`,
        context,
      ),
    ),
})

export const deleteBulkJob = defineProcedure({
  name: 'DeleteBulkJob',
  description: 'Removes a Bulk job that has ended, with its results.',
  parameters: JOB_ID,
  results: { Id: ID, Kind: TEXT },
  writes: true,
  requests: ({ Id, Kind }, version) =>
    kindsOf(Kind).map((kind) => `DELETE /services/data/v${version}/jobs/${kind}/${Id}`),
  async run({ Id, Kind }, context) {
    const [row] = await onJob(Kind, Id, (path) =>
      sendOrThrow({ method: 'DELETE', path }, `delete the job ${Id}`, context),
    )
    return [[Id, row?.[1] ?? null]]
  },
})

function kindsOf(kind: string | undefined): readonly JobKind[] {
  if (kind === undefined) return KINDS
  const known = KINDS.find((one) => one === kind.toLowerCase())
  if (known !== undefined) return [known]
  throw new CertSqlError({
    code: 'CERT-3002',
    message: `There is no kind of Bulk job "${kind}".`,
    hint: 'the kinds are query and ingest',
  })
}

async function listJobs(kind: JobKind, context: ProcedureContext): Promise<readonly ResultRow[]> {
  const rows: ResultRow[] = []
  let path: string | undefined = `jobs/${kind}`
  while (path !== undefined) {
    const { body } = await sendOrThrow({ method: 'GET', path }, `list its ${kind} jobs`, context)
    const { records, done, nextRecordsUrl }: Readonly<Record<string, unknown>> = members(body)
    rows.push(...(Array.isArray(records) ? records : []).map((job: unknown) => jobRow(kind, job)))
    path = done === false ? ownPath(nextRecordsUrl) : undefined
  }
  return rows
}

/** Only a path: our token goes along with the request, and must not go to another host. */
function ownPath(url: unknown): string | undefined {
  return typeof url === 'string' && /^\/[^/\\]/.test(url) ? url : undefined
}

/** The kinds have addresses of their own: where it is not known, each is asked until one has the job. */
async function onJob(
  kind: string | undefined,
  jobId: string,
  send: (path: string) => Promise<{ readonly body: unknown }>,
): Promise<readonly ResultRow[]> {
  const kinds = kindsOf(kind)
  for (const [index, one] of kinds.entries()) {
    try {
      const { body } = await send(`jobs/${one}/${encodeURIComponent(jobId)}`)
      return [jobRow(one, body)]
    } catch (error) {
      if (!(error instanceof CertSqlError) || error.org?.httpStatus !== 404) throw error
      if (index === kinds.length - 1) throw noJob(jobId, error)
    }
  }
  return []
}

function noJob(jobId: string, { org, cause }: CertSqlError): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6001',
    message: `The org has no Bulk job ${jobId}.`,
    hint: 'CALL GetBulkJobs() lists them; the org keeps them for seven days',
    org,
    cause,
  })
}

function jobRow(kind: JobKind, job: unknown): ResultRow {
  const one = members(job)
  return [
    textOrNull(one.id),
    kind,
    textOrNull(one.operation),
    textOrNull(one.object),
    textOrNull(one.state),
    textOrNull(one.createdById),
    momentOrNull(one.createdDate),
    numberOrNull(one.numberRecordsProcessed),
    numberOrNull(one.numberRecordsFailed),
    textOrNull(one.errorMessage),
  ]
}
