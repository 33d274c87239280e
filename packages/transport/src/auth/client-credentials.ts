import { CertSqlError } from '@certsql/core'
import type { ClientCredentialsAuthentication } from './authentication.js'
import { isGenericLoginHost, orgOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { readTokenAnswer } from './oauth-token.js'
import type { Authenticator } from './session.js'

/** OAuth 2.0 client credentials: the app logs in as itself, on the My Domain host only. */
export function clientCredentialsAuthenticator(
  options: ClientCredentialsAuthentication,
  sender: LoginSender,
): Authenticator {
  const { clientId, clientSecret } = options
  if (clientId === '' || clientSecret === '') {
    throw missing(
      `A client credentials login needs ${clientId === '' ? 'OAuthClientId' : 'OAuthClientSecret'}.`,
    )
  }
  sender.redactor.hide(clientSecret)
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  })
  const request = {
    origin: myDomainOrigin(options.loginUrl),
    path: '/services/oauth2/token',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: body.toString(),
  }
  return {
    renewable: true,
    login: async (signal) => {
      const session = await sender.post(request, readTokenAnswer, signal)
      sender.redactor.hide(session.accessToken)
      return session
    },
  }
}

function myDomainOrigin(loginUrl: string | undefined): string {
  const origin = loginUrl === undefined ? undefined : orgOrigin(loginUrl, 'LoginURL')
  if (origin !== undefined && !isGenericLoginHost(origin)) return origin
  throw missing('A client credentials login needs the My Domain address of the org as LoginURL.')
}

function missing(message: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-5004',
    message,
    hint: 'for example LoginURL=https://acme.my.salesforce.com with OAuthClientId and OAuthClientSecret of the app',
  })
}
