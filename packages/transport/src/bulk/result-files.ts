import { CertSqlError } from '@certsql/core'
import type { BulkCalls, CsvFile } from './bulk-calls.js'
import { orderedPrefetch } from './ordered-prefetch.js'

/** Pages of one result that are fetched at the same time. */
const PAGES_AT_ONCE = 3

/** Rows on a page where we may say so: some ten megabytes of CSV, of which a few are held at a time. */
const ROWS_ON_A_PAGE = 50_000

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
  let coming = calls.page(jobId, undefined, ROWS_ON_A_PAGE)
  for (;;) {
    const file = await coming
    const { locator } = file
    if (locator === undefined) {
      yield file
      return
    }
    requireNew(seen, locator)
    coming = calls.page(jobId, locator, ROWS_ON_A_PAGE)
    coming.catch(() => {})
    yield file
  }
}

function requireNew(seen: Set<string>, address: string): void {
  if (seen.has(address)) {
    throw new CertSqlError({
      code: 'CERT-6004',
      message: 'The result of a Bulk job is not whole: the org led back to a page that had come.',
      hint: 'run the statement again',
    })
  }
  seen.add(address)
}

/** An org without `resultPages` says that it has no such resource. */
function ignoreMissingResource(error: unknown): undefined {
  if (error instanceof CertSqlError && error.org?.code === 'NOT_FOUND') return undefined
  throw error
}
