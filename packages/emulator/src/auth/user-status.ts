import type { OrganizationStatus } from './auth-options.js'

export type UserStatus =
  | 'active'
  | 'inactive'
  | 'locked'
  | 'passwordExpired'
  | 'apiDisabled'
  | 'outsideIpRange'
  | 'outsideLoginHours'
  | 'challenged'
  | 'challengePending'
  | 'clientRefused'
  | 'ssoGatewayInvalid'
  | 'ssoDown'

/** Why somebody is not let in, in the words of SOAP and of OAuth. */
export interface Obstacle {
  readonly soapCode: string
  readonly soapMessage: string
  readonly oauthError: string
  readonly oauthDescription: string
}

export const INVALID_LOGIN = 'Invalid username, password, security token; or user locked out.'

/** Undefined where nothing stands in the way of a session, though it may be of little use. */
export const USER_OBSTACLES: Readonly<Record<UserStatus, Obstacle | undefined>> = {
  active: undefined,
  // These two get sessions that no resource accepts.
  passwordExpired: undefined,
  apiDisabled: undefined,
  inactive: obstacle('INVALID_LOGIN', INVALID_LOGIN, 'inactive_user', 'user is inactive'),
  locked: obstacle(
    'PASSWORD_LOCKOUT',
    'Your login attempts have exceeded the maximum allowed; the user is locked out.',
    'invalid_grant',
    'user is locked',
  ),
  outsideIpRange: obstacle(
    'LOGIN_DURING_RESTRICTED_DOMAIN',
    'You cannot log in from the current IP address.',
    'invalid_grant',
    'ip restricted',
  ),
  outsideLoginHours: obstacle(
    'LOGIN_DURING_RESTRICTED_TIME',
    'You cannot log in at this time.',
    'invalid_grant',
    'login hours restricted',
  ),
  challenged: obstacle(
    'LOGIN_CHALLENGE_ISSUED',
    'Your identity must be verified: a challenge was sent to you.',
    'invalid_grant',
    'authentication failure',
  ),
  challengePending: obstacle(
    'LOGIN_CHALLENGE_PENDING',
    'Your identity must be verified: the challenge was not answered yet.',
    'invalid_grant',
    'authentication failure',
  ),
  clientRefused: obstacle(
    'CLIENT_NOT_ACCESSIBLE_FOR_USER',
    'The user is not permitted to use this client.',
    'invalid_grant',
    'user is not admin approved to access this app',
  ),
  ssoGatewayInvalid: obstacle(
    'INVALID_SSO_GATEWAY_URL',
    'The URL of the single sign-on gateway is not valid.',
    'invalid_grant',
    'authentication failure',
  ),
  ssoDown: obstacle(
    'SSO_SERVICE_DOWN',
    'The single sign-on service cannot be reached.',
    'invalid_grant',
    'authentication failure',
  ),
}

export const ORGANIZATION_OBSTACLES: Readonly<Record<OrganizationStatus, Obstacle | undefined>> = {
  active: undefined,
  locked: obstacle('ORG_LOCKED', 'The organization is locked.', 'inactive_org', 'organization is locked'),
  trialExpired: obstacle(
    'TRIAL_EXPIRED',
    'The trial of the organization has expired.',
    'inactive_org',
    'trial has expired',
  ),
  maintenance: obstacle(
    'ORG_IN_MAINTENANCE',
    'The organization is down for maintenance.',
    'unknown_error',
    'retry your request',
  ),
  unavailable: obstacle(
    'SERVER_UNAVAILABLE',
    'The server is temporarily unavailable.',
    'unknown_error',
    'retry your request',
  ),
  apiDisabled: obstacle(
    'API_DISABLED_FOR_ORG',
    'API is not enabled for this Organization or Partner',
    'invalid_grant',
    'api is not enabled for this organization',
  ),
}

function obstacle(
  soapCode: string,
  soapMessage: string,
  oauthError: string,
  oauthDescription: string,
): Obstacle {
  return { soapCode, soapMessage, oauthError, oauthDescription }
}
