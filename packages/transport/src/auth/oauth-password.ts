import type { PasswordAuthentication } from './authentication.js'
import { loginOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { needTexts } from './missing-credential.js'
import type { Authenticator } from './session.js'
import { requestToken } from './token-endpoint.js'

/** OAuth 2.0 with user name and password. No refresh token comes back; the password opens the next session too. */
export function oauthPasswordAuthenticator(
  options: PasswordAuthentication,
  sender: LoginSender,
): Authenticator {
  const { clientId, clientSecret, user, password, securityToken = '' } = options
  needTexts(
    'An OAuth login with user and password',
    { OAuthClientId: clientId, OAuthClientSecret: clientSecret, User: user, Password: password },
    'give OAuthClientId, OAuthClientSecret, User, Password and SecurityToken, or choose another AuthScheme',
  )
  for (const secret of [clientSecret, password, securityToken, password + securityToken]) {
    sender.redactor.hide(secret)
  }
  const request = {
    origin: loginOrigin(options),
    flow: 'user name and password',
    parameters: {
      grant_type: 'password',
      client_id: clientId,
      client_secret: clientSecret,
      username: user,
      // The security token follows the password without anything between.
      password: password + securityToken,
    },
  }
  return { renewable: true, login: (signal) => requestToken(sender, request, signal) }
}
