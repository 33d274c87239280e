import { pause } from '../http/abort.js'
import { appliedNothing } from './applied-nothing.js'
import { RequestFailure } from './request-failure.js'
import { nextDelay, type RetryPolicy } from './retry-policy.js'

export interface RetryOptions {
  readonly policy: RetryPolicy
  readonly idempotent: boolean
  readonly signal: AbortSignal | undefined
  readonly onRetry: (failure: RequestFailure, attempt: number, delayMilliseconds: number) => void
}

/** Works until it succeeds or the policy says stop; then the last failure is thrown. */
export async function withRetries<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, idempotent, signal, onRetry } = options
  let firstFailure: number | undefined
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error
      const { rule, retryAfterMilliseconds } = error.facts
      firstFailure ??= performance.now()
      const sinceFirstFailureMilliseconds = performance.now() - firstFailure
      const failed = {
        attempt,
        rule,
        idempotent,
        appliedNothing: appliedNothing(error.facts),
        sinceFirstFailureMilliseconds,
        retryAfterMilliseconds,
      }
      const delay = nextDelay(policy, failed, Math.random())
      if (delay === 'stop') throw error
      onRetry(error, attempt, delay)
      await pause(delay, signal)
    }
  }
}
