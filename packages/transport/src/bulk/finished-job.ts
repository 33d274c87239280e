import { pause } from '../http/abort.js'
import type { BulkCalls } from './bulk-calls.js'
import { type BulkJob, isTerminal, jobFailure } from './bulk-job.js'
import { DEFAULT_POLL_POLICY, pollWait } from './poll-wait.js'

export interface JobWaitOptions {
  /** The longest wait between two looks at the job. 5 s unless said. */
  readonly pollMilliseconds?: number
  /** Called once when the wait for the job is over, however it ends. */
  readonly onJob?: (job: JobFigures) => void
  /** Called after each look at the job: for whoever watches. */
  readonly onLook?: (look: JobLook) => void
}

/** What a look at a job has shown: `InProgress`. */
export interface JobLook {
  readonly state: string
  /** Rows that it has processed, where the org says so. */
  readonly rows: number | undefined
}

/** A job that was waited for. */
export interface JobFigures {
  readonly id: string
  /** Between looks, in which nothing was sent. */
  readonly waitMilliseconds: number
  /** From its creation (or the first look) to its end. */
  readonly milliseconds: number
}

/** Looks at a job until it has ended. One that has no result is an error. */
export async function finishedJob(
  calls: BulkCalls,
  job: BulkJob,
  { pollMilliseconds, onJob, onLook, signal }: JobWaitOptions & { readonly signal: AbortSignal },
): Promise<BulkJob> {
  const longestMilliseconds = pollMilliseconds ?? DEFAULT_POLL_POLICY.longestMilliseconds
  const started = performance.now()
  let waitMilliseconds = 0
  let latest = job
  onLook?.(job)
  try {
    while (!isTerminal(latest.state)) {
      const before = performance.now()
      await pause(pollWait(before - started, { longestMilliseconds }), signal)
      waitMilliseconds += performance.now() - before
      latest = await calls.look(job.id)
      onLook?.(latest)
    }
  } finally {
    onJob?.({ id: job.id, waitMilliseconds, milliseconds: performance.now() - started })
  }
  if (latest.state !== 'JobComplete') throw jobFailure(latest)
  return latest
}
