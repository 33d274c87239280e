import type { LocalOrg } from '../server/local-org.js'
import type { OrgUser } from './users.js'

/** What `userinfo` and the identity URL tell. */
export function identity(localOrg: LocalOrg, user: OrgUser): Readonly<Record<string, unknown>> {
  const { org, url } = localOrg
  const { organizationId, timeZone, locale } = org.identity
  const shortOrganizationId = organizationId.slice(0, 15)
  const rest = `${url}/services/data/v{version}/`
  const soap = (api: string) => `${url}/services/Soap/${api}/{version}/${shortOrganizationId}`
  return {
    sub: localOrg.identityUrl(user),
    id: localOrg.identityUrl(user),
    asserted_user: true,
    user_id: user.userId,
    organization_id: organizationId,
    preferred_username: user.username,
    username: user.username,
    nickname: user.name,
    name: user.name,
    display_name: user.name,
    email: user.email,
    email_verified: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale,
    zoneinfo: timeZone,
    timezone: timeZone,
    active: true,
    is_app_installed: true,
    urls: {
      enterprise: soap('c'),
      metadata: soap('m'),
      partner: soap('u'),
      rest,
      sobjects: `${rest}sobjects/`,
      query: `${rest}query/`,
      custom_domain: url,
    },
  }
}
