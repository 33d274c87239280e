/** Whoever read our output has enough, as `head` does. Not an error: work stops, quietly. */
export class BrokenPipe extends Error {
  constructor() {
    super('Nobody reads the output any more.')
    this.name = 'BrokenPipe'
  }
}

export function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET')
}
