import { CertSqlError } from '@certsql/core'
import type { SamlAuthentication } from './authentication.js'
import { loginOrigin, orgOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { needTexts } from './missing-credential.js'
import type { Authenticator } from './session.js'
import { requestToken, TOKEN_PATH } from './token-endpoint.js'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:saml2-bearer'

/** A SAML assertion for a session. The same assertion opens the next session too, as long as it is valid. */
export function samlBearerAuthenticator(options: SamlAuthentication, sender: LoginSender): Authenticator {
  needTexts(
    'A SAML login',
    { SamlAssertion: options.assertion },
    'give the assertion that the identity provider has signed, as XML or in base64',
  )
  const assertion = encodeAssertion(options.assertion)
  for (const form of [options.assertion, assertion]) sender.redactor.hide(form)
  const request = {
    ...tokenEndpoint(options),
    flow: 'SAML bearer',
    parameters: { grant_type: GRANT_TYPE, assertion },
  }
  return { renewable: true, login: (signal) => requestToken(sender, request, signal) }
}

function tokenEndpoint(options: SamlAuthentication): { readonly origin: string; readonly path: string } {
  const { exchangeUrl } = options
  if (exchangeUrl === undefined) return { origin: loginOrigin(options), path: TOKEN_PATH }
  const origin = orgOrigin(exchangeUrl, 'SSOExchangeURL')
  const { pathname, search } = new URL(exchangeUrl.includes('://') ? exchangeUrl : `https://${exchangeUrl}`)
  return { origin, path: pathname === '/' ? TOKEN_PATH : pathname + search }
}

/** As the endpoint wants it: base64url, whatever it came in. */
function encodeAssertion(given: string): string {
  const text = given.trim()
  const xml = text.startsWith('<') ? text : Buffer.from(text, 'base64').toString('utf8').trim()
  if (xml.startsWith('<')) return Buffer.from(xml).toString('base64url')
  throw new CertSqlError({
    code: 'CERT-8601',
    message: 'SamlAssertion is neither XML nor XML in base64.',
    hint: 'give the <Assertion> element itself, not the whole form that the identity provider posts',
  })
}
