import { CertSqlError } from '@certsql/core'
import type { Session } from '../auth/session.js'
import type { SessionKeeper } from '../auth/session-keeper.js'
import {
  type AnswerContext,
  orgFailure,
  readAnyAnswer,
  readCsvAnswer,
  readJsonAnswer,
  readNothing,
  readRefusal,
  refusalOf,
} from '../faults/answer-failure.js'
import { appliedNothing } from '../faults/applied-nothing.js'
import { Circuit, DEFAULT_CIRCUIT_POLICY } from '../faults/circuit.js'
import { readOrgErrors } from '../faults/org-errors.js'
import { RequestFailure } from '../faults/request-failure.js'
import { followAbort, throwIfCancelled } from '../http/abort.js'
import type { ConcurrencyLimiter } from '../http/concurrency-limiter.js'
import type { HttpAnswer, HttpHeaders, HttpRequest, StreamedAnswer } from '../http/http-exchange.js'
import type { OpenRequest } from '../observe/request-event.js'
import { USER_AGENT } from '../version.js'
import { type ApiUsage, readApiUsage } from './api-usage.js'
import { orgLimiter } from './org-limiter.js'
import type { RequestFigures, RequestOptions } from './request-options.js'
import type { RequestSender } from './request-sender.js'
import { requestHeadBytes } from './request-size.js'
import type { RestAnswer, RestRequest } from './rest-request.js'
import type { WriteAnswer } from './write-answer.js'

export interface RestCallerParts {
  readonly sender: RequestSender
  readonly sessions: SessionKeeper
  readonly limiter: ConcurrencyLimiter
}

/** One call under way: its attempts are counted together. */
interface Call {
  readonly request: RestRequest
  readonly event: OpenRequest
  readonly signal: AbortSignal
  renewed: boolean
  /** An attempt went out, and it is not certain that the org did nothing for it. */
  mayBeApplied: boolean
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

