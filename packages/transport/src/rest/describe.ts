import { CertSqlError, type GlobalDescribe, type ObjectDescribe } from '@certsql/core'
import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import { get } from './rest-request.js'

export interface ConditionalRequest extends RequestOptions {
  /** The `lastModified` of an earlier answer. */
  readonly ifModifiedSince?: string
}

/** An answer, or the news that the earlier one still holds. */
export type Conditional<T> =
  | { readonly unchanged: true }
  | { readonly unchanged: false; readonly value: T; readonly lastModified?: string }

export async function fetchGlobalDescribe(
  caller: RestCaller,
  apiVersion: string,
  options: ConditionalRequest,
): Promise<Conditional<GlobalDescribe>> {
  return await fetchConditionally(caller, `/services/data/v${apiVersion}/sobjects`, options, isGlobalDescribe)
}

export async function fetchObjectDescribe(
  caller: RestCaller,
  apiVersion: string,
  name: string,
  options: ConditionalRequest,
): Promise<Conditional<ObjectDescribe>> {
  const path = `/services/data/v${apiVersion}/sobjects/${encodeURIComponent(name)}/describe`
  return await fetchConditionally(caller, path, options, isObjectDescribe)
}

async function fetchConditionally<T>(
  caller: RestCaller,
  path: string,
  options: ConditionalRequest,
  isExpected: (body: unknown) => body is T,
): Promise<Conditional<T>> {
  const { ifModifiedSince } = options
  const headers = ifModifiedSince === undefined ? {} : { 'If-Modified-Since': ifModifiedSince }
  const { status, headers: answered, body } = await caller.call(get(path, { headers }), options)
  if (status === 304) return { unchanged: true }
  if (!isExpected(body)) throw notADescribe(path)
  const lastModified = answered['last-modified']
  return { unchanged: false, value: body, ...(lastModified === undefined ? {} : { lastModified }) }
}

function isGlobalDescribe(body: unknown): body is GlobalDescribe {
  return Array.isArray((body as Partial<GlobalDescribe> | null)?.sobjects)
}

function isObjectDescribe(body: unknown): body is ObjectDescribe {
  const { name, fields } = (body ?? {}) as Partial<ObjectDescribe>
  return typeof name === 'string' && Array.isArray(fields)
}

function notADescribe(path: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: `The org answered ${path} with something that describes nothing.`,
    hint: 'try again; if it stays, something between here and the org changes answers',
  })
}
