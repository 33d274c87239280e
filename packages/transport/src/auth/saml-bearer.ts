import { CertSqlError } from '@certsql/core'
import type { SamlAuthentication } from './authentication.js'
import { addressOf, assertionAudience, loginOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { needTexts } from './missing-credential.js'
import type { Authenticator } from './session.js'
import { assertionSource } from './sso-login.js'
import { requestToken, TOKEN_PATH } from './token-endpoint.js'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:saml2-bearer'

/**
 * A SAML assertion for a session. One that is given opens the next session too, as long as it is valid; from an identity
 * provider each session gets its own.
 */
export function samlBearerAuthenticator(options: SamlAuthentication, sender: LoginSender): Authenticator {
  const source = assertions(options, sender)
  const endpoint = { ...tokenEndpoint(options), flow: 'SAML bearer' }
  return {
    renewable: true,
    login: async (signal) => {
      const assertion = encodeAssertion(await source(signal))
      sender.redactor.hide(assertion)
      const parameters = { grant_type: GRANT_TYPE, assertion }
      return await requestToken(sender, { ...endpoint, parameters }, signal)
    },
  }
}

function assertions(
  options: SamlAuthentication,
  sender: LoginSender,
): (signal: AbortSignal) => string | Promise<string> {
  const { assertion, identityProvider } = options
  if (identityProvider !== undefined) {
    return assertionSource(identityProvider, assertionAudience(options), sender)
  }
  needTexts(
    'A SAML login',
    { SamlAssertion: assertion },
    'give the assertion that the identity provider has signed, as XML or in base64',
  )
  sender.redactor.hide(assertion)
  // One that is none is found before anything is sent.
  encodeAssertion(assertion)
  return () => assertion
}

function tokenEndpoint(options: SamlAuthentication): { readonly origin: string; readonly path: string } {
  const { exchangeUrl } = options
  if (exchangeUrl === undefined) return { origin: loginOrigin(options), path: TOKEN_PATH }
  const { origin, path } = addressOf(exchangeUrl, 'SSOExchangeURL')
  return { origin, path: path === '/' ? TOKEN_PATH : path }
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
