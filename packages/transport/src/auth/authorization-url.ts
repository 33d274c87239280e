export interface AuthorizationRequest {
  readonly origin: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: string
  readonly state: string
  readonly codeChallenge: string
  /** Stands in the login page already. */
  readonly user?: string
}

/** The page on which a person logs in and allows the app. Nothing in it is secret. */
export function authorizationUrl(request: AuthorizationRequest): string {
  const { origin, clientId, redirectUri, scope, state, codeChallenge, user } = request
  const url = new URL('/services/oauth2/authorize', origin)
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...(user === undefined ? {} : { login_hint: user }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
