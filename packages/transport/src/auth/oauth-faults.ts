import type { OrgError } from '@certsql/core'
import type { FaultRule } from '../faults/fault-rule.js'

interface OAuthFault {
  readonly error: string
  /** Tells apart what shares an `error`. The descriptions of the token endpoint are always English. */
  readonly description?: RegExp
  readonly rule: FaultRule
}

const final = (code: FaultRule['code'], message: string, hint: string): FaultRule => ({
  reaction: 'final',
  code,
  message,
  hint,
})

/** A person has to allow it again. */
export const EXPIRED_REFRESH_TOKEN: FaultRule = final(
  'CERT-5002',
  'The refresh token has expired or was revoked.',
  'log in again: connect with InitiateOAuth=GETANDREFRESH, or give a new OAuthRefreshToken',
)

/** The first line that fits counts. */
export const OAUTH_FAULTS: readonly OAuthFault[] = [
  {
    error: 'invalid_grant',
    description: /not supported on this domain/i,
    rule: final(
      'CERT-5004',
      '{host} does not offer this OAuth flow.',
      'use the My Domain address of the org as LoginURL, https://<domain>.my.salesforce.com',
    ),
  },
  {
    error: 'invalid_grant',
    description: /no client credentials user/i,
    rule: final(
      'CERT-5003',
      'The connected app has no user to run as.',
      'an administrator sets it in the app: Client Credentials Flow, Run As',
    ),
  },
  {
    error: 'invalid_grant',
    description: /hasn't approved this consumer/i,
    rule: final(
      'CERT-5003',
      'The user has not approved this connected app.',
      'approve it once in the browser, or let an administrator pre-authorise the app for the profile',
    ),
  },
  {
    error: 'invalid_grant',
    description: /ip restricted/i,
    rule: final(
      'CERT-5003',
      'The connected app does not allow logins from this network address.',
      'ask an administrator to relax the IP restrictions of the app',
    ),
  },
  {
    error: 'invalid_grant',
    description: /admin approved/i,
    rule: final(
      'CERT-5003',
      'An administrator has not approved this user for the connected app.',
      'ask one to add a profile or permission set of the user to the app: Manage, Permitted Users',
    ),
  },
  {
    error: 'invalid_grant',
    description: /login hours/i,
    rule: final(
      'CERT-5003',
      'The profile of the user does not allow logins at this hour.',
      'ask an administrator for the login hours of the profile',
    ),
  },
  {
    error: 'invalid_grant',
    description: /user is locked/i,
    rule: final(
      'CERT-5003',
      'The user is locked out after too many wrong passwords.',
      'wait for the lockout to end, or ask an administrator to unlock the user',
    ),
  },
  {
    error: 'invalid_grant',
    description: /api is not enabled/i,
    rule: final(
      'CERT-5003',
      'The org or the user has no API access.',
      'ask an administrator for the permission "API Enabled"; the edition of the org must have API access',
    ),
  },
  {
    error: 'invalid_grant',
    description: /expired access\/refresh token/i,
    rule: EXPIRED_REFRESH_TOKEN,
  },
  {
    error: 'invalid_grant',
    description: /audience validation failed/i,
    rule: final(
      'CERT-5001',
      'The assertion is for another kind of org than this one.',
      'set UseSandbox=true for a sandbox and false for production; a SAML assertion must name the host in its audience',
    ),
  },
  {
    error: 'invalid_grant',
    description: /invalid assertion/i,
    rule: final(
      'CERT-5001',
      'The org does not accept the signature of the assertion.',
      'the certificate of this very key must be in the app (Use digital signatures); check the clock of this machine too',
    ),
  },
  {
    error: 'invalid_grant',
    description: /expired authorization code/i,
    rule: final(
      'CERT-5002',
      'The code or assertion of this login has expired, or was used before.',
      'log in again for a new one; each code is good for one login, and clocks must agree',
    ),
  },
  {
    error: 'invalid_grant',
    description: /invalid authorization code/i,
    rule: final(
      'CERT-5001',
      'The org does not know the code of this login.',
      'copy the whole address at which the browser has ended into OAuthVerifier',
    ),
  },
  {
    error: 'invalid_grant',
    description: /invalid code verifier/i,
    rule: final(
      'CERT-5001',
      'The code belongs to a login that was begun elsewhere.',
      'begin again: take the code from the address that CertSQL has named last, with the same OAuthSettingsLocation',
    ),
  },
  {
    error: 'invalid_grant',
    description: /device code/i,
    rule: final('CERT-5002', 'The code of the device has expired.', 'connect again for a new code'),
  },
  {
    error: 'invalid_grant',
    description: /authentication failure/i,
    rule: final(
      'CERT-5001',
      'User name, password or security token is wrong, or the org refuses the {flow} flow.',
      'check all three; this flow is switched off in new orgs (Setup, OAuth and OpenID Connect Settings)',
    ),
  },
  {
    error: 'invalid_grant',
    rule: final(
      'CERT-5001',
      'The org does not accept these credentials.',
      'check them, and that LoginURL is the right org (sandbox or production)',
    ),
  },
  {
    error: 'invalid_client_id',
    rule: final(
      'CERT-5001',
      'The org knows no connected app with this client id.',
      'check OAuthClientId and LoginURL; a new app takes some ten minutes to be known',
    ),
  },
  {
    error: 'invalid_client',
    rule: final(
      'CERT-5001',
      'The client id or the client secret is wrong.',
      'check OAuthClientId and OAuthClientSecret; the secret may have been rotated',
    ),
  },
  {
    error: 'inactive_user',
    rule: final('CERT-5003', 'The user is not active.', 'ask an administrator of the org'),
  },
  {
    error: 'inactive_org',
    rule: final('CERT-5003', 'The org is not active.', 'ask Salesforce support why it is locked'),
  },
  {
    error: 'unsupported_grant_type',
    rule: final(
      'CERT-5003',
      'The connected app does not have the {flow} flow switched on.',
      'an administrator enables it in the OAuth settings of the app',
    ),
  },
  {
    error: 'invalid_scope',
    rule: final(
      'CERT-5003',
      'The connected app does not have the scopes that are asked for.',
      'add "api" and "refresh_token" to the OAuth scopes of the app, or set Scope to those that it has',
    ),
  },
  {
    error: 'redirect_uri_mismatch',
    rule: final(
      'CERT-5003',
      'The connected app does not list this callback address.',
      'add the CallbackURL to the callback URLs of the app, letter by letter; http://localhost:33333 by default',
    ),
  },
  {
    error: 'invalid_request',
    rule: final(
      'CERT-5003',
      'The org does not accept the request of the {flow} flow.',
      'the words of the org tell what is missing; the app may require a secret or PKCE',
    ),
  },
  {
    error: 'access_denied',
    rule: final(
      'CERT-5003',
      'Access was denied in the browser.',
      'connect again and choose Allow, or ask an administrator to pre-authorise the app',
    ),
  },
  {
    error: 'rate_limit_exceeded',
    rule: {
      reaction: 'retry',
      slow: true,
      code: 'CERT-8503',
      message: 'The user has logged in too often in a short time.',
      hint: 'wait a few minutes, and share one connection instead of opening many',
    },
  },
  {
    error: 'unknown_error',
    rule: {
      reaction: 'retry',
      code: 'CERT-8503',
      message: 'The login service asks to try again.',
      hint: 'try again in a few minutes',
    },
  },
]

export function oauthFaultRule(error: OrgError): FaultRule | undefined {
  return OAUTH_FAULTS.find(
    (fault) => fault.error === error.code && (fault.description?.test(error.message) ?? true),
  )?.rule
}

export const UNLISTED_OAUTH_FAULT: FaultRule = final(
  'CERT-5003',
  'The org refused the login: {errorCode}.',
  'the login history (Setup, Login History) tells more',
)
