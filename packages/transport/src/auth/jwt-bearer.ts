import type { KeyObject } from 'node:crypto'
import type { JwtAuthentication } from './authentication.js'
import { signAssertion } from './jwt-assertion.js'
import { readJwtKey } from './jwt-key.js'
import { assertionAudience, loginOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { needTexts } from './missing-credential.js'
import type { Authenticator } from './session.js'
import { requestToken } from './token-endpoint.js'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** A signed JWT for a session. There is no refresh token: the next session takes a new signature. */
export function jwtBearerAuthenticator(options: JwtAuthentication, sender: LoginSender): Authenticator {
  const { key, keyPassword, issuer, subject } = options
  needTexts(
    'A JWT login',
    { OAuthJWTCert: key, OAuthJWTIssuer: issuer, OAuthJWTSubject: subject },
    'give the private key, the consumer key of the app as OAuthJWTIssuer, and the user name as OAuthJWTSubject',
  )
  sender.redactor.hide(keyPassword)
  if (key.includes('PRIVATE KEY')) sender.redactor.hide(key)
  const origin = loginOrigin(options)
  const audience = assertionAudience(options)
  let privateKey: KeyObject | undefined
  return {
    renewable: true,
    login: async (signal) => {
      privateKey ??= await readJwtKey(options)
      const assertion = signAssertion({ issuer, subject, audience, now: Date.now() }, privateKey)
      sender.redactor.hide(assertion)
      const parameters = { grant_type: GRANT_TYPE, assertion }
      return await requestToken(sender, { origin, flow: 'JWT bearer', parameters }, signal)
    },
  }
}
