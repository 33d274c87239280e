import type { OAuthClient } from './oauth-client.js'
import { requestToken } from './token-endpoint.js'
import type { TokenSet } from './token-set.js'

export interface IssuedCode {
  readonly code: string
  readonly redirectUri: string
  readonly codeVerifier: string | undefined
}

/** The code that a browser has brought, for tokens. It is good for one use, so it is never sent twice. */
export function redeemCode(
  client: Pick<OAuthClient, 'sender' | 'origin' | 'clientId' | 'clientSecret'>,
  issued: IssuedCode,
  signal: AbortSignal,
): Promise<TokenSet> {
  const { sender, origin, clientId, clientSecret } = client
  const { code, redirectUri, codeVerifier } = issued
  for (const secret of [code, codeVerifier]) sender.redactor.hide(secret)
  const parameters = {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  }
  return requestToken(sender, { origin, flow: 'web server', parameters, idempotent: false }, signal)
}
