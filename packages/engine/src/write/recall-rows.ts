import { CertSqlError } from '@certsql/core'
import type { RowOutcome } from '../remote-writes.js'
import { ingestedOutcomes } from './ingest-rows.js'
import type { PendingRow } from './pending-row.js'
import type { Sending } from './sending.js'
import type { LedgerNote, WriteLedger } from './write-ledger.js'

type Doubt = Extract<LedgerNote, { readonly kind: 'doubt' }>

/**
 * Puts into the report what a ledger knows of the rows, and gives those that are still to be sent. What an earlier Bulk job
 * has done is asked of the job; a change that may be made twice is made again; an insert whose answer was lost stays in
 * doubt.
 */
export async function recallRows(
  rows: readonly PendingRow[],
  ledger: WriteLedger,
  sending: Sending,
): Promise<readonly PendingRow[]> {
  const open: PendingRow[] = []
  const byJob = new Map<number, { readonly job: string; readonly rows: PendingRow[] }>()
  for (const row of rows) {
    const note = ledger.recall(row)
    if (note?.kind === 'written')
      sending.report.set(row, { kind: 'written', id: note.id, created: isInsert(row) })
    else if (note?.job !== undefined) gather(byJob, note, row)
    else if (note !== undefined && isInsert(row)) sending.report.set(row, inDoubt(note, ledger))
    else open.push(row)
  }
  for (const [number, { job, rows: sent }] of byJob) {
    const isWhole = sent.length === ledger.sizeOf(number)
    if (isWhole) await settleJob(number, job, sent, ledger, sending)
    else for (const row of sent) sending.report.set(row, lostJob(job, ledger))
  }
  return open
}

function gather(
  byJob: Map<number, { readonly job: string; readonly rows: PendingRow[] }>,
  { number, job = '', place }: Doubt,
  row: PendingRow,
): void {
  const known = byJob.get(number) ?? { job, rows: [] }
  known.rows[place] = row
  byJob.set(number, known)
}

/** The job has its rows, and tells what became of them. */
async function settleJob(
  number: number,
  jobId: string,
  rows: readonly PendingRow[],
  ledger: WriteLedger,
  sending: Sending,
): Promise<void> {
  const resume = [{ from: 0, to: rows.length, jobId, state: 'closed' }] as const
  const outcomes = await ingestedOutcomes(rows, sending, { resume })
  for (const [index, row] of rows.entries()) {
    const outcome = outcomes[index]
    if (outcome !== undefined) sending.report.set(row, outcome)
  }
  await ledger.done(number, outcomes)
}

function isInsert({ action }: PendingRow): boolean {
  return action.operation === 'insert'
}

function inDoubt({ at, number }: Doubt, ledger: WriteLedger): RowOutcome {
  const cause = new CertSqlError({
    code: 'CERT-8008',
    message: `it was sent at ${at}, and the answer is not known`,
    hint: `see whether the record is there; then delete line "sending":${number} of ${ledger.name} to have it sent again, or add {"done":${number},"ids":[…]}`,
  })
  return { kind: 'inDoubt', cause }
}

function lostJob(job: string, ledger: WriteLedger): RowOutcome {
  const cause = new CertSqlError({
    code: 'CERT-8009',
    message: `it went with others into the Bulk job ${job}, and the rows given now are not the same`,
    hint: `run the statement with the rows it had when ${ledger.name} was written`,
  })
  return { kind: 'inDoubt', cause }
}
