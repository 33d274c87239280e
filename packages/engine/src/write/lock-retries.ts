import { cancelled } from '../cancellation.js'
import type { RowOutcome } from '../remote-writes.js'

/** After the first try. */
export const MOST_LOCK_RETRIES = 4

const FIRST_PAUSE_MILLISECONDS = 200

/** Other work held a record that this one needed. */
export function isLocked(outcome: RowOutcome): boolean {
  return (
    outcome.kind === 'failed' &&
    outcome.errors.length > 0 &&
    outcome.errors.every(({ code }) => code === 'UNABLE_TO_LOCK_ROW')
  )
}

/** Twice as long each time, and never the same for two who wait. */
export function lockPause(retry: number, signal: AbortSignal): Promise<void> {
  const longest = FIRST_PAUSE_MILLISECONDS * 2 ** retry
  const milliseconds = longest / 2 + (Math.random() * longest) / 2
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(cancelled(signal))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
