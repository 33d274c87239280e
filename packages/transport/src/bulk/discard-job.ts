import { CertSqlError } from '@certsql/core'
import type { BulkCalls } from './bulk-calls.js'
import { type BulkJob, isTerminal } from './bulk-job.js'

/**
 * Takes a job away: one that still runs is aborted first. This may go on after the caller has left, and its failure is
 * nobody's concern: the org deletes jobs by itself after seven days.
 */
export async function discardJob(
  calls: BulkCalls,
  { id, state }: Pick<BulkJob, 'id' | 'state'>,
): Promise<void> {
  // It may have ended since somebody looked, and is then not to be aborted any more.
  if (!isTerminal(state)) await quietly(() => calls.abort(id))
  await quietly(() => calls.delete(id))
}

async function quietly(call: () => Promise<void>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
  }
}
