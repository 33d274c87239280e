import type { Authentication } from './auth/authentication.js'
import type { LoginPrompts } from './auth/login-prompts.js'
import type { RetryPolicy } from './faults/retry-policy.js'
import type { Timeouts } from './http/http-exchange.js'
import type { ProxyOptions } from './http/proxy-choice.js'
import type { RequestHook } from './observe/request-event.js'
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
  /** Called with each request when it is over, log-ins included. */
  readonly onRequest?: RequestHook
  /** Left out, the environment tells: `HTTPS_PROXY`, `NO_PROXY`. */
  readonly proxy?: ProxyOptions
  /** A certificate to trust (PEM, or its file), or the SHA-256 fingerprint that the org's must have. */
  readonly serverCertificate?: string
  /** How logins reach a person; left out, through the browser, and with words on stderr. */
  readonly prompts?: LoginPrompts
  /** Stops connecting; later calls take signals of their own. */
  readonly signal?: AbortSignal
}

export const DEFAULT_MAX_CONCURRENCY = 10
