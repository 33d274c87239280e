import type { UserInfo } from '../rest/user-info.js'

/** What a login gives: who may ask where. */
export interface Session {
  readonly accessToken: string
  /** The origin of all further calls, `https://acme.my.salesforce.com`. */
  readonly instanceUrl: string
  /** Some logins tell it along. */
  readonly userInfo?: UserInfo
}

/** One way to log in. Every scheme of the design is one of these. */
export interface Authenticator {
  /** False when there is nothing to log in anew with, as for a bare access token. */
  readonly renewable: boolean
  /** `stale` is the session that the org no longer takes, when there was one. */
  login(signal: AbortSignal, stale?: Session): Promise<Session>
}
