import { html, htmlResponse } from '../page/html.js'
import { card } from '../page/layout.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest, RestResponse } from '../server/rest-message.js'
import { consentPage, loginPage, userOfForm } from './login-form.js'
import { formOf, readScope } from './oauth-form.js'
import { OAuthRefusal } from './oauth-refusal.js'
import type { Login } from './sessions.js'

const PATH = '/services/oauth2/authorize'
/** What the login page hands on to the next. */
const PARAMETERS = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'display',
  'login_hint',
]
/** A page of the platform's own, for programs that no browser can go back to. */
const SUCCESS_PATH = '/services/oauth2/success'

/** What the app asks for. */
export interface AuthorizationRequest {
  readonly redirectUri: string
  readonly scope: string
  readonly state: string | undefined
  readonly codeChallenge: string | undefined
}

/** Somebody has logged in and is asked to decide. */
export interface PendingAuthorization {
  readonly request: AuthorizationRequest
  readonly login: Login
}

/** `/services/oauth2/authorize`: log in, allow or deny, and back to the app. */
export function authorize(request: RestRequest, localOrg: LocalOrg): RestResponse {
  if (request.method !== 'GET' && request.method !== 'POST') {
    return problemPage(new OAuthRefusal('invalid_request', 'must use HTTP GET or POST'))
  }
  const form = formOf(request)
  const ticket = form.get('ticket')
  if (ticket !== null) {
    const pending = localOrg.tickets.redeem(ticket)
    if (pending === undefined) return problemPage(new OAuthRefusal('invalid_request', 'the page has expired'))
    return decide(pending, form.get('decision'), localOrg)
  }
  const redirectUri = form.get('redirect_uri') ?? ''
  try {
    checkRedirect(form, redirectUri, localOrg)
  } catch (error) {
    // Nobody is sent to an address that the app does not own.
    if (error instanceof OAuthRefusal) return problemPage(error)
    throw error
  }
  try {
    const wanted = readRequest(form, redirectUri, localOrg)
    return request.method === 'GET' ? askForLogin(form) : logIn(form, wanted, localOrg)
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error
    return redirect(redirectUri, {
      error: error.error,
      error_description: error.description,
      state: form.get('state') ?? undefined,
    })
  }
}

function checkRedirect(form: URLSearchParams, redirectUri: string, localOrg: LocalOrg): void {
  if (form.get('client_id') !== localOrg.credentials.clientId) {
    throw new OAuthRefusal('invalid_client_id', 'client identifier invalid')
  }
  if (isAllowed(redirectUri, localOrg)) return
  throw new OAuthRefusal('redirect_uri_mismatch', 'redirect_uri must match configuration')
}

function isAllowed(redirectUri: string, { auth, url }: LocalOrg): boolean {
  if (redirectUri === url + SUCCESS_PATH) return true
  if (auth.callbackUrls !== undefined) return auth.callbackUrls.includes(redirectUri)
  try {
    const { protocol, hostname, hash } = new URL(redirectUri)
    const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    return isHere && hash === '' && (protocol === 'http:' || protocol === 'https:')
  } catch {
    return false
  }
}

function readRequest(form: URLSearchParams, redirectUri: string, { auth }: LocalOrg): AuthorizationRequest {
  if (form.get('response_type') !== 'code') {
    throw new OAuthRefusal('unsupported_response_type', 'response type not supported')
  }
  const codeChallenge = form.get('code_challenge') ?? undefined
  const method = form.get('code_challenge_method') ?? 'S256'
  if (codeChallenge !== undefined && (method !== 'S256' || !/^[\w-]{43}=?$/.test(codeChallenge))) {
    throw new OAuthRefusal('invalid_request', 'invalid code challenge')
  }
  if (codeChallenge === undefined && auth.requirePkce === true) {
    throw new OAuthRefusal('invalid_request', 'missing required code challenge')
  }
  return {
    redirectUri,
    scope: readScope(form.get('scope')),
    state: form.get('state') ?? undefined,
    codeChallenge,
  }
}

function askForLogin(form: URLSearchParams, problem?: string): RestResponse {
  const hidden = PARAMETERS.flatMap((name): readonly [string, string][] => {
    const value = form.get(name)
    return value === null ? [] : [[name, value]]
  })
  const page = loginPage({
    title: 'Log in',
    action: PATH,
    hidden: Object.fromEntries(hidden),
    username: form.get('un') ?? form.get('login_hint') ?? '',
    ...(problem === undefined ? {} : { problem }),
  })
  return htmlResponse(page)
}

function logIn(form: URLSearchParams, request: AuthorizationRequest, localOrg: LocalOrg): RestResponse {
  const user = userOfForm(form, localOrg)
  if (typeof user === 'string') return askForLogin(form, user)
  const pending: PendingAuthorization = { request, login: { user, scope: request.scope } }
  // A program may answer both pages at once.
  const decision = form.get('decision')
  if (decision !== null) return decide(pending, decision, localOrg)
  return htmlResponse(consentPage(PATH, localOrg.tickets.issue(pending), user, request.scope))
}

function decide(
  { request, login }: PendingAuthorization,
  decision: string | null,
  { codes }: LocalOrg,
): RestResponse {
  const { redirectUri, state, codeChallenge } = request
  if (decision !== 'allow') {
    return redirect(redirectUri, {
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      state,
    })
  }
  return redirect(redirectUri, { code: codes.issue({ login, redirectUri, codeChallenge }), state })
}

function redirect(
  redirectUri: string,
  parameters: Readonly<Record<string, string | undefined>>,
): RestResponse {
  const target = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.set(name, value)
  }
  return {
    status: 302,
    contentType: 'text/html; charset=UTF-8',
    body: '',
    headers: { Location: target.href, 'Cache-Control': 'no-store' },
    apiCalls: 0,
  }
}

function problemPage({ error, description }: OAuthRefusal): RestResponse {
  const page = card(
    'Authorization error',
    html`<p class="bad">error=<code>${error}</code></p><p>error_description=<code>${description}</code></p>`,
  )
  return htmlResponse(page, 400)
}

/** Where the browser ends when there is no app to go back to: the code can be copied from here. */
export function successPage({ parameters }: RestRequest): RestResponse {
  const code = parameters.get('code')
  const error = parameters.get('error_description')
  const page = card(
    error === null ? 'Remote access authorized' : 'Remote access denied',
    code === null
      ? html`<p>${error ?? 'You can close this window.'}</p>`
      : html`<p>Give this code to the program that asked for it:</p><p><code>${code}</code></p>`,
  )
  return htmlResponse(page)
}
