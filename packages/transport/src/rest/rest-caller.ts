import { CertSqlError } from '@certsql/core'
import type { Session } from '../auth/session.js'
import type { SessionKeeper } from '../auth/session-keeper.js'
import { type AnswerContext, orgFailure, readCsvAnswer, readJsonAnswer } from '../faults/answer-failure.js'
import { Circuit, DEFAULT_CIRCUIT_POLICY } from '../faults/circuit.js'
import { readOrgErrors } from '../faults/org-errors.js'
import { RequestFailure } from '../faults/request-failure.js'
import { followAbort } from '../http/abort.js'
import type { ConcurrencyLimiter } from '../http/concurrency-limiter.js'
import type { HttpAnswer, HttpHeaders } from '../http/http-exchange.js'
import { USER_AGENT } from '../version.js'
import { type ApiUsage, readApiUsage } from './api-usage.js'
import { orgLimiter } from './org-limiter.js'
import type { RequestFigures, RequestOptions } from './request-options.js'
import type { RequestSender } from './request-sender.js'
import { requestHeadBytes } from './request-size.js'
import type { RestAnswer, RestRequest } from './rest-request.js'

export interface RestCallerParts {
  readonly sender: RequestSender
  readonly sessions: SessionKeeper
  readonly limiter: ConcurrencyLimiter
}

/** One call under way: its attempts are counted together. */
interface Call {
  readonly request: RestRequest
  readonly requestId: string
  readonly signal: AbortSignal
  renewed: boolean
  apiCalls: number
  bytes: number
}

/** Calls the REST API in the name of the session: in line, with retries, and with one renewal when it has expired. */
export class RestCaller {
  #usage: ApiUsage | undefined
  readonly #closing = new AbortController()
  readonly #circuit = new Circuit(DEFAULT_CIRCUIT_POLICY)

  constructor(private readonly parts: RestCallerParts) {}

  /** As of the latest answer. */
  get usage(): ApiUsage | undefined {
    return this.#usage
  }

  async call(request: RestRequest, options: RequestOptions = {}): Promise<RestAnswer> {
    const { sender } = this.parts
    const stop = new AbortController()
    const unfollow = [followAbort(options.signal, stop), followAbort(this.#closing.signal, stop)]
    const { signal } = stop
    const call: Call = {
      request,
      requestId: sender.nextRequestId(),
      signal,
      renewed: false,
      apiCalls: 0,
      bytes: 0,
    }
    const started = performance.now()
    try {
      this.#circuit.check()
      const repeatable = { requestId: call.requestId, idempotent: request.idempotent, signal }
      const answer = await sender.repeat(repeatable, () => this.#attempt(call))
      this.#circuit.succeed()
      return answer
    } catch (error) {
      if (error instanceof CertSqlError) this.#circuit.fail(error)
      throw error
    } finally {
      for (const cut of unfollow) cut()
      options.onRequest?.(figuresOf(call, performance.now() - started))
    }
  }

  /** Stops the calls under way, and all that come. */
  close(): void {
    this.#closing.abort()
  }

  /** The size of the request line and headers of this request, as the org would count it. */
  async headBytes(request: RestRequest, signal: AbortSignal | undefined): Promise<number> {
    const session = await this.parts.sessions.current(signal)
    return requestHeadBytes(request, headersOf(request, session), new URL(session.instanceUrl).host)
  }

  async #attempt(call: Call): Promise<RestAnswer> {
    const { sessions } = this.parts
    const session = await sessions.current(call.signal)
    try {
      return await this.#exchange(call, session)
    } catch (error) {
      if (!asksForRenewal(error) || call.renewed || !sessions.renewable) throw error
      call.renewed = true
      return await this.#exchange(call, await sessions.renew(session, call.signal))
    }
  }

  async #exchange(call: Call, session: Session): Promise<RestAnswer> {
    const { request, signal } = call
    const inLineOfTheOrg = () => orgLimiter(session.instanceUrl).run(() => this.#send(call, session), signal)
    const answer = await this.parts.limiter.run(inLineOfTheOrg, signal)
    call.bytes += answer.wireBytes
    this.#usage = readApiUsage(answer.headers['sforce-limit-info']) ?? this.#usage
    const context: AnswerContext = { host: new URL(session.instanceUrl).host, usage: this.#usage }
    const { status, headers } = answer
    if (status === 204 || status === 304) return { status, headers, body: undefined }
    if (request.accept === 'CSV') return { status, headers, body: readCsvAnswer(answer, context) }
    const body = readJsonAnswer(answer, context)
    if (request.unwrap === undefined) return { status, headers, body }
    const inner = request.unwrap(body)
    const [error] = inner.status >= 400 ? readOrgErrors(inner.body, inner.status) : []
    if (error !== undefined) throw orgFailure(error, context)
    return { status: inner.status, headers, body: inner.body }
  }

  async #send(call: Call, session: Session): Promise<HttpAnswer> {
    const { request, requestId, signal } = call
    const { method, path, body } = request
    const headers = headersOf(request, session)
    const origin = session.instanceUrl
    call.apiCalls++
    try {
      const sent = { method, origin, path, headers, ...(body === undefined ? {} : { body }) }
      return await this.parts.sender.send(sent, requestId, signal)
    } catch (error) {
      if (error instanceof RequestFailure && error.facts.rule.neverSent === true) call.apiCalls--
      throw error
    }
  }
}

function headersOf(request: RestRequest, session: Session): HttpHeaders {
  return {
    Accept: request.accept === 'CSV' ? 'text/csv' : 'application/json',
    'Accept-Encoding': 'gzip',
    'User-Agent': USER_AGENT,
    ...(request.anonymous === true ? {} : { Authorization: `Bearer ${session.accessToken}` }),
    ...(request.body === undefined ? {} : { 'Content-Type': 'application/json; charset=UTF-8' }),
    ...request.headers,
  }
}

function asksForRenewal(error: unknown): boolean {
  return error instanceof RequestFailure && error.facts.rule.reaction === 'renew'
}

function figuresOf(call: Call, milliseconds: number): RequestFigures {
  return { apiCalls: call.apiCalls, bytes: call.bytes, milliseconds }
}
