import type { LocalOrg } from '../server/local-org.js'
import { json, type RestResponse } from '../server/rest-message.js'
import { checkClient } from './oauth-form.js'

/** `POST /services/oauth2/introspect`: the only way to learn when a token ends. Asking does not keep it alive. */
export function introspect(form: URLSearchParams, localOrg: LocalOrg): RestResponse {
  checkClient(form, localOrg, true)
  const token = form.get('token') ?? ''
  const { sessions, credentials } = localOrg
  const session = sessions.facts(token)
  const refresh = sessions.refreshToken(token)
  const login = session ?? refresh
  if (login === undefined) return json({ active: false }, { apiCalls: 0 })
  const openedAt = seconds(session?.openedAt ?? refresh?.issuedAt ?? 0)
  const answer = {
    active: true,
    scope: login.scope,
    client_id: credentials.clientId,
    username: login.user.username,
    sub: localOrg.identityUrl(login.user),
    token_type: session === undefined ? 'refresh_token' : 'access_token',
    ...(session === undefined ? {} : { exp: seconds(session.endsAt) }),
    iat: openedAt,
    nbf: openedAt,
  }
  return json(answer, { apiCalls: 0 })
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
