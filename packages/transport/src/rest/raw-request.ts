import { Readable } from 'node:stream'
import type { CertSqlError } from '@certsql/core'
import type { HttpHeaders, HttpMethod } from '../http/http-exchange.js'
import { printJson } from './print-json.js'
import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import type { RequestBody, RestRequest } from './rest-request.js'

/** Bytes that are made anew for each attempt to send them. */
export type ByteSource = () => AsyncIterable<Uint8Array>

/** Any call of the org, in the name of the session. */
export interface RawRequest {
  readonly method: HttpMethod
  /** From the root of the instance: `/services/apexrest/c2g/post`. Short forms are `sobjects/…` below the API's version. */
  readonly path: string
  readonly headers?: HttpHeaders
  /** Bytes and texts go out as they are, everything else as JSON. */
  readonly body?: unknown
  /** Streams; with `headers` that say what it is. */
  readonly upload?: ByteSource
  /** May it be sent again when its answer was lost? GET, PUT and DELETE may unless said. */
  readonly idempotent?: boolean
}

export type RawAnswer =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: HttpHeaders
      /** What the JSON says, or the text of anything else; undefined where there is none. */
      readonly body: unknown
    }
  /** It went out, the answer was lost, and nobody can tell from here whether the org has carried it out. */
  | { readonly kind: 'inDoubt'; readonly cause: CertSqlError }

export interface Download {
  readonly headers: HttpHeaders
  readonly body: AsyncIterable<Uint8Array>
}

/** Refusals of the org are thrown, with its own code and words. */
export async function sendRaw(
  caller: RestCaller,
  apiVersion: string,
  request: RawRequest,
  options: RequestOptions,
): Promise<RawAnswer> {
  const { method, idempotent = method !== 'POST' && method !== 'PATCH' } = request
  const sent = await caller.write(
    {
      method,
      path: wholePath(request.path, apiVersion),
      idempotent,
      accept: 'any',
      ...bodyOf(request),
    },
    options,
  )
  if (sent.kind === 'lost') return { kind: 'inDoubt', cause: sent.cause }
  const { status, headers, body } = sent.answer
  return { kind: 'answered', status, headers, body }
}

/** A file of the org, as it comes. */
export async function download(
  caller: RestCaller,
  apiVersion: string,
  path: string,
  options: RequestOptions,
): Promise<Download> {
  // A packed file would have to be unpacked here, and most files are packed in themselves.
  const headers = { Accept: '*/*', 'Accept-Encoding': 'identity' }
  const request: RestRequest = { method: 'GET', path: wholePath(path, apiVersion), idempotent: true, headers }
  return await caller.open(request, options)
}

export function wholePath(path: string, apiVersion: string): string {
  return path.startsWith('/') ? path : `/services/data/v${apiVersion}/${path}`
}

function bodyOf({ body, upload, headers }: RawRequest): Partial<RestRequest> {
  const given = headers === undefined ? {} : { headers }
  if (upload !== undefined) return { ...given, body: () => Readable.from(upload()) }
  if (body === undefined) return given
  return { ...given, body: printBody(body) }
}

function printBody(body: unknown): RequestBody {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? Buffer.from(body) : printJson(body)
}
