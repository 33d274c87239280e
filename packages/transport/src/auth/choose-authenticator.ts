import { accessTokenAuthenticator } from './access-token.js'
import type { Authentication } from './authentication.js'
import { clientCredentialsAuthenticator } from './client-credentials.js'
import { jwtBearerAuthenticator } from './jwt-bearer.js'
import type { LoginPrompts } from './login-prompts.js'
import type { LoginSender } from './login-sender.js'
import { oauthAuthenticator } from './oauth-authenticator.js'
import { oauthPasswordAuthenticator } from './oauth-password.js'
import { samlBearerAuthenticator } from './saml-bearer.js'
import type { Authenticator } from './session.js'
import { sfCliAuthenticator } from './sf-cli.js'
import { soapLoginAuthenticator } from './soap-login.js'

export interface LoginMeans {
  readonly sender: LoginSender
  readonly prompts: LoginPrompts
  readonly apiVersion: string | undefined
}

export function chooseAuthenticator(
  auth: Authentication,
  { sender, prompts, apiVersion }: LoginMeans,
): Authenticator {
  switch (auth.scheme) {
    case 'Token':
      sender.redactor.hide(auth.accessToken)
      return accessTokenAuthenticator(auth)
    case 'Basic':
      return soapLoginAuthenticator(auth, sender, apiVersion)
    case 'OAuth':
    case 'OAuthPKCE':
    case 'OAuthDevice':
      return oauthAuthenticator(auth, sender, prompts)
    case 'OAuthClient':
      return clientCredentialsAuthenticator(auth, sender)
    case 'OAuthPassword':
      return oauthPasswordAuthenticator(auth, sender)
    case 'OAuthJWT':
      return jwtBearerAuthenticator(auth, sender)
    case 'SamlBearer':
      return samlBearerAuthenticator(auth, sender)
    case 'SfCli':
      return sfCliAuthenticator(auth, sender)
  }
}
