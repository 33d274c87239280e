import { CertSqlError } from '@certsql/core'

const HIDDEN = '***'

/** Shorter ones are hidden by never being written: replacing every "a" would hide everything else. */
const SHORTEST_SECRET = 4

/** Session ids, access tokens and authorization headers, whoever made them. */
const PATTERNS: readonly RegExp[] = [/\b00D[A-Za-z0-9]{9,15}![\w.+/=-]+/g, /\bBearer\s+[\w!.~+/=-]{15,}/gi]

/** The one place where secrets are taken out of whatever leaves this package as text. */
export class Redactor {
  readonly #secrets = new Set<string>()

  /** Hides this text from now on, as it is and URL-encoded. */
  hide(secret: string | undefined): void {
    if (secret === undefined || secret.length < SHORTEST_SECRET) return
    this.#secrets.add(secret)
    this.#secrets.add(encodeURIComponent(secret))
  }

  redact(text: string): string {
    let redacted = text
    for (const secret of this.#longestFirst()) redacted = redacted.replaceAll(secret, HIDDEN)
    for (const pattern of PATTERNS) redacted = redacted.replace(pattern, HIDDEN)
    return redacted
  }

  /** The same error without secrets, in its sentence, the org's words and the cause. */
  redactError(error: CertSqlError): CertSqlError {
    const { code, hint, span, sql, org } = error
    return new CertSqlError({
      code,
      message: this.redact(error.message),
      hint,
      span,
      sql,
      org: org === undefined ? undefined : { ...org, message: this.redact(org.message) },
      cause: error.cause instanceof Error ? this.#redactCause(error.cause) : error.cause,
    })
  }

  #redactCause(cause: Error): Error {
    cause.message = this.redact(cause.message)
    if (cause.stack !== undefined) cause.stack = this.redact(cause.stack)
    return cause
  }

  /** A secret may be part of another. */
  #longestFirst(): string[] {
    return [...this.#secrets].sort((a, b) => b.length - a.length)
  }
}
