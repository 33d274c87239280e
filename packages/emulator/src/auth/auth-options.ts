import type { UserStatus } from './user-status.js'

/** Somebody who may log in, besides the one of the emulator's credentials. */
export interface LocalUser {
  readonly username: string
  readonly password: string
  /** Has to follow the password outside of trusted networks; `LocalSecurityToken` by default. */
  readonly securityToken?: string
  /** What stands in the way of this person; `active` by default. */
  readonly status?: UserStatus
  /** Whether assertions (JWT, SAML) may speak for this person; true by default. */
  readonly hasApprovedApp?: boolean
}

export type OrganizationStatus =
  | 'active'
  | 'locked'
  | 'trialExpired'
  | 'maintenance'
  | 'unavailable'
  | 'apiDisabled'

/** How people and programs get in. */
export interface AuthOptions {
  readonly users?: readonly LocalUser[]
  /** What stands in the way of everybody; `active` by default. */
  readonly organization?: OrganizationStatus
  /** The person of the credentials gets this status. */
  readonly userStatus?: UserStatus
  /** A sandbox takes assertions for `https://test.salesforce.com`, production for `https://login.salesforce.com`. */
  readonly isSandbox?: boolean
  /** Where the login page may send browsers; by default to any port of this machine. */
  readonly callbackUrls?: readonly string[]
  /** Web server flows without PKCE are refused. */
  readonly requirePkce?: boolean
  /** Web server and refresh flows need the client secret too. */
  readonly requireSecret?: boolean
  /** Every refresh gives a new refresh token, and the old one ends. */
  readonly rotateRefreshTokens?: boolean
  /** The user name and password flow is there; true by default. */
  readonly allowPasswordFlow?: boolean
  /** The client credentials flow has a user to run as; true by default. */
  readonly hasClientCredentialsUser?: boolean
  /** Certificates or public keys (PEM) that JWT assertions may be signed for. */
  readonly jwtCertificates?: readonly string[]
  /** Certificates or public keys (PEM) that SAML assertions may be signed for. */
  readonly samlCertificates?: readonly string[]
  /** How long authorization codes live; 900 by default. */
  readonly codeSeconds?: number
  /** How often a device may ask; 5 by default. */
  readonly deviceIntervalSeconds?: number
  /** After so many wrong passwords in a row a user is locked; never by default. */
  readonly lockoutAfter?: number
  /** Tokens for one user in an hour; 3,600 by default. */
  readonly loginsPerHour?: number
}
