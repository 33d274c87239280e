import { CertSqlError } from '@certsql/core'
import { readCode } from './callback-parameters.js'
import type { OAuthClient } from './oauth-client.js'
import { redeemCode } from './redeem-code.js'
import type { TokenSet } from './token-set.js'

/**
 * Finishes a login whose browser was on another machine. The verifier is the whole address at which that browser has
 * ended, or the code in it.
 */
export async function logInWithVerifier(
  client: OAuthClient,
  verifier: string,
  signal: AbortSignal,
): Promise<TokenSet> {
  const pending = client.saved?.pending
  const code = codeOf(verifier.trim(), pending?.state)
  const issued = { code, redirectUri: client.callbackUrl, codeVerifier: pending?.codeVerifier }
  return await redeemCode(client, issued, signal)
}

function codeOf(verifier: string, state: string | undefined): string {
  if (/^https?:\/\//i.test(verifier) && URL.canParse(verifier)) {
    const { searchParams } = new URL(verifier)
    if (state === undefined || searchParams.get('state') === state) return readCode(searchParams)
    throw new CertSqlError({
      code: 'CERT-5004',
      message: 'The address in OAuthVerifier belongs to another login than the one begun last.',
      hint: 'leave OAuthVerifier out to get a new address to log in at, with the same OAuthSettingsLocation',
    })
  }
  // Copied out of an address, the "=" at the end of a code is still encoded.
  return /%[0-9a-f]{2}/i.test(verifier) ? decodeURIComponent(verifier) : verifier
}
