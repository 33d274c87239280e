import type { LocalOrg } from '../server/local-org.js'
import { json, type RestResponse } from '../server/rest-message.js'
import { CONNECT_PATH } from './connect-device.js'
import { userOfJwt } from './jwt-bearer.js'
import { ALL_SCOPES, checkClient, includesRefreshToken, readScope } from './oauth-form.js'
import { OAuthRefusal } from './oauth-refusal.js'
import { userOfSaml } from './saml-bearer.js'
import type { Login } from './sessions.js'
import { tokenResponse } from './token-response.js'

type Grant = (form: URLSearchParams, localOrg: LocalOrg) => RestResponse

/** The flows by their `grant_type`. */
const GRANTS: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
  ['client_credentials', clientCredentials],
  ['password', password],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', jwtBearer],
  ['urn:ietf:params:oauth:grant-type:saml2-bearer', samlBearer],
  ['device', device],
])

/** `POST /services/oauth2/token`. */
export function token(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  const grantType = form.get('grant_type')
  if (form.get('response_type') === 'device_code') return deviceCode(form, localOrg)
  if (grantType === null) throw new OAuthRefusal('invalid_request', 'grant type not supplied')
  const grant = GRANTS.get(grantType)
  if (grant === undefined) throw new OAuthRefusal('unsupported_grant_type', 'grant type not supported')
  return grant(form, localOrg)
}

function authorizationCode(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  checkClient(form, localOrg, localOrg.auth.requireSecret === true)
  const login = localOrg.codes.redeem(
    form.get('code') ?? '',
    form.get('redirect_uri') ?? '',
    form.get('code_verifier'),
  )
  return withRefreshToken(localOrg, login)
}

function withRefreshToken(localOrg: LocalOrg, login: Login): RestResponse {
  if (!includesRefreshToken(login.scope)) return tokenResponse(localOrg, login)
  return tokenResponse(localOrg, login, { newRefreshToken: localOrg.sessions.openRefreshToken(login) })
}

function refreshToken(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  checkClient(form, localOrg, localOrg.auth.requireSecret === true)
  const { sessions, auth } = localOrg
  const old = form.get('refresh_token') ?? ''
  const login = sessions.refreshToken(old)
  if (login === undefined) throw new OAuthRefusal('invalid_grant', 'expired access/refresh token')
  if (auth.rotateRefreshTokens !== true) return tokenResponse(localOrg, login, { refreshToken: old })
  sessions.replaceRefreshToken(old)
  return tokenResponse(localOrg, login, { newRefreshToken: sessions.openRefreshToken(login) })
}

function clientCredentials(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  checkClient(form, localOrg, true)
  if (localOrg.auth.hasClientCredentialsUser === false) {
    throw new OAuthRefusal('invalid_grant', 'no client credentials user enabled')
  }
  return tokenResponse(localOrg, { user: localOrg.users.main, scope: ALL_SCOPES })
}

function password(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  checkClient(form, localOrg, true)
  const { users, auth } = localOrg
  const username = form.get('username') ?? ''
  const user = users.find(username)
  const isRight = users.checkPassword(username, form.get('password') ?? '') === 'right'
  const isUsable = user !== undefined && users.status(user) !== 'passwordExpired'
  if (auth.allowPasswordFlow === false || !isRight || !isUsable) {
    throw new OAuthRefusal('invalid_grant', 'authentication failure')
  }
  return tokenResponse(localOrg, { user, scope: ALL_SCOPES })
}

function jwtBearer(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  const user = userOfJwt(form.get('assertion') ?? '', localOrg)
  return tokenResponse(localOrg, { user, scope: readScope(form.get('scope')) }, { isSigned: false })
}

function samlBearer(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  const user = userOfSaml(form.get('assertion') ?? '', localOrg)
  return tokenResponse(localOrg, { user, scope: readScope(form.get('scope')) }, { isSigned: false })
}

function deviceCode(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  checkClient(form, localOrg, false)
  const { devices, url } = localOrg
  const { deviceCode: code, userCode } = devices.issue(readScope(form.get('scope')))
  const answer = {
    device_code: code,
    user_code: userCode,
    verification_uri: url + CONNECT_PATH,
    interval: devices.intervalSeconds,
  }
  return json(answer, { apiCalls: 0 })
}

function device(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  checkClient(form, localOrg, false)
  return withRefreshToken(localOrg, localOrg.devices.redeem(form.get('code') ?? ''))
}
