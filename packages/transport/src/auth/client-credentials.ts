import type { ClientCredentialsAuthentication } from './authentication.js'
import { isGenericLoginHost, orgOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { missingCredential, needTexts } from './missing-credential.js'
import type { Authenticator } from './session.js'
import { requestToken } from './token-endpoint.js'

const HINT =
  'for example LoginURL=https://acme.my.salesforce.com with OAuthClientId and OAuthClientSecret of the app'

/** OAuth 2.0 client credentials: the app logs in as itself, on the My Domain host only. */
export function clientCredentialsAuthenticator(
  { clientId, clientSecret, loginUrl }: ClientCredentialsAuthentication,
  sender: LoginSender,
): Authenticator {
  needTexts('A client credentials login', { OAuthClientId: clientId, OAuthClientSecret: clientSecret }, HINT)
  sender.redactor.hide(clientSecret)
  const request = {
    origin: myDomainOrigin(loginUrl),
    flow: 'client credentials',
    parameters: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
  }
  return { renewable: true, login: (signal) => requestToken(sender, request, signal) }
}

function myDomainOrigin(loginUrl: string | undefined): string {
  const origin = loginUrl === undefined ? undefined : orgOrigin(loginUrl, 'LoginURL')
  if (origin !== undefined && !isGenericLoginHost(origin)) return origin
  throw missingCredential(
    'A client credentials login needs the My Domain address of the org as LoginURL.',
    HINT,
  )
}
