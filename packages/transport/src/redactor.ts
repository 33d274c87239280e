import { CertSqlError } from '@certsql/core'
import { escapeXml } from './xml-text.js'

const HIDDEN = '***'

/** Shorter ones are hidden by never being written: replacing every "a" would hide everything else. */
const SHORTEST_SECRET = 4

/** Session ids, access tokens, refresh tokens and authorization headers, whoever made them, and however much is left. */
const PATTERNS: readonly RegExp[] = [
  /\b00D[A-Za-z0-9]{9,15}(?:!|%21)[\w.+/=-]+/g,
  /\b5Aep8[\w.=-]{10,}/g,
  /\bBearer\s+[\w!.~+/=-]{15,}/gi,
]

/** The one place where secrets are taken out of whatever leaves this package as text. */
export class Redactor {
  readonly #secrets = new Set<string>()

  /** Hides this text from now on, in each form in which it can travel. */
  hide(secret: string | undefined): void {
    if (secret === undefined || secret.length < SHORTEST_SECRET) return
    const inForm = new URLSearchParams([['', secret]]).toString().slice(1)
    for (const form of [secret, encodeURIComponent(secret), inForm, escapeXml(secret)])
      this.#secrets.add(form)
  }

  redact(text: string): string {
    let redacted = text
    for (const secret of this.#longestFirst()) redacted = redacted.replaceAll(secret, HIDDEN)
    for (const pattern of PATTERNS) redacted = redacted.replace(pattern, HIDDEN)
    return redacted
  }

  /** The same error without secrets, in its sentence, the org's words and the cause. */
  redactError(error: CertSqlError): CertSqlError {
    const { code, hint, span, sql, org, cause } = error
    if (cause instanceof Error) this.#redactInPlace(cause)
    const message = this.redact(error.message)
    const orgMessage = org === undefined ? undefined : this.redact(org.message)
    if (message === error.message && orgMessage === org?.message) return error
    const hidden = org === undefined ? undefined : { ...org, message: orgMessage ?? '' }
    return new CertSqlError({ code, message, hint, span, sql, org: hidden, cause })
  }

  #redactInPlace(cause: Error): void {
    cause.message = this.redact(cause.message)
    if (cause.stack !== undefined) cause.stack = this.redact(cause.stack)
  }

  /** A secret may be part of another. */
  #longestFirst(): string[] {
    return [...this.#secrets].sort((a, b) => b.length - a.length)
  }
}
