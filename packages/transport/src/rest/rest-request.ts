import type { Readable } from 'node:stream'
import type { Session } from '../auth/session.js'
import type { AnswerContext } from '../faults/answer-failure.js'
import type { HttpAnswer, HttpHeaders, HttpMethod } from '../http/http-exchange.js'

/** A call of the REST API. */
export interface RestRequest {
  readonly method: HttpMethod
  /** From the root of the instance, as it shall go out: `/services/data/v67.0/limits`. */
  readonly path: string
  /** May it be sent again when its answer was lost? A POST may be a read. */
  readonly idempotent: boolean
  readonly headers?: HttpHeaders
  /** JSON, unless the headers say otherwise. */
  readonly body?: RequestBody
  /** Needs no session, and is not metered. */
  readonly anonymous?: boolean
  /**
   * What is asked for; JSON unless said. CSV is given as the bytes that came, `nothing` takes any success, `any` gives
   * JSON as what it says and everything else as a text.
   */
  readonly accept?: 'JSON' | 'CSV' | 'nothing' | 'any'
  /** Reads the answer in place of all of that. */
  readonly read?: (answer: HttpAnswer, context: AnswerContext) => Promise<unknown>
  /**
   * What the org refuses for good is an answer too, with its status and the list of errors as its body: for requests
   * about one record, whose refusal is what became of the record. Trouble of access and limits is still thrown.
   */
  readonly refusalsAreAnswers?: true
  /** Finds the real answer inside of an answer, as of composite calls. */
  readonly unwrap?: (body: unknown) => InnerAnswer
}

/**
 * Streams are made anew for each attempt. A text may need the session: SOAP has it inside of its envelope.
 */
export type RequestBody = string | Buffer | ((session: Session) => string | Readable)

export interface InnerAnswer {
  readonly status: number
  readonly body: unknown
}

export interface RestAnswer {
  readonly status: number
  readonly headers: HttpHeaders
  /** Undefined where there is none, as for 204 and 304; a `Buffer` where CSV was asked for. */
  readonly body: unknown
}

export function get(path: string, rest: Partial<RestRequest> = {}): RestRequest {
  return { method: 'GET', path, idempotent: true, ...rest }
}
