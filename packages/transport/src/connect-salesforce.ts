import { chooseAuthenticator } from './auth/choose-authenticator.js'
import { LoginSender } from './auth/login-sender.js'
import { OAuthCalls } from './auth/oauth-calls.js'
import { SessionKeeper } from './auth/session-keeper.js'
import { TERMINAL_PROMPTS } from './auth/terminal-prompts.js'
import { DEFAULT_RETRY_POLICY } from './faults/retry-policy.js'
import { ConcurrencyLimiter } from './http/concurrency-limiter.js'
import type { NetworkOptions } from './http/connection-pools.js'
import { DEFAULT_TIMEOUTS, HttpExchange } from './http/http-exchange.js'
import { RequestObserver } from './observe/request-observer.js'
import { Redactor } from './redactor.js'
import { RequestLog } from './request-log.js'
import { newestCommonVersion, parseApiVersion } from './rest/api-version.js'
import { RequestSender } from './rest/request-sender.js'
import { RestCaller } from './rest/rest-caller.js'
import { fetchVersions } from './rest/versions.js'
import { SalesforceClient } from './salesforce-client.js'
import { DEFAULT_MAX_CONCURRENCY, type SalesforceOptions } from './salesforce-options.js'

/**
 * Logs in and agrees on the API version.
 *
 * ```ts
 * const client = await connectSalesforce({
 *   auth: { scheme: 'Basic', user: 'amy@acme.com', password: 'secret', securityToken: 'XYZ' },
 * })
 * client.apiVersion  // '67.0'
 * ```
 */
export async function connectSalesforce(options: SalesforceOptions): Promise<SalesforceClient> {
  const { auth, signal, log, maxConcurrency = DEFAULT_MAX_CONCURRENCY } = options
  const wantedVersion = options.apiVersion === undefined ? undefined : parseApiVersion(options.apiVersion)
  const redactor = new Redactor()
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  redactor.hide(options.proxy?.password)
  const exchange = new HttpExchange({ ...networkOptions(options), timeouts, maxSockets: maxConcurrency })
  const policy = { ...DEFAULT_RETRY_POLICY, ...options.retry }
  const requestLog = new RequestLog(log, redactor)
  const observer = new RequestObserver(options.onRequest, requestLog, redactor)
  const sender = new RequestSender(exchange, policy, requestLog, redactor, observer)
  const loginSender = new LoginSender(sender, redactor)
  const authenticator = chooseAuthenticator(auth, {
    sender: loginSender,
    prompts: options.prompts ?? TERMINAL_PROMPTS,
    apiVersion: wantedVersion,
  })
  const sessions = new SessionKeeper(authenticator)
  const caller = new RestCaller({ sender, sessions, limiter: new ConcurrencyLimiter(maxConcurrency) })
  try {
    const session = await sessions.current(signal)
    const requestOptions = signal === undefined ? {} : { signal }
    const apiVersion = wantedVersion ?? newestCommonVersion(await fetchVersions(caller, requestOptions))
    const oauth = new OAuthCalls(loginSender)
    return new SalesforceClient({ caller, sessions, exchange, session, apiVersion, oauth })
  } catch (error) {
    sessions.close()
    exchange.close()
    throw error
  }
}

function networkOptions({ proxy, serverCertificate }: SalesforceOptions): NetworkOptions {
  return {
    ...(proxy === undefined ? {} : { proxy }),
    ...(serverCertificate === undefined ? {} : { serverCertificate }),
  }
}
