import { followAbort } from '../http/abort.js'
import { hooksOf, type RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { type LinkedPage, type QueryPage, readPage } from './query-page.js'
import { firstPageRequest, nextPageRequest, type QueryRequestOptions } from './query-request.js'
import { RowCount } from './row-count.js'

export interface QueryOptions extends RequestOptions {
  /** `queryAll`: deleted and archived rows too. */
  readonly includeDeleted?: boolean
  /** Rows a page, 200 to 2,000; the org takes it as advice. */
  readonly pageSize?: number
  /** Whether the page behind this one is to be asked for while this one is read; absent: always. */
  readonly readAhead?: (page: QueryPage) => boolean
}

/** The pages of a query. Each loop over it runs the query; nothing is sent before the first page is asked for. */
export function queryPages(
  caller: RestCaller,
  soql: string,
  apiVersion: string,
  options: QueryOptions,
): AsyncIterable<QueryPage> {
  return { [Symbol.asyncIterator]: () => stoppable(caller, soql, apiVersion, options) }
}

/** Leaving the loop aborts the request in flight at once, even when somebody still waits for it. */
function stoppable(
  caller: RestCaller,
  soql: string,
  apiVersion: string,
  options: QueryOptions,
): AsyncIterator<QueryPage> {
  const controller = new AbortController()
  const pages = generatePages(caller, soql, apiVersion, options, controller)
  return {
    next: () => pages.next(),
    return: () => {
      controller.abort()
      return pages.return(undefined)
    },
  }
}

/** Yields each page while the next one is on its way, unless that may turn out not to be wanted. */
async function* generatePages(
  caller: RestCaller,
  soql: string,
  apiVersion: string,
  options: QueryOptions,
  controller: AbortController,
): AsyncGenerator<QueryPage, undefined> {
  const unfollow = followAbort(options.signal, controller)
  const { includeDeleted = false, pageSize, readAhead = always } = options
  const requestOptions: RequestOptions = { ...hooksOf(options), signal: controller.signal }
  const first: QueryRequestOptions = { apiVersion, includeDeleted, pageSize }
  const rows = new RowCount(soql)
  try {
    let coming = fetchFirst(caller, soql, first, requestOptions)
    for (;;) {
      const { nextRecordsUrl, ...page } = await rows.guard(coming)
      rows.add(page, nextRecordsUrl)
      if (nextRecordsUrl === undefined) {
        rows.finish()
        yield page
        return
      }
      const fetchIt = () => fetchNext(caller, nextRecordsUrl, pageSize, requestOptions)
      if (readAhead(page)) {
        coming = fetchIt()
        // Its failure is reported when it is its turn, not while the page before is being read.
        coming.catch(() => {})
        yield page
      } else {
        yield page
        coming = fetchIt()
      }
    }
  } finally {
    controller.abort()
    unfollow()
  }
}

function always(): boolean {
  return true
}

async function fetchFirst(
  caller: RestCaller,
  soql: string,
  options: QueryRequestOptions,
  requestOptions: RequestOptions,
): Promise<LinkedPage> {
  const measure = (request: Parameters<RestCaller['headBytes']>[0]) =>
    caller.headBytes(request, requestOptions.signal)
  const request = await firstPageRequest(soql, options, measure)
  return readPage((await caller.call(request, requestOptions)).body)
}

async function fetchNext(
  caller: RestCaller,
  nextRecordsUrl: string,
  pageSize: number | undefined,
  requestOptions: RequestOptions,
): Promise<LinkedPage> {
  return readPage((await caller.call(nextPageRequest(nextRecordsUrl, pageSize), requestOptions)).body)
}
