import type { LocalOrg } from '../server/local-org.js'
import { OAuthRefusal } from './oauth-refusal.js'
import type { OrgUser } from './users.js'

const PRODUCTION = 'https://login.salesforce.com'
const SANDBOX = 'https://test.salesforce.com'

export function invalidAssertion(): OAuthRefusal {
  return new OAuthRefusal('invalid_grant', 'invalid assertion')
}

/** Production and sandboxes have login hosts of their own; the org's own address is good for both. */
export function checkAudience(audience: unknown, { auth, url }: LocalOrg): void {
  const host = auth.isSandbox === true ? SANDBOX : PRODUCTION
  const wanted =
    typeof audience === 'string' ? audience.replace(/\/(services\/oauth2\/token)?$/, '') : undefined
  if (wanted === host || wanted === url) return
  throw new OAuthRefusal('invalid_grant', 'Audience validation failed')
}

/** Somebody whom the app may speak for. */
export function assertedUser(username: unknown, { users }: LocalOrg): OrgUser {
  const user = typeof username === 'string' ? users.find(username) : undefined
  if (user?.hasApprovedApp === true) return user
  throw new OAuthRefusal('invalid_grant', "user hasn't approved this consumer")
}
