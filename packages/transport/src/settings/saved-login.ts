/** What is kept of one login through an app. */
export interface SavedLogin {
  readonly accessToken?: string
  readonly instanceUrl?: string
  readonly refreshToken?: string
  /** Hash of the refresh token that somebody gave and that this one has come from: rotation replaces tokens. */
  readonly begunWith?: string
  /** A login that a browser elsewhere is to finish. */
  readonly pending?: PendingLogin
  /** ISO 8601. */
  readonly savedAt?: string
}

export interface PendingLogin {
  readonly state: string
  readonly codeVerifier: string
}
