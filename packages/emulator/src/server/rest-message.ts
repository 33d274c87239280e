import type { IncomingHttpHeaders } from 'node:http'

/** A request as the resources see it: an HTTP request, or a subrequest of a composite one. */
export interface RestRequest {
  readonly method: string
  /** Decoded, without the query: `/services/data/v67.0/query`. */
  readonly path: string
  readonly parameters: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The body as it came, of requests by themselves. */
  readonly bytes?: Buffer
}

export interface RestResponse {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** In the place of `body`, what is too large to be a text. */
  readonly bytes?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** For the log. */
  readonly soql?: string
  readonly rows?: number
  /** False for what no client of the API asks. */
  readonly isLogged?: boolean
  /** How often this counts against the daily limit; 1 where nothing is said. */
  readonly apiCalls?: number
}

const JSON_TYPE = 'application/json;charset=UTF-8'

export function jsonText(body: string, more: Partial<RestResponse> = {}): RestResponse {
  return { status: 200, contentType: JSON_TYPE, body, ...more }
}

export function json(value: unknown, more: Partial<RestResponse> = {}): RestResponse {
  return jsonText(JSON.stringify(value), more)
}

/** An answer without a body. */
export function noContent(more: Partial<RestResponse> = {}): RestResponse {
  return jsonText('', { status: 204, ...more })
}
