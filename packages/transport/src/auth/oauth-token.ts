import { failure, pageFailure, readJsonAnswer } from '../faults/answer-failure.js'
import { readOrgErrors } from '../faults/org-errors.js'
import { STATUS_FAULTS } from '../faults/status-faults.js'
import type { HttpAnswer } from '../http/http-exchange.js'
import { orgOrigin } from './login-host.js'
import { oauthFaultRule, UNLISTED_OAUTH_FAULT } from './oauth-faults.js'
import type { TokenSet } from './token-set.js'

/** Where an answer came from, and the flow that was asked for, in words: `JWT bearer`. */
export interface OAuthContext {
  readonly host: string
  readonly flow: string
}

/** Reads the answer of a token endpoint, whichever grant was asked for. */
export function readTokenAnswer(answer: HttpAnswer, context: OAuthContext): TokenSet {
  const { host } = context
  const { access_token, instance_url, refresh_token } = readOAuthAnswer(answer, context)
  if (typeof access_token !== 'string' || typeof instance_url !== 'string') {
    throw pageFailure(answer, 'a token answer without a token', { host, usage: undefined })
  }
  return {
    accessToken: access_token,
    instanceUrl: orgOrigin(instance_url, 'instance_url'),
    ...(typeof refresh_token === 'string' ? { refreshToken: refresh_token } : {}),
  }
}

/** The JSON object of an OAuth endpoint; a refusal throws the failure that its table has for it. */
export function readOAuthAnswer(
  answer: HttpAnswer,
  context: OAuthContext,
): Readonly<Record<string, unknown>> {
  throwRefusal(answer, context)
  const body = readJsonAnswer(answer, { host: context.host, usage: undefined })
  return (body ?? {}) as Readonly<Record<string, unknown>>
}

/** The word with which an OAuth endpoint refuses, such as `invalid_grant`. */
export function refusalCode(answer: HttpAnswer): string | undefined {
  if (answer.status < 400) return undefined
  return readOrgErrors(parseObject(answer.body.toString('utf8')), answer.status)[0]?.code
}

/** Refusals are OAuth objects; a 5xx is a passing trouble whatever its body says. */
function throwRefusal(answer: HttpAnswer, { host, flow }: OAuthContext): void {
  if (answer.status < 400 || STATUS_FAULTS[answer.status]?.reaction === 'retry') return
  const [error] = readOrgErrors(parseObject(answer.body.toString('utf8')), answer.status)
  if (error === undefined) return
  const rule = oauthFaultRule(error) ?? UNLISTED_OAUTH_FAULT
  throw failure(rule, { host }, { flow, errorCode: error.code }, answer, error)
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
