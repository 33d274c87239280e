import type { Authentication } from './auth/authentication.js'
import type { RetryPolicy } from './faults/retry-policy.js'
import type { Timeouts } from './http/http-exchange.js'
import type { Log } from './request-log.js'

export interface SalesforceOptions {
  readonly auth: Authentication
  /** `67.0`; left out, the newest that the org and this client both know. */
  readonly apiVersion?: string | number
  /** Requests at once; more wait in line. 10 unless said. */
  readonly maxConcurrency?: number
  readonly timeouts?: Partial<Timeouts>
  readonly retry?: Partial<RetryPolicy>
  readonly log?: Log
  /** Stops connecting; later calls take signals of their own. */
  readonly signal?: AbortSignal
}

export const DEFAULT_MAX_CONCURRENCY = 10
