import { randomBytes } from 'node:crypto'

/** Who may come in, and with what. */
export interface Credentials {
  readonly username: string
  readonly password: string
  readonly securityToken: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Sessions that are open, and the refresh tokens that open new ones. */
export class Sessions {
  /** When each session was last used. */
  readonly #lastUse = new Map<string, number>()
  readonly #refreshTokens = new Set<string>()

  constructor(
    readonly organizationId: string,
    /** A session that is left alone for so long is closed. */
    readonly idleSeconds: number,
  ) {}

  open(): string {
    // Tokens start with the org's Id and have an exclamation mark, which shells trip over.
    const token = `${this.organizationId.slice(0, 15)}!AQ${randomBytes(48).toString('base64url')}`
    this.#lastUse.set(token, Date.now())
    return token
  }

  openRefreshToken(): string {
    const token = `5Aep8${randomBytes(40).toString('base64url')}`
    this.#refreshTokens.add(token)
    return token
  }

  isRefreshToken(token: string): boolean {
    return this.#refreshTokens.has(token)
  }

  /** Whether the session is open; using it keeps it open. */
  use(token: string): boolean {
    const lastUse = this.#lastUse.get(token)
    if (lastUse === undefined) return false
    const now = Date.now()
    if (now - lastUse > this.idleSeconds * 1000) {
      this.#lastUse.delete(token)
      return false
    }
    this.#lastUse.set(token, now)
    return true
  }

  /** Closes a session, or takes back a refresh token; false when it is neither. */
  revoke(token: string): boolean {
    const wasSession = this.#lastUse.delete(token)
    return this.#refreshTokens.delete(token) || wasSession
  }
}
