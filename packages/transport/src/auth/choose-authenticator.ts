import { accessTokenAuthenticator } from './access-token.js'
import type { Authentication } from './authentication.js'
import { clientCredentialsAuthenticator } from './client-credentials.js'
import type { LoginSender } from './login-sender.js'
import type { Authenticator } from './session.js'
import { soapLoginAuthenticator } from './soap-login.js'

export function chooseAuthenticator(
  auth: Authentication,
  sender: LoginSender,
  apiVersion: string | undefined,
): Authenticator {
  switch (auth.scheme) {
    case 'Token':
      sender.redactor.hide(auth.accessToken)
      return accessTokenAuthenticator(auth)
    case 'Basic':
      return soapLoginAuthenticator(auth, sender, apiVersion)
    case 'OAuthClient':
      return clientCredentialsAuthenticator(auth, sender)
  }
}
