import { createWriteStream, type WriteStream } from 'node:fs'
import { CertSqlError } from '@certsql/core'
import type { Log, LogEntry } from '@certsql/transport'

/** The file that the property `Logfile` names: one line for each entry, which the transport has freed of secrets. */
export class LogFile {
  private constructor(
    private readonly stream: WriteStream,
    private readonly verbosity: number,
  ) {}

  static async open(path: string, verbosity: number): Promise<LogFile> {
    const stream = createWriteStream(path, { flags: 'a', mode: 0o600 })
    await new Promise<void>((resolve, reject) => {
      stream.once('open', () => resolve())
      stream.once('error', (cause) => reject(notWritable(path, cause)))
    })
    // A disk that fills up later must not end the program.
    stream.on('error', () => undefined)
    return new LogFile(stream, verbosity)
  }

  readonly log: Log = (entry) => {
    if (entry.level <= this.verbosity)
      this.stream.write(`${new Date().toISOString()} ${formatEntry(entry)}\n`)
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.stream.end(resolve))
  }
}

function formatEntry(entry: LogEntry): string {
  const {
    level,
    requestId,
    method,
    host,
    path,
    status,
    milliseconds,
    bytes,
    attempt,
    query,
    headers,
    message,
  } = entry
  const parts = [
    `${level}`,
    requestId,
    method,
    host === undefined ? path : `${host}${path ?? ''}`,
    status,
    milliseconds === undefined ? undefined : `${Math.round(milliseconds)} ms`,
    bytes === undefined ? undefined : `${bytes} bytes`,
    attempt === undefined ? undefined : `attempt ${attempt}`,
    message,
    query,
    headers === undefined ? undefined : JSON.stringify(headers),
  ]
  return parts.filter((part) => part !== undefined).join(' ')
}

function notWritable(path: string, cause: Error): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8603',
    message: `The log file "${path}" can't be written.`,
    hint: 'set Logfile to a file in a folder that exists and may be written to',
    cause,
  })
}
