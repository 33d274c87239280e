import type { HttpHeaders } from '../http/http-exchange.js'

/** A call of the REST API. */
export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** From the root of the instance, as it shall go out: `/services/data/v67.0/limits`. */
  readonly path: string
  /** May it be sent again when its answer was lost? A POST may be a read. */
  readonly idempotent: boolean
  readonly headers?: HttpHeaders
  /** JSON. */
  readonly body?: string
  /** Needs no session, and is not metered. */
  readonly anonymous?: boolean
  /** What is asked for; JSON unless said. CSV is given as the bytes that came. */
  readonly accept?: 'JSON' | 'CSV'
  /** Finds the real answer inside of an answer, as of composite calls. */
  readonly unwrap?: (body: unknown) => InnerAnswer
}

export interface InnerAnswer {
  readonly status: number
  readonly body: unknown
}

export interface RestAnswer {
  readonly status: number
  readonly headers: HttpHeaders
  /** Undefined for 204 and 304, which have none; a `Buffer` where CSV was asked for. */
  readonly body: unknown
}

export function get(path: string, rest: Partial<RestRequest> = {}): RestRequest {
  return { method: 'GET', path, idempotent: true, ...rest }
}
