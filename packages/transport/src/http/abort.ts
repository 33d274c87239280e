import { setTimeout as sleep } from 'node:timers/promises'
import { CertSqlError } from '@certsql/core'

/** The error of whoever waits for something that was stopped. */
export function cancelledError(signal: AbortSignal): CertSqlError {
  return new CertSqlError({ code: 'CERT-7006', message: 'The request was cancelled.', cause: signal.reason })
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelledError(signal)
}

/**
 * Makes `controller` stop when `signal` does. The link must be cut by the function that is given back: a signal often
 * lives longer than a request. (`AbortSignal.any` keeps such links until they are garbage-collected.)
 */
export function followAbort(signal: AbortSignal | undefined, controller: AbortController): () => void {
  if (signal === undefined) return () => {}
  const stop = () => controller.abort(signal.reason)
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  return () => signal.removeEventListener('abort', stop)
}

/** Waits for something shared with others: this waiter may leave, the work goes on. */
export function waitFor<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return shared
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(cancelledError(signal))
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave, { once: true })
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal })
  } catch (error) {
    throwIfCancelled(signal)
    throw error
  }
}