  call(request: RestRequest, options: RequestOptions = {}): Promise<RestAnswer> {
    return this.#run(request, options, (call) =>
      this.#attempt(call, (session) => this.#exchange(call, session)),
    )
  }

  /**
   * A call that changes something. It throws only where it is certain that the org has changed nothing; where the answer
   * was lost, also to the caller's own signal, it says so.
   */
  async write(request: RestRequest, options: RequestOptions = {}): Promise<WriteAnswer> {
    let mayBeApplied = false
    try {
      const answer = await this.#run(request, options, async (call) => {
        try {
          return await this.#attempt(call, (session) => this.#exchange(call, session))
        } finally {
          mayBeApplied ||= call.mayBeApplied
        }
      })
      return { kind: 'answered', answer, isRepeat: mayBeApplied }
    } catch (error) {
      if (!mayBeApplied || !(error instanceof CertSqlError)) throw error
      return { kind: 'lost', cause: error }
    }
  }

  /** A call whose answer is read while it comes. Once its head is there, nothing is repeated. */
  open(request: RestRequest, options: RequestOptions = {}): Promise<StreamedAnswer> {
    return this.#run(request, options, (call) =>
      this.#attempt(call, (session) => this.#openStream(call, session, options.signal)),
    )
  }

  /** Stops the calls under way, and all that come. */
  close(): void {
    this.#closing.abort()
  }

  async #run<T>(
    request: RestRequest,
    options: RequestOptions,
    attempt: (call: Call) => Promise<T>,
  ): Promise<T> {
    options.beforeRequest?.()
    const { method, path } = request
    return await this.parts.sender.observe(method, path, (event) =>
      this.#observed(request, event, options, attempt),
    )
  }

  async #observed<T>(
    request: RestRequest,
    event: OpenRequest,
    options: RequestOptions,
    attempt: (call: Call) => Promise<T>,
  ): Promise<T> {
    const stop = new AbortController()
    const unfollow = [followAbort(options.signal, stop), followAbort(this.#closing.signal, stop)]
    const { signal } = stop
    const call: Call = { request, event, signal, renewed: false, mayBeApplied: false }
    const started = performance.now()
    try {
      this.#circuit.check()
      const repeatable = { idempotent: request.idempotent, signal }
      const answer = await this.parts.sender.repeat(event, repeatable, () => attempt(call))
      this.#circuit.succeed()
      return answer
    } catch (error) {
      if (error instanceof CertSqlError) this.#circuit.fail(error)
      throw error
    } finally {
      for (const cut of unfollow) cut()
      options.onRequest?.(figuresOf(event, performance.now() - started))
    }
  }

  /** The size of the request line and headers of this request, as the org would count it. */
  async headBytes(request: RestRequest, signal: AbortSignal | undefined): Promise<number> {
    const session = await this.parts.sessions.current(signal)
    return requestHeadBytes(request, headersOf(request, session), new URL(session.instanceUrl).host)
  }

  async #attempt<T>(call: Call, exchange: (session: Session) => Promise<T>): Promise<T> {
    const { sessions } = this.parts
    const session = await sessions.current(call.signal)
    try {
      return await exchange(session)
    } catch (error) {
      if (!asksForRenewal(error) || call.renewed || !sessions.renewable) throw error
      call.renewed = true
      return await exchange(await sessions.renew(session, call.signal))
    }
  }

  async #exchange(call: Call, session: Session): Promise<RestAnswer> {
    const answer = await this.#inLine(call, session, (request) =>
      this.parts.sender.send(request, call.event, call.signal),
    )
    try {
      return await this.#read(call.request, answer, session)
    } catch (error) {
      if (!isAppliedByNobody(error)) call.mayBeApplied = true
      throw error
    }
  }

  async #read(request: RestRequest, answer: HttpAnswer, session: Session): Promise<RestAnswer> {
    const context = this.#contextOf(answer.headers, session)
    const { status, headers } = answer
    if (request.read !== undefined) return { status, headers, body: await request.read(answer, context) }
    if (status === 204 || status === 304) return { status, headers, body: undefined }
    if (request.accept === 'nothing') return { status, headers, body: readNothing(answer, context) }
    if (request.accept === 'CSV') return { status, headers, body: readCsvAnswer(answer, context) }
    if (request.accept === 'any') return { status, headers, body: readAnyAnswer(answer, context) }
    if (request.refusalsAreAnswers === true) {
      const refusal = readRefusal(answer, context)
      if (refusal !== undefined) return refusal
    }
    const body = readJsonAnswer(answer, context)
    if (request.unwrap === undefined) return { status, headers, body }
    const inner = request.unwrap(body)
    const [error] = inner.status >= 400 ? readOrgErrors(inner.body, inner.status) : []
    if (error !== undefined) throw orgFailure(error, context)
    return { status: inner.status, headers, body: inner.body }
  }

  async #openStream(call: Call, session: Session, signal: AbortSignal | undefined): Promise<StreamedAnswer> {
    // The body outlives the call, so it has a leash of its own.
    const stop = new AbortController()
    const cuts = [followAbort(signal, stop), followAbort(this.#closing.signal, stop)]
    const release = () => {
      for (const cut of cuts) cut()
    }
    try {
      const { status, headers, body } = await this.#inLine(call, session, (request) =>
        this.parts.sender.open(request, call.event, stop.signal),
      )
      const context = this.#contextOf(headers, session)
      if (status < 300) return { status, headers, body: releasing(body, release) }
      const refusal = await gather(body)
      throw refusalOf({ status, headers, body: refusal, wireBytes: refusal.length, milliseconds: 0 }, context)
    } catch (error) {
      release()
      throw error
    }
  }

  /** Waits for its turn, here and among all clients of the org, and sends. */
  async #inLine<T>(call: Call, session: Session, send: (request: HttpRequest) => Promise<T>): Promise<T> {
    const { event, signal } = call
    const asked = performance.now()
    const counted = () => {
      event.waitMilliseconds += performance.now() - asked
      return this.#counted(call, session, send)
    }
    const inLineOfTheOrg = () => orgLimiter(session.instanceUrl).run(counted, signal)
    return await this.parts.limiter.run(inLineOfTheOrg, signal)
  }

  async #counted<T>(call: Call, session: Session, send: (request: HttpRequest) => Promise<T>): Promise<T> {
    const { method, path, body } = call.request
    const headers = headersOf(call.request, session)
    const origin = session.instanceUrl
    const data = typeof body === 'function' ? body(session) : body
    throwIfCancelled(call.signal)
    call.event.apiCalls++
    try {
      return await send({ method, origin, path, headers, ...(data === undefined ? {} : { body: data }) })
    } catch (error) {
      if (error instanceof RequestFailure && error.facts.rule.neverSent === true) call.event.apiCalls--
      if (!isAppliedByNobody(error)) call.mayBeApplied = true
      throw error
    }
  }

  #contextOf(headers: HttpHeaders, session: Session): AnswerContext {
    this.#usage = readApiUsage(headers['sforce-limit-info']) ?? this.#usage
    return { host: new URL(session.instanceUrl).host, usage: this.#usage }
  }
}

function isAppliedByNobody(error: unknown): boolean {
  return error instanceof RequestFailure && appliedNothing(error.facts)
}

async function* releasing(body: AsyncIterable<Buffer>, release: () => void): AsyncGenerator<Buffer> {
  try {
    yield* body
  } finally {
    release()
  }
}

async function gather(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
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

function figuresOf(event: OpenRequest, milliseconds: number): RequestFigures {
  const { apiCalls, retries, bytes, waitMilliseconds } = event
  return { apiCalls, retries, bytes, waitMilliseconds, milliseconds }
}
