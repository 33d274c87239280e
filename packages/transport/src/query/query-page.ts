import { CertSqlError, type JsonRecord } from '@certsql/core'

/** One page of a query's rows. */
export interface QueryPage {
  /** Rows of the whole result, on every page. */
  readonly totalSize: number
  readonly done: boolean
  readonly records: readonly JsonRecord[]
}

/** A page, and where the next one is; the last page has none. */
export interface LinkedPage extends QueryPage {
  readonly nextRecordsUrl?: string
}

/** Reads a page. `done` may be missing in odd cases; the link then tells. */
export function readPage(body: unknown): LinkedPage {
  const { totalSize, records, done, nextRecordsUrl } = (body ?? {}) as Readonly<Record<string, unknown>>
  if (typeof totalSize !== 'number' || !Array.isArray(records)) throw notAPage('no totalSize or no records')
  if (done === false && nextRecordsUrl === undefined) throw notAPage('more rows, but no way to them')
  const isLast = done === true || nextRecordsUrl === undefined || nextRecordsUrl === null
  if (isLast) return { totalSize, done: true, records }
  // Only a path: our token goes along with the request, and must not go to another host.
  if (typeof nextRecordsUrl !== 'string' || !/^\/[^/\\]/.test(nextRecordsUrl))
    throw notAPage('a strange next page')
  return { totalSize, done: false, records, nextRecordsUrl }
}

function notAPage(why: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: `The org answered a query with something that is no page of rows: ${why}.`,
    hint: 'try again; if it stays, something between here and the org changes answers',
  })
}
