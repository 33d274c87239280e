import type { FaultRule } from './fault-rule.js'

export interface RetryPolicy {
  /** At most so many attempts for one request, the first included. */
  readonly attempts: number
  readonly firstWaitMilliseconds: number
  /** For faults that the table calls slow. */
  readonly slowFirstWaitMilliseconds: number
  readonly longestWaitMilliseconds: number
  /** No new attempt later than this after the first failure. */
  readonly totalMilliseconds: number
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  firstWaitMilliseconds: 500,
  slowFirstWaitMilliseconds: 5_000,
  longestWaitMilliseconds: 30_000,
  totalMilliseconds: 120_000,
}

export interface FailedAttempt {
  /** From 1. */
  readonly attempt: number
  readonly rule: FaultRule
  readonly idempotent: boolean
  /** The org is known to have done nothing for the attempt. */
  readonly appliedNothing: boolean
  readonly sinceFirstFailureMilliseconds: number
  readonly retryAfterMilliseconds?: number | undefined
}

/**
 * How long to wait before the next attempt, or that there is none. Full jitter: any time up to the bound, so that
 * clients which failed together do not come back together. `Retry-After` is a floor under it.
 */
export function nextDelay(policy: RetryPolicy, failed: FailedAttempt, random: number): number | 'stop' {
  const { attempt, rule } = failed
  if (rule.reaction !== 'retry') return 'stop'
  if (!failed.idempotent && !failed.appliedNothing) return 'stop'
  if (attempt >= Math.min(policy.attempts, rule.attempts ?? policy.attempts)) return 'stop'
  const first = rule.slow === true ? policy.slowFirstWaitMilliseconds : policy.firstWaitMilliseconds
  const jitter = random * Math.min(policy.longestWaitMilliseconds, first * 2 ** (attempt - 1))
  const delay = (failed.retryAfterMilliseconds ?? 0) + jitter
  return failed.sinceFirstFailureMilliseconds + delay > policy.totalMilliseconds ? 'stop' : delay
}

/** `Retry-After: 3` or `Retry-After: Fri, 02 Jan 2026 10:00:00 GMT`, as milliseconds from now. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
