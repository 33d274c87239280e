import { failure, pageFailure } from '../faults/answer-failure.js'
import type { HttpAnswer } from '../http/http-exchange.js'
import type { IdentityProvider } from './authentication.js'
import { addressOf } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { needTexts } from './missing-credential.js'
import { NO_ASSERTION, SSO_FAULTS, UNLISTED_SSO_FAULT } from './sso-faults.js'
import { printTokenRequest, readTokenResponse } from './ws-trust.js'

/** Gets a new assertion for each session from the identity provider. */
export function assertionSource(
  provider: IdentityProvider,
  audience: string,
  sender: LoginSender,
): (signal: AbortSignal) => Promise<string> {
  const { loginUrl, user, password } = provider
  needTexts(
    'A login at an identity provider',
    { User: user, Password: password },
    'give both, as it knows them',
  )
  sender.redactor.hide(password)
  const { origin, path } = addressOf(loginUrl, 'SSOLoginURL')
  const request = {
    origin,
    path,
    headers: { 'Content-Type': 'application/soap+xml; charset=utf-8', Accept: 'application/soap+xml' },
    body: printTokenRequest({ url: origin + path, user, password, audience }),
  }
  const read = (answer: HttpAnswer, host: string) => readAssertion(answer, host, user)
  return async (signal) => {
    const assertion = await sender.post(request, read, signal)
    sender.redactor.hide(assertion)
    return assertion
  }
}

async function readAssertion(answer: HttpAnswer, host: string, user: string): Promise<string> {
  const text = answer.body.toString('utf8')
  const read = await readTokenResponse(text)
  if (read?.kind === 'assertion') return read.xml
  if (read === undefined && answer.status >= 400) {
    throw pageFailure(answer, text, { host, usage: undefined }, 'XML')
  }
  if (read === undefined) throw failure(NO_ASSERTION, { host }, { user }, answer)
  const rule = SSO_FAULTS[read.code] ?? UNLISTED_SSO_FAULT
  const org = { code: read.code, message: read.message, httpStatus: answer.status }
  throw failure(rule, { host }, { user, errorCode: read.code }, answer, org)
}
