import { CertSqlError, type OrgError } from '@certsql/core'

/** What polling tells of a job. */
export interface BulkJob {
  readonly id: string
  readonly state: BulkJobState
  /** Rows of the result, once it is complete; of an ingest job the rows that have been processed. */
  readonly rows: number | undefined
  /** Of an ingest job, those that were refused. */
  readonly failedRows: number | undefined
  /** Why it failed, where the org says so. */
  readonly errorMessage: string | undefined
}

export type BulkJobState = (typeof STATES)[number]

/** Ingest jobs are open until their file is there. */
const STATES = ['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted'] as const

export function readBulkJob(body: unknown): BulkJob {
  const members = (body ?? {}) as Readonly<Record<string, unknown>>
  const state = STATES.find((known) => known === members.state)
  const { id, numberRecordsProcessed: rows, numberRecordsFailed: failedRows, errorMessage } = members
  if (typeof id !== 'string' || !/^\w{15,18}$/.test(id) || state === undefined) throw notAJob()
  return {
    id,
    state,
    rows: typeof rows === 'number' ? rows : undefined,
    failedRows: typeof failedRows === 'number' ? failedRows : undefined,
    errorMessage: typeof errorMessage === 'string' && errorMessage !== '' ? errorMessage : undefined,
  }
}

/** A job that has ended has nothing more to abort, and may be deleted. */
export function isTerminal(state: BulkJobState): boolean {
  return state === 'JobComplete' || state === 'Failed' || state === 'Aborted'
}

/** The error for a job that ended without a result. The org is not sure to say why. */
export function jobFailure(
  { id, state, errorMessage }: BulkJob,
  hint = 'UseBulk=never reads over REST; filters by indexed columns help jobs that run for too long',
): CertSqlError {
  const what = state === 'Aborted' ? 'was aborted' : 'failed'
  return new CertSqlError({
    code: 'CERT-6005',
    message: `The Bulk job ${id} ${what} in the org${errorMessage === undefined ? ', which gives no reason' : ''}.`,
    hint,
    ...(errorMessage === undefined ? {} : { org: orgErrorOf(errorMessage) }),
  })
}

/** The error for a job that the org does not take, with what it said. */
export function jobRefusal(error: CertSqlError): CertSqlError {
  const { org, cause } = error
  return new CertSqlError({
    code: 'CERT-6005',
    message: `The org does not run this query as a Bulk job${org === undefined ? '' : `: ${org.code}`}.`,
    hint: 'UseBulk=never reads over REST',
    org,
    cause,
  })
}

/** `FUNCTIONALITY_NOT_ENABLED: Aggregate functions …` */
function orgErrorOf(errorMessage: string): OrgError {
  const [, code, message] = /^([A-Z_]+)\s*:\s*(.*)$/s.exec(errorMessage) ?? []
  return code === undefined ? { code: 'JOB_FAILED', message: errorMessage } : { code, message: message ?? '' }
}

function notAJob(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: 'The org described a Bulk job in a way that the API does not know.',
    hint: 'try again; if it stays, something between here and the org changes answers',
  })
}
