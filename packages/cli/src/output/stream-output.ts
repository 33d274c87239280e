import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { CertSqlError, systemErrorReason } from '@certsql/core'
import { BrokenPipe, isBrokenPipe } from './broken-pipe.js'
import type { TextOutput } from './text-output.js'

/** Writes to stdout. A reader that goes away is told to `onBroken` at once, and to the next `write` as a `BrokenPipe`. */
export class StreamOutput implements TextOutput {
  private failure: Error | undefined

  constructor(
    private readonly stream: Writable,
    onBroken: () => void,
  ) {
    stream.on('error', (error) => {
      if (this.failure !== undefined) return
      this.failure = isBrokenPipe(error) ? new BrokenPipe() : notWritable(error)
      if (this.failure instanceof BrokenPipe) onBroken()
    })
  }

  async write(data: string | Uint8Array): Promise<void> {
    this.throwFailure()
    if (data.length === 0) return
    if (!this.stream.write(data)) await this.drained()
    this.throwFailure()
  }

  async finish(): Promise<void> {
    this.throwFailure()
    await new Promise<void>((resolve) => this.stream.write('', () => resolve()))
    this.throwFailure()
  }

  async discard(): Promise<void> {
    // What has been read by others cannot be taken back.
  }

  private async drained(): Promise<void> {
    const done = new AbortController()
    try {
      await Promise.race([
        once(this.stream, 'drain', { signal: done.signal }),
        once(this.stream, 'close', { signal: done.signal }),
      ])
    } catch {
      // The 'error' listener knows what happened.
    } finally {
      done.abort()
    }
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw this.failure
  }
}

function notWritable(cause: Error): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8603',
    message: `The output cannot be written: ${systemErrorReason(cause)}.`,
    cause,
  })
}
