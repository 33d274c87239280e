import { CertSqlError } from '@certsql/core'
import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { get } from '../rest/rest-request.js'
import { type BulkJob, jobRefusal, readBulkJob } from './bulk-job.js'

/** One page of a result, as it came: a CSV file with a line of column names. */
export interface CsvFile {
  readonly csv: Buffer
  /** Rows by the org's own count, where it gives one. */
  readonly rows: number | undefined
  /** Leads to the next page; the last one has none. */
  readonly locator: string | undefined
}

/** Addresses of pages that may be fetched at the same time. */
export interface ListedPages {
  readonly urls: readonly string[]
  readonly nextUrl: string | undefined
}

/** Rows on a page where we may say so: some ten megabytes of CSV, of which a few are held at a time. */
const ROWS_ON_A_PAGE = 50_000

/** The calls about query jobs. All of them with one version of the API: the org refuses results to any other (409). */
export class BulkCalls {
  readonly #jobs: string

  constructor(
    private readonly caller: RestCaller,
    private readonly apiVersion: string,
    private readonly options: RequestOptions,
  ) {
    this.#jobs = `/services/data/v${apiVersion}/jobs/query`
  }

  /** `resultPages` exists from version 58 on. */
  get listsPages(): boolean {
    return Number(this.apiVersion) >= 58
  }

  /**
   * Makes a job. A query only reads, so the request is repeated when its answer was lost: a job that nobody reads runs
   * to its end and is deleted by the org after seven days.
   */
  async create(soql: string, includeDeleted: boolean): Promise<BulkJob> {
    const operation = includeDeleted ? 'queryAll' : 'query'
    const job = { operation, query: soql, contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' }
    try {
      const { body } = await this.caller.call(
        { method: 'POST', path: this.#jobs, idempotent: true, body: JSON.stringify(job) },
        this.options,
      )
      return readBulkJob(body)
    } catch (error) {
      // What the org said of the query itself, it may say otherwise over REST.
      if (error instanceof CertSqlError && isRefusal(error)) throw jobRefusal(error)
      throw error
    }
  }

  async look(id: string): Promise<BulkJob> {
    return readBulkJob((await this.caller.call(get(`${this.#jobs}/${id}`), this.options)).body)
  }

  async abort(id: string): Promise<void> {
    const path = `${this.#jobs}/${id}`
    const body = JSON.stringify({ state: 'Aborted' })
    await this.caller.call({ method: 'PATCH', path, idempotent: true, body }, this.options)
  }

  async delete(id: string): Promise<void> {
    await this.caller.call({ method: 'DELETE', path: `${this.#jobs}/${id}`, idempotent: true }, this.options)
  }

  async listPages(id: string, url = `${this.#jobs}/${id}/resultPages`): Promise<ListedPages> {
    const { body } = await this.caller.call(get(url), this.options)
    return readListedPages(body)
  }

  /** The address of a page by its place in the chain of locators; the first one has none. */
  pageUrl(id: string, locator: string | undefined): string {
    const next = locator === undefined ? '' : `&locator=${encodeURIComponent(locator)}`
    return `${this.#jobs}/${id}/results?maxRecords=${ROWS_ON_A_PAGE}${next}`
  }

  async pageAt(url: string): Promise<CsvFile> {
    const { headers, body } = await this.caller.call(get(url, { accept: 'CSV' }), this.options)
    const locator = headers['sforce-locator']
    const rows = headers['sforce-numberofrecords']
    return {
      csv: body as Buffer,
      rows: rows !== undefined && /^\d+$/.test(rows) ? Number(rows) : undefined,
      // The last page has these four letters.
      locator: locator === undefined || locator === '' || locator === 'null' ? undefined : locator,
    }
  }
}

/** Errors of the org about this query or this user, as opposed to trouble on the way. */
function isRefusal({ code, org }: CertSqlError): boolean {
  return org !== undefined && (code === 'CERT-6001' || code === 'CERT-6003' || code === 'CERT-7005')
}

/**
 * The guide shows `nextRecordsUrl` and describes `nextRecordUrl`, and pages as objects with a `resultUrl` or
 * (in a table) a `resultLink`: both are read.
 */
function readListedPages(body: unknown): ListedPages {
  const { resultPages, nextRecordsUrl, nextRecordUrl, done } = (body ?? {}) as Readonly<
    Record<string, unknown>
  >
  if (!Array.isArray(resultPages)) throw strangePages('no list of pages')
  const urls = resultPages.map((entry: unknown) => {
    const { resultUrl, resultLink } = (entry ?? {}) as Readonly<Record<string, unknown>>
    return checkedPath(resultUrl ?? resultLink)
  })
  const next = nextRecordsUrl ?? nextRecordUrl ?? undefined
  if (done === true || next === undefined) {
    if (done === false) throw strangePages('more pages, but no way to them')
    return { urls, nextUrl: undefined }
  }
  return { urls, nextUrl: checkedPath(next) }
}

/** Only a path: our token goes along with the request, and must not go to another host. */
function checkedPath(url: unknown): string {
  if (typeof url === 'string' && /^\/[^/\\]/.test(url)) return url
  throw strangePages('a strange address')
}

function strangePages(why: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: `The org listed the pages of a Bulk result in a way that the API does not know: ${why}.`,
    hint: 'try again; if it stays, something between here and the org changes answers',
  })
}
