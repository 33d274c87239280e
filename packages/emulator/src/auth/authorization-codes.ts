import { createHash, randomBytes } from 'node:crypto'
import { OAuthRefusal } from './oauth-refusal.js'
import type { Login } from './sessions.js'

interface Authorization {
  readonly login: Login
  readonly redirectUri: string
  /** Of PKCE: BASE64URL(SHA256(verifier)). */
  readonly codeChallenge: string | undefined
}

interface IssuedCode extends Authorization {
  readonly expiresAt: number
}

/** Codes that a browser carries from the login page to the app; each is good for one token. */
export class AuthorizationCodes {
  readonly #codes = new Map<string, IssuedCode>()
  readonly #usedCodes = new Set<string>()

  constructor(readonly seconds: number) {}

  issue(authorization: Authorization): string {
    const code = `aPrx${randomBytes(40).toString('base64url')}==`
    this.#codes.set(code, { ...authorization, expiresAt: Date.now() + this.seconds * 1000 })
    return code
  }

  /** What a code stands for. It is gone whether or not the rest is right. */
  redeem(code: string, redirectUri: string, verifier: string | null): Login {
    if (this.#usedCodes.has(code)) throw invalidGrant('expired authorization code')
    const issued = this.#codes.get(code)
    if (issued === undefined) throw invalidGrant('invalid authorization code')
    this.#codes.delete(code)
    this.#usedCodes.add(code)
    if (Date.now() > issued.expiresAt) throw invalidGrant('expired authorization code')
    if (redirectUri !== issued.redirectUri) {
      throw new OAuthRefusal('redirect_uri_mismatch', 'redirect_uri must match configuration')
    }
    if (!fitsChallenge(verifier, issued.codeChallenge)) throw invalidGrant('invalid code verifier')
    return issued.login
  }
}

function invalidGrant(description: string): OAuthRefusal {
  return new OAuthRefusal('invalid_grant', description)
}

/** Without a challenge there must be no verifier either. */
function fitsChallenge(verifier: string | null, challenge: string | undefined): boolean {
  if (verifier === null || challenge === undefined) return verifier === null && challenge === undefined
  return createHash('sha256').update(verifier).digest('base64url') === challenge.replace(/=+$/, '')
}
