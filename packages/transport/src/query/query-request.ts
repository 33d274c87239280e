import { CertSqlError } from '@certsql/core'
import { MAX_HEAD_BYTES } from '../rest/request-size.js'
import { get, type InnerAnswer, type RestRequest } from '../rest/rest-request.js'
import { encodeSoql } from './encode-soql.js'

/** The platform's limit for the text of a query. */
export const MAX_SOQL_CHARACTERS = 100_000

export interface QueryRequestOptions {
  readonly apiVersion: string
  /** `queryAll`: deleted and archived rows too. */
  readonly includeDeleted: boolean
  readonly pageSize: number | undefined
}

/** The request for the first page: a GET, or where that would be too long the same GET inside a composite POST. */
export async function firstPageRequest(
  soql: string,
  options: QueryRequestOptions,
  headBytes: (request: RestRequest) => Promise<number>,
): Promise<RestRequest> {
  if (soql.length > MAX_SOQL_CHARACTERS) throw tooLong(soql.length)
  const resource = options.includeDeleted ? 'queryAll' : 'query'
  const path = `/services/data/v${options.apiVersion}/${resource}/?q=${encodeSoql(soql)}`
  const direct = get(path, { headers: queryHeaders(options.pageSize) })
  return (await headBytes(direct)) <= MAX_HEAD_BYTES ? direct : wrapInComposite(direct, options.apiVersion)
}

/** The next page is asked for at the address that the org gave, letter by letter. */
export function nextPageRequest(nextRecordsUrl: string, pageSize: number | undefined): RestRequest {
  return get(nextRecordsUrl, { headers: queryHeaders(pageSize) })
}

function queryHeaders(pageSize: number | undefined): Readonly<Record<string, string>> {
  return pageSize === undefined ? {} : { 'Sforce-Query-Options': `batchSize=${pageSize}` }
}

function wrapInComposite(direct: RestRequest, apiVersion: string): RestRequest {
  const { method, path: url, headers: httpHeaders } = direct
  const compositeRequest = [{ method, url, referenceId: 'query', httpHeaders }]
  return {
    method: 'POST',
    path: `/services/data/v${apiVersion}/composite`,
    // It only reads, so it may be repeated.
    idempotent: true,
    headers: httpHeaders ?? {},
    body: JSON.stringify({ allOrNone: false, compositeRequest }),
    unwrap: readComposite,
  }
}

/** The one answer inside: the outer status is 200 whatever happened. */
function readComposite(body: unknown): InnerAnswer {
  const { compositeResponse } = (body ?? {}) as { readonly compositeResponse?: readonly CompositeAnswer[] }
  const [answer] = Array.isArray(compositeResponse) ? compositeResponse : []
  if (typeof answer?.httpStatusCode === 'number') return { status: answer.httpStatusCode, body: answer.body }
  throw new CertSqlError({
    code: 'CERT-6002',
    message: 'The org answered a composite call with something else than its parts.',
    hint: 'try again; if it stays, something between here and the org changes answers',
  })
}

interface CompositeAnswer {
  readonly httpStatusCode?: number
  readonly body?: unknown
}

function tooLong(characters: number): CertSqlError {
  return new CertSqlError({
    code: 'CERT-7005',
    message: `The SOQL has ${characters.toLocaleString('en')} characters; the org takes at most 100,000.`,
    hint: 'split a long list of values, or put them into a table and join it',
  })
}
