import { CertSqlError } from '@certsql/core'
import type { TokenAuthentication } from './authentication.js'
import { orgOrigin } from './login-host.js'
import type { Authenticator, Session } from './session.js'

/** A token from elsewhere: no request, and nothing to renew it with. */
export function accessTokenAuthenticator(options: TokenAuthentication): Authenticator {
  if (options.accessToken.trim() === '') {
    throw new CertSqlError({
      code: 'CERT-5004',
      message: 'The access token is empty.',
      hint: 'give OAuthAccessToken; in a shell quote it, for it holds a "!"',
    })
  }
  const session: Session = {
    accessToken: options.accessToken.trim(),
    instanceUrl: orgOrigin(options.instanceUrl, 'InstanceUrl'),
  }
  return { renewable: false, login: () => Promise.resolve(session) }
}
