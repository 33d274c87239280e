/** How often a job is looked at. */
export interface PollPolicy {
  /** The longest wait between two looks. */
  readonly longestMilliseconds: number
}

export const DEFAULT_POLL_POLICY: PollPolicy = { longestMilliseconds: 5_000 }

/** The first wait, as a part of the longest one. */
const FIRST_PART = 1 / 100
/** Waits grow with the time that the job has taken, by this part of it. */
const PART_OF_ELAPSED = 1 / 2

/**
 * How long to wait before the next look at a job. A look costs an API call, and the end of a job should not go unseen
 * for long compared with the time that it took: so half as long as it has taken so far, within bounds. A job of a minute
 * is looked at some twenty times with a longest wait of 5 s, and one of a tenth of a second twice.
 *
 * ```ts
 * pollWait(0, { longestMilliseconds: 5000 })        // 50
 * pollWait(2000, { longestMilliseconds: 5000 })     // 1000
 * pollWait(60_000, { longestMilliseconds: 5000 })   // 5000
 * ```
 */
export function pollWait(elapsedMilliseconds: number, { longestMilliseconds }: PollPolicy): number {
  const wanted = Math.max(longestMilliseconds * FIRST_PART, elapsedMilliseconds * PART_OF_ELAPSED)
  return Math.min(longestMilliseconds, wanted)
}
