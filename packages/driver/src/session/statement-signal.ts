import { setMaxListeners } from 'node:events'
import { CertSqlError } from '@certsql/core'

/** One signal for all that may stop a statement. */
export interface StatementSignal {
  readonly signal: AbortSignal
  /** The statement is over; the clock stops. */
  release(): void
}

/** Stops with the caller's signal, with the connection's, or after so many seconds; 0: no limit of time. */
export function statementSignal(
  signals: readonly (AbortSignal | undefined)[],
  timeoutSeconds: number,
): StatementSignal {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const outer = signals.filter((signal) => signal !== undefined)
  const forward = (event: Event) => controller.abort((event.target as AbortSignal).reason)
  for (const signal of outer) {
    if (signal.aborted) controller.abort(signal.reason)
    signal.addEventListener('abort', forward)
  }
  const timer =
    timeoutSeconds > 0
      ? setTimeout(() => controller.abort(tookTooLong(timeoutSeconds)), timeoutSeconds * 1000)
      : undefined
  // A stream that nobody reads must not keep the program alive.
  timer?.unref()
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer)
      for (const signal of outer) signal.removeEventListener('abort', forward)
    },
  }
}

function tookTooLong(seconds: number): CertSqlError {
  return new CertSqlError({
    code: 'CERT-7004',
    message: `The statement took longer than the ${seconds} seconds that Timeout allows.`,
    hint: 'raise Timeout, or narrow the statement with a condition or a LIMIT',
  })
}
