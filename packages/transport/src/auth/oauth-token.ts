import { failure, pageFailure, readJsonAnswer } from '../faults/answer-failure.js'
import { readOrgErrors } from '../faults/org-errors.js'
import { STATUS_FAULTS } from '../faults/status-faults.js'
import type { HttpAnswer } from '../http/http-exchange.js'
import { orgOrigin } from './login-host.js'
import { oauthFaultRule, UNLISTED_OAUTH_FAULT } from './oauth-faults.js'
import type { Session } from './session.js'

/** Reads the answer of a token endpoint, whichever grant was asked for. */
export function readTokenAnswer(answer: HttpAnswer, host: string): Session {
  throwRefusal(answer, host)
  const token = readJsonAnswer(answer, { host, usage: undefined }) as Readonly<Record<string, unknown>>
  const { access_token, instance_url } = token
  if (typeof access_token !== 'string' || typeof instance_url !== 'string') {
    throw pageFailure(answer, 'a token answer without a token', { host, usage: undefined })
  }
  return { accessToken: access_token, instanceUrl: orgOrigin(instance_url, 'instance_url') }
}

/** Refusals are OAuth objects; a 5xx is a passing trouble whatever its body says. */
function throwRefusal(answer: HttpAnswer, host: string): void {
  if (answer.status < 400 || STATUS_FAULTS[answer.status]?.reaction === 'retry') return
  const [error] = readOrgErrors(parseObject(answer.body.toString('utf8')), answer.status)
  if (error === undefined) return
  const rule = oauthFaultRule(error) ?? UNLISTED_OAUTH_FAULT
  throw failure(rule, { host }, { errorCode: error.code }, answer, error)
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
