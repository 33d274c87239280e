import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest } from '../server/rest-message.js'
import { OAuthRefusal } from './oauth-refusal.js'

/** The parameters of a form, with client id and secret from the Authorization header too. */
export function formOf(request: RestRequest): URLSearchParams {
  const form = new URLSearchParams(request.body)
  for (const [name, value] of request.parameters) if (!form.has(name)) form.set(name, value)
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (encoded !== undefined) {
    const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
    form.set('client_id', id)
    form.set('client_secret', secret)
  }
  return form
}

/** A secret is checked where it is given; some flows cannot do without. */
export function checkClient(form: URLSearchParams, { credentials }: LocalOrg, needsSecret: boolean): void {
  if (form.get('client_id') !== credentials.clientId) {
    throw new OAuthRefusal('invalid_client_id', 'client identifier invalid')
  }
  const secret = form.get('client_secret')
  if (secret === null ? needsSecret : secret !== credentials.clientSecret) {
    throw new OAuthRefusal('invalid_client', 'invalid client credentials')
  }
}

/** What the app may ask for. */
const SCOPES: ReadonlySet<string> = new Set(
  'address api chatter_api content custom_permissions email full id lightning offline_access openid phone profile refresh_token visualforce wave_api web'.split(
    ' ',
  ),
)

export const ALL_SCOPES = 'refresh_token api id'

/** The scopes of a request; without any, all that the app has. */
export function readScope(text: string | null): string {
  const names = (text ?? '').split(/[\s+]+/).filter((name) => name !== '')
  const unknown = names.find((name) => !SCOPES.has(name))
  if (unknown !== undefined) {
    throw new OAuthRefusal('invalid_scope', `the requested scope is not allowed: ${unknown}`)
  }
  return names.length === 0 ? ALL_SCOPES : names.join(' ')
}

export function includesRefreshToken(scope: string): boolean {
  return scope.split(' ').some((name) => name === 'refresh_token' || name === 'offline_access')
}
