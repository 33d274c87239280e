import { systemErrorCode } from '@certsql/core'

/** Whoever read our output has enough, as `head` does. Not an error: work stops, quietly. */
export class BrokenPipe extends Error {
  constructor() {
    super('Nobody reads the output any more.')
    this.name = 'BrokenPipe'
  }
}

export function isBrokenPipe(error: unknown): boolean {
  const code = systemErrorCode(error)
  return code === 'EPIPE' || code === 'ECONNRESET'
}
