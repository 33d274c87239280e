import { CertSqlError, type ErrorCode } from '@certsql/core'

/** When an org counts as dead, and for how long. */
export interface CircuitPolicy {
  /** Requests in a row that gave up, all their attempts included, with no answer in between. */
  readonly failures: number
  /** After so long one request may try again. */
  readonly pauseMilliseconds: number
}

export const DEFAULT_CIRCUIT_POLICY: CircuitPolicy = { failures: 3, pauseMilliseconds: 15_000 }

/** Not reachable, broken off, not available. */
const OUT_OF_REACH: ReadonlySet<ErrorCode> = new Set(['CERT-8501', 'CERT-8502', 'CERT-8503'])

/**
 * Spares a dead org, and those who wait for it. When several requests in a row have given up on an org that cannot be
 * reached or is not available, further ones fail at once for a while; then one may try, and an answer of any kind,
 * even a refusal, lets all through again.
 *
 * Without it a program with a hundred statements would wait two minutes for each of them.
 */
export class Circuit {
  #failures = 0
  #openSince: number | undefined
  #lastFailure: CertSqlError | undefined
  #refusal: CertSqlError | undefined

  constructor(
    private readonly policy: CircuitPolicy,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Throws while the org counts as dead. */
  check(): void {
    if (this.#openSince === undefined) return
    const waited = this.now() - this.#openSince
    if (waited >= this.policy.pauseMilliseconds) {
      // Whoever comes next while this one tries still finds it open.
      this.#openSince = this.now()
      return
    }
    this.#refusal = this.#dead(this.policy.pauseMilliseconds - waited)
    throw this.#refusal
  }

  /** The org has answered. */
  succeed(): void {
    this.#failures = 0
    this.#openSince = undefined
    this.#lastFailure = undefined
  }

  /** A request has given up. What the org said about the request itself is an answer, too. */
  fail(error: CertSqlError): void {
    if (error.code === 'CERT-7006' || error === this.#refusal) return
    if (!OUT_OF_REACH.has(error.code)) {
      this.succeed()
      return
    }
    this.#lastFailure = error
    if (++this.#failures >= this.policy.failures) this.#openSince = this.now()
  }

  #dead(leftMilliseconds: number): CertSqlError {
    const seconds = Math.ceil(leftMilliseconds / 1000)
    const why = this.#lastFailure
    return new CertSqlError({
      code: 'CERT-8503',
      message: `The last ${this.#failures} requests to the org gave up, so none is sent for ${seconds} s.`,
      hint: why === undefined ? 'try again later' : `the last one said: ${why.message}`,
      org: why?.org,
      cause: why,
    })
  }
}
