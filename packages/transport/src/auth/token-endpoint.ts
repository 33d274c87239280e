import type { HttpAnswer } from '../http/http-exchange.js'
import type { LoginSender } from './login-sender.js'
import { readTokenAnswer } from './oauth-token.js'
import type { TokenSet } from './token-set.js'

export const TOKEN_PATH = '/services/oauth2/token'

export interface TokenRequest {
  readonly origin: string
  /** Another than `/services/oauth2/token`. */
  readonly path?: string
  /** The flow, in words: `JWT bearer`. */
  readonly flow: string
  readonly parameters: Readonly<Record<string, string | undefined>>
  /** False when what is sent is good for one use only. */
  readonly idempotent?: boolean
}

/** Asks for tokens, and hides them from then on. */
export async function requestToken(
  sender: LoginSender,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<TokenSet> {
  const { flow } = request
  const tokens = await postForm(
    sender,
    request,
    (answer, host) => readTokenAnswer(answer, { host, flow }),
    signal,
  )
  sender.redactor.hide(tokens.accessToken)
  sender.redactor.hide(tokens.refreshToken)
  return tokens
}

/** Posts a form to an OAuth endpoint. */
export function postForm<T>(
  sender: LoginSender,
  { origin, path = TOKEN_PATH, parameters, idempotent = true }: TokenRequest,
  read: (answer: HttpAnswer, host: string) => T,
  signal: AbortSignal,
): Promise<T> {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) form.set(name, value)
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }
  return sender.post({ origin, path, headers, body: form.toString(), idempotent }, read, signal)
}
