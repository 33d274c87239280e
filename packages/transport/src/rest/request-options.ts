/** What every call takes. */
export interface RequestOptions {
  readonly signal?: AbortSignal
  /** Called before each request, not before its further attempts; what it throws is thrown in place of it. */
  readonly beforeRequest?: () => void
  /** Called once for each request when it is over, retries included, whether it succeeded or not. */
  readonly onRequest?: (request: RequestFigures) => void
}

export interface RequestFigures {
  /** Requests that went out to the org, retries included. */
  readonly apiCalls: number
  /** Attempts after faults, beyond the first. */
  readonly retries: number
  /** In line behind other requests, and between attempts. */
  readonly waitMilliseconds: number
  /** Of the bodies received, as they came over the wire (gzip). */
  readonly bytes: number
  /** From the call to its end, waits included. */
  readonly milliseconds: number
}

/** What is told of the requests of a call that has others made, without the signal, which each of them may have of its own. */
export function hooksOf({ beforeRequest, onRequest }: RequestOptions): RequestOptions {
  return {
    ...(beforeRequest === undefined ? {} : { beforeRequest }),
    ...(onRequest === undefined ? {} : { onRequest }),
  }
}
