import type { CertSqlError } from '@certsql/core'

/**
 * One request to the org or to a log-in host, its attempts taken together. What is not known before its end is missing
 * until then. Passwords, tokens and secrets are in none of it.
 */
export interface RequestEvent {
  /** The same as in the log, `r12`. */
  readonly requestId: string
  readonly method: string
  /** `acme.my.salesforce.com`; known once there is a session. */
  readonly host?: string
  /** Without the query. */
  readonly path: string
  /** What stands behind the `?`, readable: the SOQL of queries. */
  readonly query?: string
  /** The HTTP status of the last answer; none where there was no answer. */
  readonly status?: number
  /** API calls that it cost, retries included. */
  readonly apiCalls: number
  /** Attempts after faults, beyond the first. */
  readonly retries: number
  /** Of the bodies received, as they came over the wire. */
  readonly bytes: number
  /** In line behind other requests, and between attempts. */
  readonly waitMilliseconds: number
  /** From the call to its end, waits included; 0 before. */
  readonly milliseconds: number
  /** Why it failed in the end. */
  readonly error?: CertSqlError
}

/** Called with each request when it is over, whether it succeeded or not. */
export type RequestHook = (request: RequestEvent) => void

/** An event that is being filled in. */
export type OpenRequest = { -readonly [Member in keyof RequestEvent]: RequestEvent[Member] }
