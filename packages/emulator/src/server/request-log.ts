import { createWriteStream, type WriteStream } from 'node:fs'

/** What is noted about a request. */
export interface LoggedRequest {
  /** When it came, ISO 8601. */
  readonly t: string
  readonly method: string
  readonly path: string
  /** The query that it asks; several ones of a composite request are joined by `;` and a line break. */
  readonly soql?: string
  /** Where a page of a Bulk result begins, as the request says it. */
  readonly locator?: string
  readonly status: number
  readonly rows?: number
  /** Of the answer's body, as sent. */
  readonly bytes: number
  readonly ms: number
  readonly apiCalls: number
}

/** Of more requests only the last ones are remembered; the file has them all. */
const REMEMBERED = 100_000

export class RequestLog {
  readonly requests: LoggedRequest[] = []
  readonly #file: WriteStream | undefined

  constructor(path: string | undefined) {
    this.#file = path === undefined ? undefined : createWriteStream(path, { flags: 'a' })
  }

  add(request: LoggedRequest): void {
    this.requests.push(request)
    if (this.requests.length > REMEMBERED) this.requests.shift()
    this.#file?.write(`${JSON.stringify(request)}\n`)
  }

  close(): Promise<void> {
    const file = this.#file
    return file === undefined ? Promise.resolve() : new Promise((resolve) => file.end(resolve))
  }
}
