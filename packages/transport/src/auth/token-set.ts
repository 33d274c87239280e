/** What a token endpoint has given. */
export interface TokenSet {
  readonly accessToken: string
  readonly instanceUrl: string
  /** From the flows in which a person took part; after a refresh only when it is a new one. */
  readonly refreshToken?: string
}
