import { createHmac } from 'node:crypto'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'

/** Everything below `/services/oauth2/`. */
export function oauth(request: RestRequest, localOrg: LocalOrg, endpoint: string): RestResponse {
  switch (endpoint) {
    case 'token':
      return request.method === 'POST'
        ? token(request, localOrg)
        : refused('invalid_request', 'must use HTTP POST')
    case 'revoke':
      return revoke(request, localOrg)
    case 'introspect':
      return introspect(request, localOrg)
    case 'userinfo':
      localOrg.checkSession(request)
      return json(identity(localOrg), { apiCalls: 0 })
    default:
      throw new OrgRefusal(404, 'NOT_FOUND', 'The requested resource does not exist')
  }
}

function refused(error: string, description: string): RestResponse {
  return json({ error, error_description: description }, { status: 400, apiCalls: 0 })
}

/** The parameters of a form, with client id and secret from the Authorization header too. */
function formOf(request: RestRequest): URLSearchParams {
  const form = new URLSearchParams(request.body)
  for (const [name, value] of request.parameters) if (!form.has(name)) form.set(name, value)
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (encoded !== undefined) {
    const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
    form.set('client_id', id)
    form.set('client_secret', secret)
  }
  return form
}

function token(request: RestRequest, localOrg: LocalOrg): RestResponse {
  const form = formOf(request)
  const grant = form.get('grant_type')
  if (grant === null) return refused('invalid_request', 'grant type not supplied')
  const { credentials, sessions } = localOrg
  if (form.get('client_id') !== credentials.clientId) {
    return refused('invalid_client_id', 'client identifier invalid')
  }
  const secret = form.get('client_secret')
  const isSecretNeeded = grant !== 'refresh_token'
  if (secret === null ? isSecretNeeded : secret !== credentials.clientSecret) {
    return refused('invalid_client', 'invalid client credentials')
  }
  switch (grant) {
    case 'client_credentials':
      return tokenResponse(localOrg, undefined)
    case 'password':
      return localOrg.isPassword(form.get('username') ?? '', form.get('password') ?? '')
        ? tokenResponse(localOrg, undefined)
        : refused('invalid_grant', 'authentication failure')
    case 'refresh_token': {
      const refreshToken = form.get('refresh_token') ?? ''
      return sessions.isRefreshToken(refreshToken)
        ? tokenResponse(localOrg, undefined)
        : refused('invalid_grant', 'expired access/refresh token')
    }
    default:
      return refused('unsupported_grant_type', 'grant type not supported')
  }
}

function tokenResponse(localOrg: LocalOrg, refreshToken: string | undefined): RestResponse {
  const { credentials, sessions, url } = localOrg
  const id = localOrg.identityUrl()
  const issuedAt = String(Date.now())
  const answer = {
    access_token: sessions.open(),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    signature: createHmac('sha256', credentials.clientSecret).update(`${id}${issuedAt}`).digest('base64'),
    scope: 'refresh_token api id',
    instance_url: url,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  }
  return json(answer, { apiCalls: 0 })
}

function revoke(request: RestRequest, { sessions }: LocalOrg): RestResponse {
  const isRevoked = sessions.revoke(formOf(request).get('token') ?? '')
  return isRevoked
    ? { status: 200, contentType: 'text/plain', body: '', apiCalls: 0 }
    : refused('invalid_token', 'invalid token: unknown or already revoked')
}

function introspect(request: RestRequest, localOrg: LocalOrg): RestResponse {
  const form = formOf(request)
  const { credentials, sessions, org } = localOrg
  if (
    form.get('client_id') !== credentials.clientId ||
    form.get('client_secret') !== credentials.clientSecret
  ) {
    return refused('invalid_client', 'invalid client credentials')
  }
  if (!sessions.use(form.get('token') ?? '')) return json({ active: false }, { apiCalls: 0 })
  const now = Math.floor(Date.now() / 1000)
  const answer = {
    active: true,
    scope: 'refresh_token api id',
    client_id: credentials.clientId,
    username: org.identity.username,
    sub: localOrg.identityUrl(),
    token_type: 'access_token',
    exp: now + sessions.idleSeconds,
    iat: now,
    nbf: now,
  }
  return json(answer, { apiCalls: 0 })
}

/** What `userinfo` and the identity URL tell. */
export function identity(localOrg: LocalOrg): Readonly<Record<string, unknown>> {
  const { org, url } = localOrg
  const { organizationId, username, timeZone, locale } = org.identity
  const user = localOrg.user()
  const rest = `${url}/services/data/v{version}/`
  return {
    sub: localOrg.identityUrl(),
    id: localOrg.identityUrl(),
    user_id: org.userId,
    organization_id: organizationId,
    preferred_username: username,
    username,
    name: user.name,
    display_name: user.name,
    email: user.email,
    user_type: 'STANDARD',
    language: 'en_US',
    locale,
    zoneinfo: timeZone,
    timezone: timeZone,
    active: true,
    urls: {
      rest,
      sobjects: `${rest}sobjects/`,
      query: `${rest}query/`,
      partner: `${url}/services/Soap/u/{version}/${organizationId.slice(0, 15)}`,
    },
  }
}
