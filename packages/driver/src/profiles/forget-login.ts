import { forgetOAuthLogin } from '@certsql/transport'
import { type GivenTexts, Settings } from '../properties/settings.js'
import { chooseAuthentication } from '../session/authentication.js'

/** Forgets the OAuth tokens that a login with these properties has left; other logins leave nothing. */
export async function forgetLogin(properties: GivenTexts): Promise<void> {
  const login = chooseAuthentication(new Settings([properties]).values, undefined)
  switch (login.scheme) {
    case 'OAuth':
    case 'OAuthPKCE':
    case 'OAuthDevice':
      return await forgetOAuthLogin(login)
    case 'Basic':
    case 'OAuthClient':
    case 'OAuthPassword':
    case 'OAuthJWT':
    case 'SamlBearer':
    case 'Token':
    case 'SfCli':
  }
}
