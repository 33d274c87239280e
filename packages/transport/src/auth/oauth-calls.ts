import { authorizationUrl } from './authorization-url.js'
import { orgOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { newPkce, randomText } from './pkce.js'
import { type IssuedCode, redeemCode } from './redeem-code.js'
import { requestToken } from './token-endpoint.js'
import type { TokenSet } from './token-set.js'

/** An app, and the address where it logs in. */
export interface OAuthApp {
  readonly loginUrl: string
  readonly clientId: string
  readonly clientSecret: string | undefined
}

export interface OAuthPage {
  /** To be opened in a browser. */
  readonly url: string
  /** Comes back with the code. */
  readonly state: string
  /** Needed to redeem the code, and secret. */
  readonly codeVerifier: string
}

/** The steps of an OAuth login one by one, for programs that show the pages themselves. */
export class OAuthCalls {
  constructor(private readonly sender: LoginSender) {}

  /** The page on which a person logs in. Asks nobody. */
  page(app: OAuthApp, callbackUrl: string, scope: string): OAuthPage {
    const { codeVerifier, codeChallenge } = newPkce()
    const state = randomText()
    const url = authorizationUrl({
      origin: orgOrigin(app.loginUrl, 'LoginURL'),
      clientId: app.clientId,
      redirectUri: callbackUrl,
      scope,
      state,
      codeChallenge,
    })
    return { url, state, codeVerifier }
  }

  /** The code that the browser came back with, for tokens; it is good for one use. */
  redeem(app: OAuthApp, issued: IssuedCode, signal: AbortSignal): Promise<TokenSet> {
    const { loginUrl, clientId, clientSecret } = app
    this.sender.redactor.hide(clientSecret)
    const origin = orgOrigin(loginUrl, 'LoginURL')
    return redeemCode({ sender: this.sender, origin, clientId, clientSecret }, issued, signal)
  }

  /** A new access token; the org may also change the refresh token. */
  refresh(app: OAuthApp, refreshToken: string, signal: AbortSignal): Promise<TokenSet> {
    const { loginUrl, clientId, clientSecret } = app
    for (const secret of [clientSecret, refreshToken]) this.sender.redactor.hide(secret)
    const parameters = {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    }
    const origin = orgOrigin(loginUrl, 'LoginURL')
    return requestToken(this.sender, { origin, flow: 'refresh token', parameters }, signal)
  }
}
