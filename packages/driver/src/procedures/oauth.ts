import { CertSqlError, TEXT } from '@certsql/core'
import type { OAuthApp, TokenSet } from '@certsql/transport'
import { text } from './parameter.js'
import { defineProcedure, type ProcedureContext, type ResultRow } from './procedure.js'

const APP = {
  OAuthClientId: text.optional('The consumer key of the app.', 'the property OAuthClientId'),
  LoginURL: text.optional('Where to log in.', 'the address of the org'),
}

const SECRET_APP = {
  ...APP,
  OAuthClientSecret: text.optional(
    'The consumer secret, where the app needs it.',
    'the property OAuthClientSecret',
  ),
}

const TOKENS = { OAuthAccessToken: TEXT, OAuthRefreshToken: TEXT, InstanceUrl: TEXT }

const TOKEN_REQUEST = 'POST /services/oauth2/token'

export const getOAuthAuthorizationUrl = defineProcedure({
  name: 'GetOAuthAuthorizationUrl',
  description:
    'The page on which a person allows an app, and what is needed to redeem the code that it gives.',
  parameters: {
    CallbackURL: text.optional('Where the browser goes with the code.', 'the property CallbackURL'),
    Scope: text.optional('What the app may do.', 'the property Scope, or api refresh_token'),
    ...APP,
  },
  results: { URL: TEXT, State: TEXT, CodeVerifier: TEXT },
  writes: false,
  requests: () => [],
  async run(args, context) {
    const { settings, client } = context
    const callbackUrl = args.CallbackURL ?? settings.CallbackURL
    const scope = args.Scope ?? settings.Scope ?? 'api refresh_token'
    const { url, state, codeVerifier } = client.oauth.page(appOf(args, context), callbackUrl, scope)
    return [[url, state, codeVerifier]]
  },
})

export const getOAuthAccessToken = defineProcedure({
  name: 'GetOAuthAccessToken',
  description: 'Tokens for the code that the browser came back with; the code is good for one use.',
  parameters: {
    Code: text.required('The code in the address that the browser went to.'),
    CodeVerifier: text.optional('What GetOAuthAuthorizationUrl gave with the page.'),
    CallbackURL: text.optional('The same as for the page.', 'the property CallbackURL'),
    ...SECRET_APP,
  },
  results: TOKENS,
  writes: false,
  requests: () => [TOKEN_REQUEST],
  async run(args, context) {
    const { client, settings, request } = context
    const issued = {
      code: decoded(args.Code),
      redirectUri: args.CallbackURL ?? settings.CallbackURL,
      codeVerifier: args.CodeVerifier,
    }
    return tokenRows(await client.oauth.redeem(appOf(args, context), issued, request.signal))
  },
})

export const refreshOAuthAccessToken = defineProcedure({
  name: 'RefreshOAuthAccessToken',
  description: 'A new access token for a refresh token.',
  parameters: {
    OAuthRefreshToken: text.optional('The refresh token.', 'the property OAuthRefreshToken'),
    ...SECRET_APP,
  },
  results: TOKENS,
  writes: false,
  requests: () => [TOKEN_REQUEST],
  async run(args, context) {
    const refreshToken = args.OAuthRefreshToken ?? context.settings.OAuthRefreshToken
    if (refreshToken === undefined) throw missing('OAuthRefreshToken')
    const tokens = await context.client.oauth.refresh(
      appOf(args, context),
      refreshToken,
      context.request.signal,
    )
    return tokenRows({ refreshToken, ...tokens })
  },
})

interface AppArguments {
  readonly OAuthClientId: string | undefined
  readonly OAuthClientSecret?: string | undefined
  readonly LoginURL: string | undefined
}

function appOf(args: AppArguments, { settings, client }: ProcedureContext): OAuthApp {
  const clientId = args.OAuthClientId ?? settings.OAuthClientId
  if (clientId === undefined) throw missing('OAuthClientId')
  return {
    loginUrl: args.LoginURL ?? client.instanceUrl,
    clientId,
    clientSecret: args.OAuthClientSecret ?? settings.OAuthClientSecret,
  }
}

function missing(name: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-5004',
    message: `${name} is missing.`,
    hint: `give it as an argument, or as the property ${name}`,
  })
}

/** Copied out of an address, a code is encoded once more than it should be. */
function decoded(code: string): string {
  return /%[0-9a-f]{2}/i.test(code) ? decodeURIComponent(code) : code
}

function tokenRows({
  accessToken,
  refreshToken = null,
  instanceUrl,
}: Omit<TokenSet, 'refreshToken'> & { readonly refreshToken?: string | null }): readonly ResultRow[] {
  return [[accessToken, refreshToken, instanceUrl]]
}
