import type { FaultRule } from '../faults/fault-rule.js'

const final = (code: FaultRule['code'], message: string, hint: string): FaultRule => ({
  reaction: 'final',
  code,
  message,
  hint,
})

const later = (message: string): FaultRule => ({
  reaction: 'retry',
  code: 'CERT-8503',
  message,
  hint: 'try again in a few minutes; status.salesforce.com tells of maintenance',
})

/** What `login()` may refuse with: exception code → sentence and hint. */
export const SOAP_LOGIN_FAULTS: Readonly<Record<string, FaultRule>> = {
  INVALID_LOGIN: final(
    'CERT-5001',
    'User name, password or security token of {user} is wrong, or the user is locked or inactive.',
    'check all three (a new password brings a new security token), and UseSandbox or LoginURL',
  ),
  LOGIN_MUST_USE_SECURITY_TOKEN: final(
    'CERT-5001',
    'The org does not trust this network, so {user} must log in with a security token.',
    'give SecurityToken (My Settings, Reset My Security Token), or add this address to the trusted IP ranges',
  ),
  LOGIN_DURING_RESTRICTED_DOMAIN: final(
    'CERT-5003',
    'The profile of {user} does not allow logins from this network address.',
    'ask an administrator to widen the login IP ranges of the profile',
  ),
  LOGIN_DURING_RESTRICTED_TIME: final(
    'CERT-5003',
    'The profile of {user} does not allow logins at this hour.',
    'ask an administrator for the login hours of the profile',
  ),
  PASSWORD_LOCKOUT: final(
    'CERT-5003',
    'User {user} is locked out after too many wrong passwords.',
    'wait for the lockout to end, or ask an administrator to unlock the user',
  ),
  LOGIN_CHALLENGE_ISSUED: final(
    'CERT-5003',
    'The org wants to verify the identity of {user} first.',
    'log in once in the browser from this network, then try again; or use OAuth',
  ),
  LOGIN_CHALLENGE_PENDING: final(
    'CERT-5003',
    'The org still waits for {user} to verify their identity.',
    'finish the verification in the browser, then try again',
  ),
  ORG_LOCKED: final('CERT-5003', 'The org is locked.', 'its administrator can ask Salesforce support why'),
  TRIAL_EXPIRED: final('CERT-5003', 'The trial of this org has expired.', 'use another org, or buy this one'),
  ORG_IN_MAINTENANCE: later('The org is in maintenance.'),
  SERVER_UNAVAILABLE: later('The login service is not available at the moment.'),
  API_DISABLED_FOR_ORG: final(
    'CERT-5003',
    'This org has no API access.',
    'API access comes with Enterprise, Unlimited, Performance and Developer editions',
  ),
  API_CURRENTLY_DISABLED: final(
    'CERT-5003',
    'User {user} may not use the API.',
    'ask an administrator for the permission "API Enabled"',
  ),
  UNSUPPORTED_API_VERSION: final(
    'CERT-5003',
    'The org no longer offers a SOAP login at this API version.',
    'use OAuth (AuthScheme=OAuthClient, OAuthJWT or OAuth) instead of user and password',
  ),
  INVALID_OPERATION: final(
    'CERT-5003',
    'The org offers no SOAP login.',
    'it may be switched off or retired; use OAuth (AuthScheme=OAuthClient, OAuthJWT or OAuth)',
  ),
  CLIENT_NOT_ACCESSIBLE_FOR_USER: final(
    'CERT-5003',
    'User {user} may not use this client application.',
    'ask an administrator to allow the app for the profile',
  ),
  INVALID_SSO_GATEWAY_URL: final(
    'CERT-5003',
    'The delegated single sign-on of the org is not set up right.',
    'ask its administrator for the gateway URL in Setup, Single Sign-On Settings',
  ),
  SSO_SERVICE_DOWN: {
    ...later('The single sign-on service of the org does not answer.'),
    hint: 'try again later, or ask the administrator of the single sign-on service',
  },
}

export const UNLISTED_SOAP_FAULT: FaultRule = final(
  'CERT-5003',
  'The org refused the login of {user}: {errorCode}.',
  'the login history of the user (Setup, Login History) tells more',
)

/** HTTP 200, but with a session that is good for nothing but a new password. */
export const PASSWORD_EXPIRED: FaultRule = final(
  'CERT-5003',
  'The password of {user} has expired.',
  'set a new password in the browser, then use it here (with its new security token)',
)
