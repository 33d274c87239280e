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
    description: /expired access\/refresh token/i,
    rule: final('CERT-5002', 'The refresh token has expired or was revoked.', 'log in again'),
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
      'The connected app does not have this OAuth flow switched on.',
      'an administrator enables it in the app: Enable Client Credentials Flow',
    ),
  },
  {
    error: 'invalid_scope',
    rule: final(
      'CERT-5003',
      'The connected app does not have the scope "api".',
      'add it to the OAuth scopes of the app',
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
