import type { Redactor } from './redactor.js'

/** 1 failures · 2 retries · 3 each request · 4 with its query text · 5 with its headers. */
export type LogLevel = 1 | 2 | 3 | 4 | 5

export interface LogEntry {
  readonly level: LogLevel
  readonly message: string
  /** The same on every entry of one request. */
  readonly requestId: string
  readonly method?: string
  readonly host?: string
  /** Without the query. */
  readonly path?: string
  readonly status?: number
  readonly milliseconds?: number
  /** Of the body, as it came over the wire. */
  readonly bytes?: number
  readonly attempt?: number
  /** Level 4: what stands after the `?`, readable. */
  readonly query?: string
  /** Level 5. */
  readonly headers?: Readonly<Record<string, string>>
}

export type Log = (entry: LogEntry) => void

const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'proxy-authorization',
])

/** Numbers the requests and hands entries to the hook, every text redacted. */
export class RequestLog {
  #requests = 0

  constructor(
    private readonly hook: Log | undefined,
    private readonly redactor: Redactor,
  ) {}

  nextRequestId(): string {
    return `r${++this.#requests}`
  }

  write(entry: LogEntry): void {
    if (this.hook === undefined) return
    const { message, path, query, headers } = entry
    this.hook({
      ...entry,
      message: this.redactor.redact(message),
      ...(path === undefined ? {} : { path: this.redactor.redact(path) }),
      ...(query === undefined ? {} : { query: this.redactor.redact(query) }),
      ...(headers === undefined ? {} : { headers: this.#redactHeaders(headers) }),
    })
  }

  #redactHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const shown = Object.entries(headers).map(([name, value]) => {
      return [name, SECRET_HEADERS.has(name.toLowerCase()) ? '***' : this.redactor.redact(value)]
    })
    return Object.fromEntries(shown)
  }
}
