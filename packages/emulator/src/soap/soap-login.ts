import { INVALID_LOGIN } from '../auth/user-status.js'
import type { OrgUser } from '../auth/users.js'
import { LAST_LOGIN_VERSION } from '../server/api-version.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestResponse } from '../server/rest-message.js'
import { OrgCurrencies } from '../soql/org-currencies.js'
import { elements, SoapFault, soapResponse } from './soap-message.js'
import { decodeXml, element } from './xml.js'

/** `login()`: user name, and password followed by the security token. */
export function soapLogin(call: string, localOrg: LocalOrg, version: number): RestResponse {
  const { variants, users } = localOrg
  if (version > LAST_LOGIN_VERSION) {
    throw loginFault(variants.lateLoginFault, `login() is not available in version ${version}.0 of the API`)
  }
  const username = decodeXml(element(call, 'username') ?? '')
  const password = decodeXml(element(call, 'password') ?? '')
  const worth = users.checkPassword(username, password)
  const user = users.find(username)
  const obstacle = user && localOrg.obstacleFor(user)
  // A locked user learns it even without the password.
  if (obstacle !== undefined && (worth !== 'wrong' || obstacle.soapCode === 'PASSWORD_LOCKOUT')) {
    throw loginFault(obstacle.soapCode, obstacle.soapMessage)
  }
  if (worth === 'tokenMissing' && variants.missingTokenFault === 'LOGIN_MUST_USE_SECURITY_TOKEN') {
    throw loginFault(
      'LOGIN_MUST_USE_SECURITY_TOKEN',
      'Invalid username, password, security token; or user locked out. Are you at a new location? When accessing Salesforce--either via a desktop client or the API--from outside of your company’s trusted networks, you must add a security token to your password to log in.',
    )
  }
  if (worth !== 'right' || user === undefined) throw loginFault('INVALID_LOGIN', INVALID_LOGIN)
  if (users.status(user) === 'apiDisabled') {
    throw loginFault('API_CURRENTLY_DISABLED', 'API is disabled for this User')
  }
  return loginResponse(localOrg, version, user)
}

function loginFault(code: string, message: string): SoapFault {
  return new SoapFault(code, message, 'LoginFault')
}

function loginResponse(localOrg: LocalOrg, version: number, user: OrgUser): RestResponse {
  const { url, sessions, users, auth } = localOrg
  const organizationId = localOrg.org.identity.organizationId.slice(0, 15)
  const result = elements({
    metadataServerUrl: `${url}/services/Soap/m/${version}.0/${organizationId}`,
    passwordExpired: String(users.status(user) === 'passwordExpired'),
    sandbox: String(auth.isSandbox === true),
    serverUrl: `${url}/services/Soap/u/${version}.0/${organizationId}`,
    sessionId: sessions.open({ user, scope: 'full' }),
    userId: user.userId,
  })
  const userInfo = `<userInfo>${userInfoElements(localOrg, user)}</userInfo>`
  return soapResponse('login', result + userInfo, { apiCalls: 0 })
}

/** What log-ins and `getUserInfo()` tell about somebody. */
export function userInfoElements({ org, sessions }: LocalOrg, user: OrgUser): string {
  const { organizationId, organizationName, timeZone, locale } = org.identity
  const currencies = OrgCurrencies.of(org)
  return elements({
    accessibilityMode: 'false',
    chatterExternal: 'false',
    currencySymbol: '$',
    orgAttachmentFileSizeLimit: '26214400',
    orgDefaultCurrencyIsoCode: currencies?.corporate ?? 'USD',
    orgDefaultCurrencyLocale: 'en_US',
    orgDisallowHtmlAttachments: 'false',
    orgHasPersonAccounts: 'false',
    organizationId,
    organizationMultiCurrency: String(currencies !== undefined),
    organizationName,
    profileId: '00e5f000000AAAAAA1',
    roleId: null,
    sessionSecondsValid: String(sessions.idleSeconds),
    userDefaultCurrencyIsoCode: currencies?.corporate ?? null,
    userEmail: user.email,
    userFullName: user.name,
    userId: user.userId,
    userLanguage: 'en_US',
    userLocale: locale,
    userName: user.username,
    userTimeZone: timeZone,
    userType: 'Standard',
    userUiSkin: 'Theme3',
  })
}
