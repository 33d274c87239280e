import type { ErrorCode } from '@certsql/core'

/**
 * What is done about a fault: `retry` sends an idempotent request again after a while, `renew` logs in anew and
 * replays once, `final` reports it.
 */
export type Reaction = 'retry' | 'renew' | 'final'

/** One line of a fault table. */
export interface FaultRule {
  readonly reaction: Reaction
  readonly code: ErrorCode
  /** One sentence; `{host}`, `{status}`, `{errorCode}`, `{user}`, `{words}` are filled in. */
  readonly message: string
  readonly hint?: string
  /** The most attempts, where that is fewer than the policy's. */
  readonly attempts?: number
  /** Waits longer between attempts: the org is busy with our own requests. */
  readonly slow?: true
  /** The request never left, so it cost no API call. */
  readonly neverSent?: true
}
