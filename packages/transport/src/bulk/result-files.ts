import type { BulkCalls, CsvFile } from './bulk-calls.js'
import { ignoreMissingResource } from './missing-resource.js'
import { orderedPrefetch } from './ordered-prefetch.js'
import { requireNew } from './require-new.js'

/** Pages of one result that are fetched at the same time. */
export const PAGES_AT_ONCE = 3

/** The pages of a finished job, in order: several at a time where the org lists them, else one after the other. */
export async function* resultFiles(calls: BulkCalls, jobId: string): AsyncGenerator<CsvFile> {
  const urls = calls.listsPages ? listedUrls(calls, jobId) : undefined
  const first = await urls?.next().catch(ignoreMissingResource)
  if (urls === undefined || first === undefined) yield* chainedFiles(calls, jobId)
  else yield* orderedPrefetch(pageTasks(calls, first, urls), PAGES_AT_ONCE)
}

/** The addresses of all pages, of list after list. An address that comes again would be rows that come again. */
async function* listedUrls(calls: BulkCalls, jobId: string): AsyncGenerator<string> {
  const seen = new Set<string>()
  let nextUrl: string | undefined
  do {
    const listed = await calls.listPages(jobId, nextUrl)
    for (const url of listed.urls) {
      requireNew(seen, url)
      yield url
    }
    nextUrl = listed.nextUrl
    if (nextUrl !== undefined) requireNew(seen, nextUrl)
  } while (nextUrl !== undefined)
}

async function* pageTasks(
  calls: BulkCalls,
  first: IteratorResult<string>,
  others: AsyncIterable<string>,
): AsyncGenerator<() => Promise<CsvFile>> {
  if (first.done === true) return
  yield () => calls.pageAt(first.value)
  for await (const url of others) yield () => calls.pageAt(url)
}

/** Each page tells where the next one is, which is fetched while this one is used. */
async function* chainedFiles(calls: BulkCalls, jobId: string): AsyncGenerator<CsvFile> {
  const seen = new Set<string>()
  let coming = calls.pageAt(calls.pageUrl(jobId, undefined))
  for (;;) {
    const file = await coming
    const { locator } = file
    if (locator === undefined) {
      yield file
      return
    }
    requireNew(seen, locator)
    coming = calls.pageAt(calls.pageUrl(jobId, locator))
    coming.catch(() => {})
    yield file
  }
}
