import { createHmac } from 'node:crypto'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestResponse } from '../server/rest-message.js'
import { OAuthRefusal } from './oauth-refusal.js'
import type { Login } from './sessions.js'
import type { OrgUser } from './users.js'

export interface TokenParts {
  /** Given out with the session. */
  readonly newRefreshToken?: string
  /** Opens the session, and closes it when it is revoked. */
  readonly refreshToken?: string
  /** Answers to assertions have no signature and no moment. */
  readonly isSigned?: boolean
}

/** Opens a session for a login that nothing stands in the way of. */
export function tokenResponse(localOrg: LocalOrg, login: Login, parts: TokenParts = {}): RestResponse {
  checkObstacles(localOrg, login.user)
  const { credentials, sessions, url } = localOrg
  const { newRefreshToken, refreshToken = newRefreshToken, isSigned = true } = parts
  const id = localOrg.identityUrl(login.user)
  const issuedAt = String(Date.now())
  const signature = createHmac('sha256', credentials.clientSecret).update(`${id}${issuedAt}`).digest('base64')
  const answer = {
    access_token: sessions.open(login, refreshToken),
    ...(newRefreshToken === undefined ? {} : { refresh_token: newRefreshToken }),
    ...(isSigned ? { signature } : {}),
    scope: login.scope,
    instance_url: url,
    id,
    token_type: 'Bearer',
    ...(isSigned ? { issued_at: issuedAt } : {}),
  }
  return json(answer, { apiCalls: 0 })
}

/** Refuses people and orgs that may not have a token. */
export function checkObstacles(localOrg: LocalOrg, user: OrgUser): void {
  const obstacle = localOrg.obstacleFor(user)
  if (obstacle !== undefined) throw new OAuthRefusal(obstacle.oauthError, obstacle.oauthDescription)
  if (!localOrg.users.countLogin(user)) {
    throw new OAuthRefusal('rate_limit_exceeded', 'login rate limit exceeded')
  }
}
