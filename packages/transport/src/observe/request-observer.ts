import { tracingChannel } from 'node:diagnostics_channel'
import { CertSqlError } from '@certsql/core'
import type { Redactor } from '../redactor.js'
import type { RequestLog } from '../request-log.js'
import { readableQuery } from './readable-query.js'
import type { OpenRequest, RequestHook } from './request-event.js'

/** `tracing:certsql:request:start` and its kin; the message is a `RequestEvent`. */
const channel = tracingChannel<OpenRequest, OpenRequest>('certsql:request')

/** Tells of requests: the hook of the connection, and whoever listens to the diagnostics channel. */
export class RequestObserver {
  constructor(
    private readonly hook: RequestHook | undefined,
    private readonly log: RequestLog,
    private readonly redactor: Redactor,
  ) {}

  /** Runs a request under observation; `work` fills in the event. */
  async observe<T>(method: string, target: string, work: (event: OpenRequest) => Promise<T>): Promise<T> {
    const event = this.#begin(method, target)
    // The answer is kept out of the event: it holds rows, or tokens.
    const answer: { value?: T } = {}
    const started = performance.now()
    const measured = async () => {
      try {
        answer.value = await work(event)
      } catch (error) {
        if (error instanceof CertSqlError) event.error = error
        throw error
      } finally {
        event.milliseconds = performance.now() - started
      }
    }
    try {
      await channel.tracePromise(measured, event)
      return answer.value as T
    } finally {
      this.#callHook(event)
    }
  }

  #begin(method: string, target: string): OpenRequest {
    const [path = '', query] = target.split('?', 2)
    return {
      requestId: this.log.nextRequestId(),
      method,
      path: this.redactor.redact(path),
      ...(query === undefined ? {} : { query: this.redactor.redact(readableQuery(query)) }),
      apiCalls: 0,
      retries: 0,
      bytes: 0,
      waitMilliseconds: 0,
      milliseconds: 0,
    }
  }

  /** A hook that fails must not fail the request. */
  #callHook(event: OpenRequest): void {
    try {
      this.hook?.(event)
    } catch (error) {
      const { requestId } = event
      this.log.write({ level: 1, message: `onRequest has failed: ${String(error)}`, requestId })
    }
  }
}
