import { notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { authorize, successPage } from './authorize.js'
import { identity } from './identity.js'
import { introspect } from './introspect.js'
import { formOf } from './oauth-form.js'
import { OAuthRefusal, oauthRefusalResponse } from './oauth-refusal.js'
import { token } from './token.js'

/** Everything below `/services/oauth2/`. */
export function oauth(request: RestRequest, localOrg: LocalOrg, endpoint: string): RestResponse {
  try {
    return answer(request, localOrg, endpoint)
  } catch (error) {
    if (error instanceof OAuthRefusal) return oauthRefusalResponse(error)
    throw error
  }
}

function answer(request: RestRequest, localOrg: LocalOrg, endpoint: string): RestResponse {
  switch (endpoint) {
    case 'authorize':
      return authorize(request, localOrg)
    case 'success':
      return successPage(request)
    case 'token':
      checkPost(request)
      return token(formOf(request), localOrg)
    case 'revoke':
      return revoke(request, localOrg)
    case 'introspect':
      checkPost(request)
      return introspect(formOf(request), localOrg)
    case 'userinfo':
      return json(identity(localOrg, localOrg.checkSession(request).user), { apiCalls: 0 })
    default:
      throw notFound()
  }
}

function checkPost({ method }: RestRequest): void {
  if (method !== 'POST') throw new OAuthRefusal('invalid_request', 'must use HTTP POST')
}

function revoke(request: RestRequest, { sessions }: LocalOrg): RestResponse {
  if (!sessions.revoke(formOf(request).get('token') ?? '')) {
    throw new OAuthRefusal('invalid_token', 'invalid token: unknown or already revoked')
  }
  return { status: 200, contentType: 'text/plain', body: '', apiCalls: 0 }
}
