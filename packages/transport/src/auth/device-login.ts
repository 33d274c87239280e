import { CertSqlError } from '@certsql/core'
import { pageFailure } from '../faults/answer-failure.js'
import { pause } from '../http/abort.js'
import type { HttpAnswer } from '../http/http-exchange.js'
import type { OAuthClient } from './oauth-client.js'
import { readOAuthAnswer, readTokenAnswer, refusalCode } from './oauth-token.js'
import { postForm } from './token-endpoint.js'
import type { TokenSet } from './token-set.js'

const FLOW = 'device'
const PATIENCE_MILLISECONDS = 10 * 60_000
const DEFAULT_INTERVAL_SECONDS = 5
/** RFC 8628: whoever is told to slow down waits five seconds longer from then on. */
const SLOW_DOWN_SECONDS = 5

interface DeviceCode {
  readonly deviceCode: string
  readonly userCode: string
  readonly page: string
  readonly intervalSeconds: number
}

/** The device flow: a code to type into a page on any machine, and polling until somebody has. */
export async function logInWithDevice(client: OAuthClient, signal: AbortSignal): Promise<TokenSet> {
  const { sender, prompts } = client
  const { deviceCode, userCode, page, intervalSeconds } = await requestCode(client, signal)
  sender.redactor.hide(deviceCode)
  prompts.show({ kind: 'device', url: page, code: userCode })
  const deadline = Date.now() + PATIENCE_MILLISECONDS
  for (let seconds = intervalSeconds; Date.now() < deadline; ) {
    await pause(seconds * 1_000, signal)
    const answer = await poll(client, deviceCode, signal)
    if (typeof answer === 'object') {
      for (const token of [answer.accessToken, answer.refreshToken]) sender.redactor.hide(token)
      return answer
    }
    if (answer === 'slow_down') seconds += SLOW_DOWN_SECONDS
  }
  throw new CertSqlError({
    code: 'CERT-7004',
    message: 'Nobody has typed the code of this device in ten minutes.',
    hint: 'connect again for a new code',
  })
}

function requestCode(client: OAuthClient, signal: AbortSignal): Promise<DeviceCode> {
  const { sender, origin, clientId, scope } = client
  const parameters = { response_type: 'device_code', client_id: clientId, scope }
  const read = (answer: HttpAnswer, host: string): DeviceCode => {
    const body = readOAuthAnswer(answer, { host, flow: FLOW })
    const { device_code, user_code, verification_uri, interval } = body
    if (
      typeof device_code !== 'string' ||
      typeof user_code !== 'string' ||
      typeof verification_uri !== 'string'
    ) {
      throw pageFailure(answer, 'an answer without a device code', { host, usage: undefined })
    }
    const intervalSeconds = typeof interval === 'number' ? interval : DEFAULT_INTERVAL_SECONDS
    return { deviceCode: device_code, userCode: user_code, page: verification_uri, intervalSeconds }
  }
  return postForm(sender, { origin, flow: FLOW, parameters }, read, signal)
}

/** Waiting is no failure, and is not logged as one. */
function poll(
  { sender, origin, clientId }: OAuthClient,
  deviceCode: string,
  signal: AbortSignal,
): Promise<TokenSet | 'authorization_pending' | 'slow_down'> {
  const parameters = { grant_type: 'device', client_id: clientId, code: deviceCode }
  const read = (answer: HttpAnswer, host: string) => {
    const refusal = refusalCode(answer)
    if (refusal === 'authorization_pending' || refusal === 'slow_down') return refusal
    return readTokenAnswer(answer, { host, flow: FLOW })
  }
  return postForm(sender, { origin, flow: FLOW, parameters }, read, signal)
}
