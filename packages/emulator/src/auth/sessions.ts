import { randomBytes } from 'node:crypto'
import type { OrgUser } from './users.js'

/** Who may come in, and with what. */
export interface Credentials {
  readonly username: string
  readonly password: string
  readonly securityToken: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Who is behind a session, and what for. */
export interface Login {
  readonly user: OrgUser
  /** Names separated by spaces. */
  readonly scope: string
}

interface Session extends Login {
  readonly openedAt: number
  readonly refreshToken: string | undefined
  lastUse: number
}

interface RefreshToken extends Login {
  readonly issuedAt: number
}

/** Milliseconds since 1970. */
export interface SessionFacts extends Login {
  readonly openedAt: number
  /** When the session ends, if nobody uses it before. */
  readonly endsAt: number
}

/** Sessions that are open, and the refresh tokens that open new ones. */
export class Sessions {
  readonly #sessions = new Map<string, Session>()
  readonly #refreshTokens = new Map<string, RefreshToken>()

  constructor(
    readonly organizationId: string,
    /** A session that is left alone for so long is closed. */
    readonly idleSeconds: number,
  ) {}

  /** Opens a session; it ends with the refresh token that it was opened with, if it was. */
  open(login: Login, refreshToken?: string): string {
    // Tokens start with the org's Id and have an exclamation mark, which shells trip over.
    const token = `${this.organizationId.slice(0, 15)}!AQ${randomBytes(48).toString('base64url')}`
    const now = Date.now()
    this.#sessions.set(token, { ...login, openedAt: now, lastUse: now, refreshToken })
    return token
  }

  openRefreshToken(login: Login): string {
    const token = `5Aep8${randomBytes(40).toString('base64url')}`
    this.#refreshTokens.set(token, { ...login, issuedAt: Date.now() })
    return token
  }

  refreshToken(token: string): RefreshToken | undefined {
    return this.#refreshTokens.get(token)
  }

  /** Who is behind a session that is open; using it keeps it open. */
  use(token: string): Login | undefined {
    const session = this.#open(token)
    if (session !== undefined) session.lastUse = Date.now()
    return session
  }

  /** What is known about an open session, without using it. */
  facts(token: string): SessionFacts | undefined {
    const session = this.#open(token)
    return session && { ...session, endsAt: session.lastUse + this.idleSeconds * 1000 }
  }

  #open(token: string): Session | undefined {
    const session = this.#sessions.get(token)
    if (session === undefined) return undefined
    if (Date.now() - session.lastUse <= this.idleSeconds * 1000) return session
    this.#sessions.delete(token)
    return undefined
  }

  /** Closes a session, or takes back a refresh token and closes its sessions; false when it is neither. */
  revoke(token: string): boolean {
    if (this.#sessions.delete(token)) return true
    if (!this.#refreshTokens.delete(token)) return false
    for (const [open, { refreshToken }] of this.#sessions) {
      if (refreshToken === token) this.#sessions.delete(open)
    }
    return true
  }

  /** Takes back a refresh token and lets its sessions be. */
  replaceRefreshToken(token: string): void {
    this.#refreshTokens.delete(token)
  }
}
