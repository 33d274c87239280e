import { cancelled, throwIfCancelled } from './cancellation.js'

interface Request<Value> {
  readonly answer: Promise<Value>
  readonly controller: AbortController
  waiting: number
}

/**
 * One request for all who want the same at the same time. It is cancelled when the last of them has gone, so
 * nobody's cancellation takes away what another is waiting for.
 */
export class SharedRequests<Value> {
  private readonly requests = new Map<string, Request<Value>>()

  share(
    key: string,
    start: (signal: AbortSignal) => Promise<Value>,
    signal: AbortSignal | undefined,
  ): Promise<Value> {
    throwIfCancelled(signal)
    return this.wait(key, this.requests.get(key) ?? this.begin(key, start), signal)
  }

  private begin(key: string, start: (signal: AbortSignal) => Promise<Value>): Request<Value> {
    const controller = new AbortController()
    const answer = start(controller.signal).finally(() => this.forget(key, request))
    const request: Request<Value> = { answer, controller, waiting: 0 }
    this.requests.set(key, request)
    return request
  }

  private wait(key: string, request: Request<Value>, signal: AbortSignal | undefined): Promise<Value> {
    request.waiting++
    if (signal === undefined) return request.answer
    return new Promise((resolve, reject) => {
      const leave = () => {
        request.waiting--
        if (request.waiting === 0) {
          this.forget(key, request)
          request.controller.abort(signal.reason)
        }
        reject(cancelled(signal))
      }
      signal.addEventListener('abort', leave, { once: true })
      request.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  private forget(key: string, request: Request<Value>): void {
    if (this.requests.get(key) === request) this.requests.delete(key)
  }
}
