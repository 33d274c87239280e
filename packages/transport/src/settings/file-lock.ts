import { tryFileLock } from '@certsql/core'
import { pause } from '../http/abort.js'

const LONGEST_PAUSE_MILLISECONDS = 60

/**
 * Does the work while holding a lock file, which keeps other processes out. One that a dead process has left behind is
 * taken over.
 */
export async function withFileLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let release = await tryFileLock(path)
  while (release === undefined) {
    await pause(10 + Math.random() * LONGEST_PAUSE_MILLISECONDS, signal)
    release = await tryFileLock(path)
  }
  try {
    return await work()
  } finally {
    await release()
  }
}
