import { CertSqlError } from '@certsql/core'
import { networkFailure } from '../faults/network-failure.js'
import { RequestFailure } from '../faults/request-failure.js'
import type { RetryPolicy } from '../faults/retry-policy.js'
import { withRetries } from '../faults/with-retries.js'
import type {
  HttpAnswer,
  HttpExchange,
  HttpHeaders,
  HttpRequest,
  StreamedAnswer,
} from '../http/http-exchange.js'
import { NetworkFault } from '../http/network-fault.js'
import { readableQuery } from '../observe/readable-query.js'
import type { OpenRequest } from '../observe/request-event.js'
import type { RequestObserver } from '../observe/request-observer.js'
import type { Redactor } from '../redactor.js'
import type { LogEntry, RequestLog } from '../request-log.js'

export interface RepeatOptions {
  /** Only such a request is sent again when its answer was lost. */
  readonly idempotent: boolean
  readonly signal: AbortSignal | undefined
}

/** What the entries of one request have in common. */
type AboutRequest = Required<Pick<LogEntry, 'requestId' | 'method' | 'host' | 'path'>>

/** What logins and REST calls share: retries, the log, and the one place where failures become redacted errors. */
export class RequestSender {
  constructor(
    private readonly exchange: HttpExchange,
    private readonly policy: RetryPolicy,
    private readonly log: RequestLog,
    private readonly redactor: Redactor,
    private readonly observer: RequestObserver,
  ) {}

  /** Runs a request, all its attempts, under the eyes of hooks and tracers; `work` fills in what it costs. */
  observe<T>(method: string, target: string, work: (event: OpenRequest) => Promise<T>): Promise<T> {
    return this.observer.observe(method, target, work)
  }

  /** Repeats the attempt as the policy allows; throws a `CertSqlError` in the end. */
  async repeat<T>(event: OpenRequest, options: RepeatOptions, attempt: () => Promise<T>): Promise<T> {
    const { idempotent, signal } = options
    const { requestId } = event
    const onRetry = (failure: RequestFailure, number: number, delay: number) => {
      event.retries++
      event.waitMilliseconds += delay
      const message = `${failure.message} Trying again in ${Math.round(delay)} ms.`
      this.log.write({ level: 2, message, requestId, attempt: number })
    }
    try {
      return await withRetries(attempt, { policy: this.policy, idempotent, signal, onRetry })
    } catch (error) {
      throw this.#report(error, requestId)
    }
  }

  /** One exchange, logged. A broken one is a {@link RequestFailure}. */
  send(request: HttpRequest, event: OpenRequest, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    return this.#logged(request, event, async (about) => {
      const answer = await this.exchange.send(request, signal)
      const { status, milliseconds, wireBytes: bytes } = answer
      event.bytes += bytes
      const message = `${request.method} ${about.path} ${status}`
      this.log.write({ level: 3, message, ...about, status, milliseconds, bytes })
      return answer
    })
  }

  /** One exchange whose answer is read while it comes. */
  open(request: HttpRequest, event: OpenRequest, signal: AbortSignal | undefined): Promise<StreamedAnswer> {
    return this.#logged(request, event, async (about) => {
      const { status, headers, body } = await this.exchange.open(request, signal)
      this.log.write({ level: 3, message: `${request.method} ${about.path} ${status}`, ...about, status })
      return { status, headers, body: this.#reported(body, about) }
    })
  }

  async #logged<Answer extends { readonly status: number; readonly headers: HttpHeaders }>(
    request: HttpRequest,
    event: OpenRequest,
    exchange: (about: AboutRequest) => Promise<Answer>,
  ): Promise<Answer> {
    const { requestId } = event
    const [path = '', query] = request.path.split('?', 2)
    const about = { requestId, method: request.method, host: new URL(request.origin).host, path }
    if (query !== undefined)
      this.log.write({ level: 4, message: 'query', ...about, query: readableQuery(query) })
    this.log.write({ level: 5, message: 'request headers', ...about, headers: request.headers })
    event.host = about.host
    delete event.status
    try {
      const answer = await exchange(about)
      const { status, headers } = answer
      event.status = status
      this.log.write({ level: 5, message: 'answer headers', ...about, status, headers })
      return answer
    } catch (error) {
      if (!(error instanceof NetworkFault)) throw error
      this.log.write({ level: 3, message: `${request.method} ${path} ${error.code}`, ...about })
      throw networkFailure(error, about.host)
    }
  }

  /** A body that breaks off is a failure like any other, only that nobody may repeat it. */
  async *#reported(body: AsyncIterable<Buffer>, { host, requestId }: AboutRequest): AsyncGenerator<Buffer> {
    try {
      yield* body
    } catch (error) {
      throw this.#report(error instanceof NetworkFault ? networkFailure(error, host) : error, requestId)
    }
  }

  #report(error: unknown, requestId: string): unknown {
    const reported = error instanceof RequestFailure ? error.toCertSqlError() : error
    if (!(reported instanceof CertSqlError)) return error
    this.log.write({ level: 1, message: `${reported.code}: ${reported.message}`, requestId })
    return this.redactor.redactError(reported)
  }
}
