import { createHash, randomBytes } from 'node:crypto'

/** Proof Key for Code Exchange, RFC 7636: who redeems a code must be who has asked for it. */
export interface Pkce {
  readonly codeVerifier: string
  readonly codeChallenge: string
}

export function newPkce(): Pkce {
  const codeVerifier = randomText()
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') }
}

/** 256 bits that nobody guesses, in 43 characters. */
export function randomText(): string {
  return randomBytes(32).toString('base64url')
}
