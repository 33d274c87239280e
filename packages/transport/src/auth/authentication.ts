/** How to log in, told apart by `scheme`; the names are those of the property `AuthScheme`. */
export type Authentication = TokenAuthentication | BasicAuthentication | ClientCredentialsAuthentication

/** An access token or session id that somebody else has got. It cannot be renewed. */
export interface TokenAuthentication {
  readonly scheme: 'Token'
  readonly accessToken: string
  /** `https://acme.my.salesforce.com`; a `*.lightning.force.com` address is corrected. */
  readonly instanceUrl: string
}

/** SOAP login. */
export interface BasicAuthentication {
  readonly scheme: 'Basic'
  readonly user: string
  readonly password: string
  /** May be left out when it stands at the end of the password, or when the network is trusted by the org. */
  readonly securityToken?: string
  /** Wins over `useSandbox`. */
  readonly loginUrl?: string
  readonly useSandbox?: boolean
}

/** OAuth 2.0 client credentials of a connected app. */
export interface ClientCredentialsAuthentication {
  readonly scheme: 'OAuthClient'
  readonly clientId: string
  readonly clientSecret: string
  /** The My Domain address: this flow does not work on login.salesforce.com. */
  readonly loginUrl?: string
}
