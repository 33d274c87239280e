import { CertSqlError } from '@certsql/core'
import type { BulkJob } from '../bulk/bulk-job.js'
import { pause } from '../http/abort.js'
import type { RowOutcome } from '../write/record-write.js'
import type { IngestCalls, ResultKind } from './ingest-calls.js'
import type { Portion } from './ingest-portion.js'
import type { IngestOutcome, IngestRequest } from './ingest-request.js'
import { type ResultRow, RowMatcher, resultRows } from './match-rows.js'
import { readRowErrors } from './read-row-error.js'

/** Results are looked through so often, should they not be whole at first. */
const LOOKS = 2

/** What became of the rows of a job that has ended. A row that no result tells of is in doubt. */
export async function collectOutcomes(
  calls: IngestCalls,
  request: IngestRequest,
  portion: Portion,
  job: BulkJob,
  /** Why rows were not processed, where the job was stopped or failed. */
  stopped: CertSqlError | undefined,
  pauseMilliseconds: number,
  signal: AbortSignal,
): Promise<readonly IngestOutcome[]> {
  const matcher = new RowMatcher(portion.csv, portion.indexes.length, keyColumnOf(request))
  const outcomes: IngestOutcome[] = []
  const take = async (kind: ResultKind, outcomeOf: (row: ResultRow) => RowOutcome) => {
    for (const row of resultRows(await calls.results(job.id, kind), matcher.columns)) {
      const position = matcher.find(row)
      const index = position === undefined ? undefined : portion.indexes[position]
      if (index !== undefined) outcomes.push({ index, outcome: outcomeOf(row) })
    }
  }
  let failure: CertSqlError | undefined
  try {
    for (let look = 1; look <= LOOKS && matcher.openCount > 0; look++) {
      if (look > 1) await pause(pauseMilliseconds, signal)
      await take('successfulResults', ({ id, created }) => ({
        kind: 'written',
        id,
        created,
      }))
      if (matcher.openCount > 0) await take('failedResults', failedOutcome)
      if (matcher.openCount > 0) await take('unprocessedrecords', () => notAttempted(stopped))
    }
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    failure = error
  }
  if (matcher.openCount === 0) return outcomes
  const cause = failure ?? notWhole(job, matcher.openCount)
  for (const position of matcher.open()) {
    const index = portion.indexes[position]
    if (index !== undefined) outcomes.push({ index, outcome: { kind: 'inDoubt', cause } })
  }
  return outcomes
}

function failedOutcome({ error }: ResultRow): RowOutcome {
  return { kind: 'failed', errors: readRowErrors(error) }
}

function notAttempted(cause: CertSqlError | undefined): RowOutcome {
  return { kind: 'notAttempted', ...(cause === undefined ? {} : { cause }) }
}

/** The column that names a record: several rows with the same one are told apart by the others. */
function keyColumnOf({ operation, externalIdField }: IngestRequest): string | undefined {
  return operation === 'insert' ? undefined : operation === 'upsert' ? externalIdField : 'Id'
}

function notWhole(job: BulkJob, missing: number): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6004',
    message: `The results of the Bulk job ${job.id} are not whole: of ${missing} rows they do not tell what became of them.`,
    hint: 'the job is kept for seven days: Setup, Bulk Data Load Jobs; look whether the records are there',
  })
}
