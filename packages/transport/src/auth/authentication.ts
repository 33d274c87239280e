/** How to log in, told apart by `scheme`; the names are those of the property `AuthScheme`. */
export type Authentication =
  | TokenAuthentication
  | BasicAuthentication
  | ClientCredentialsAuthentication
  | PasswordAuthentication
  | JwtAuthentication
  | SamlAuthentication
  | OAuthAuthentication
  | SfCliAuthentication

/** Where to log in. */
export interface LoginPlace {
  /** A My Domain address; wins over `useSandbox`. */
  readonly loginUrl?: string
  /** `test.salesforce.com` instead of `login.salesforce.com`. */
  readonly useSandbox?: boolean
}

/** An access token or session id that somebody else has got. It cannot be renewed. */
export interface TokenAuthentication {
  readonly scheme: 'Token'
  readonly accessToken: string
  /** `https://acme.my.salesforce.com`; a `*.lightning.force.com` address is corrected. */
  readonly instanceUrl: string
}

/** SOAP login. */
export interface BasicAuthentication extends LoginPlace {
  readonly scheme: 'Basic'
  readonly user: string
  readonly password: string
  /** May be left out when it stands at the end of the password, or when the network is trusted by the org. */
  readonly securityToken?: string
}

/** OAuth 2.0 client credentials of a connected app. */
export interface ClientCredentialsAuthentication {
  readonly scheme: 'OAuthClient'
  readonly clientId: string
  readonly clientSecret: string
  /** The My Domain address: this flow does not work on login.salesforce.com. */
  readonly loginUrl?: string
}

/** OAuth 2.0 with user name and password; many orgs have it switched off. */
export interface PasswordAuthentication extends LoginPlace {
  readonly scheme: 'OAuthPassword'
  readonly clientId: string
  readonly clientSecret: string
  readonly user: string
  readonly password: string
  readonly securityToken?: string
}

export type JwtKeyType = 'PEMKEY_FILE' | 'PEMKEY_BLOB' | 'PFXFILE' | 'PFXBLOB'

/** OAuth 2.0 with a signed JWT: no password, no browser. */
export interface JwtAuthentication extends LoginPlace {
  readonly scheme: 'OAuthJWT'
  /** The private key: PEM text, a PKCS#12 container in base64, or the file of either. */
  readonly key: string
  /** Left out, it is found out. */
  readonly keyType?: JwtKeyType
  /** Of an encrypted key or container. */
  readonly keyPassword?: string
  /** The consumer key of the app. */
  readonly issuer: string
  /** The user name. */
  readonly subject: string
}

/** OAuth 2.0 with a SAML 2.0 assertion that an identity provider has signed: one that is there, or one that it is asked for. */
export type SamlAuthentication = LoginPlace & {
  readonly scheme: 'SamlBearer'
  /** The token endpoint; left out, that of the login host. */
  readonly exchangeUrl?: string
} & (
    | {
        /** XML, or XML in base64 or base64url. */
        readonly assertion: string
        readonly identityProvider?: undefined
      }
    | { readonly identityProvider: IdentityProvider; readonly assertion?: undefined }
  )

/** Gives an assertion for user name and password, by WS-Trust 1.3. */
export interface IdentityProvider {
  /** `https://adfs.acme.com/adfs/services/trust/13/usernamemixed` */
  readonly loginUrl: string
  readonly user: string
  readonly password: string
}

/** Who gets the tokens, and who renews them. */
export type InitiateOAuth = 'OFF' | 'REFRESH' | 'GETANDREFRESH'

/** OAuth 2.0 with a person who allows it once: in a browser here, in one elsewhere, or by the code of a device. */
export interface OAuthAuthentication extends LoginPlace {
  /** `OAuthPKCE` never sends a client secret. */
  readonly scheme: 'OAuth' | 'OAuthPKCE' | 'OAuthDevice'
  readonly initiate: InitiateOAuth
  readonly clientId: string
  readonly clientSecret?: string
  /** Fills in the login page, and tells apart several logins through one app. */
  readonly user?: string
  /** `api refresh_token` unless said. */
  readonly scope?: string
  /** Where the browser comes back to; `http://localhost:33333` unless said. */
  readonly callbackUrl?: string
  /** The code, or the whole address, at which a browser on another machine has ended. */
  readonly verifier?: string
  /** Tokens to begin with. */
  readonly accessToken?: string
  readonly instanceUrl?: string
  readonly refreshToken?: string
  /** The file that keeps the tokens, or `memory://`, which is the default. */
  readonly settingsLocation?: string
}

/** The login of the `sf` command line. */
export interface SfCliAuthentication {
  readonly scheme: 'SfCli'
  /** User name or alias; left out, the default org of `sf`. */
  readonly user?: string
}
