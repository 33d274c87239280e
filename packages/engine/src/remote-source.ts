import type { JsonRecord } from '@certsql/core'

/** Port: how the engine asks the org. The transport's client satisfies it by shape. */
export interface RemoteSource {
  /**
   * Pages of a query, the next one being fetched while this one is read, unless `readAhead` says no; leaving the loop
   * stops it.
   */
  query(soql: string, options?: RemoteQueryOptions): AsyncIterable<QueryPage>
  /** The result of a query as the CSV pages of a Bulk job; CERT-6005 where the org runs no such job. */
  bulkQuery(soql: string, options?: RemoteBulkOptions): AsyncIterable<CsvPage>
  /** API calls of the last 24 hours, as of the latest answer. */
  apiUsage(): ApiUsage | undefined
  /** Record counts of many objects in one call (limits/recordCount). */
  recordCounts(objects: readonly string[], options?: RequestOptions): Promise<ReadonlyMap<string, number>>
  /** How many rows the org reckons that a query finds, without running it; undefined where it does not tell. */
  cardinality?(soql: string, options?: RequestOptions): Promise<number | undefined>
}

export interface RequestOptions {
  readonly signal?: AbortSignal
  /** Called before each request; what it throws is thrown in place of it. */
  readonly beforeRequest?: () => void
  /** Called after each request that was answered. */
  readonly onRequest?: (request: RequestFigures) => void
}

export interface RemoteQueryOptions extends RequestOptions {
  /** queryAll: deleted and archived records too. */
  readonly includeDeleted?: boolean
  readonly pageSize?: number
  /** Whether the page behind this one is to be asked for while this one is read; absent: always. */
  readonly readAhead?: (page: QueryPage) => boolean
}

export interface RemoteBulkOptions extends RequestOptions {
  readonly includeDeleted?: boolean
  /** The longest wait between two looks at the job. */
  readonly pollMilliseconds?: number
  /** Called once when the wait for the job is over. */
  readonly onJob?: (job: JobFigures) => void
  /** Called after each look at the job. */
  readonly onLook?: (look: JobLook) => void
}

/** Port: how the engine gets the pages of a query as files that outlive the process. */
export interface ExtractSource {
  extract(soql: string, options: RemoteExtractOptions): AsyncIterable<ExtractedFile>
}

export interface RemoteExtractOptions extends RemoteBulkOptions {
  /** The folder that gets the pages and the ledger. */
  readonly directory: string
  /** Goes on where the extract in that folder has ended. */
  readonly resume: boolean
  /** Called when it has to begin anew, with the reason. */
  readonly onRestart?: (why: string) => void
}

/** A page of an extract, on disk. */
export interface ExtractedFile {
  /** From 1. */
  readonly number: number
  /** A whole CSV file in UTF-8 as the org wrote it: a line of field names, then the rows. */
  readonly path: string
  readonly bytes: number
  /** Its rows by the org's own count, where it gives one. */
  readonly rows: number | undefined
  /** Rows of the whole result. */
  readonly totalSize: number
  /** Downloaded by this run, and not found in the folder. */
  readonly isNew: boolean
  readonly done: boolean
}

/** What a look at a job has shown. */
export interface JobLook {
  /** As the org calls it: `InProgress`. */
  readonly state: string
  readonly rows: number | undefined
}

/** A Bulk job that was waited for. */
export interface JobFigures {
  /** Between looks, in which nothing was sent. */
  readonly waitMilliseconds: number
  readonly milliseconds: number
}

export interface ApiUsage {
  readonly used: number
  readonly max: number
}

export interface RequestFigures {
  readonly apiCalls: number
  /** Attempts after faults, beyond the first. */
  readonly retries: number
  /** In line behind other requests, and between attempts; part of `milliseconds`. */
  readonly waitMilliseconds: number
  readonly bytes: number
  readonly milliseconds: number
}

export interface QueryPage {
  /** Of the whole result; the same on every page. */
  readonly totalSize: number
  readonly done: boolean
  readonly records: readonly JsonRecord[]
}

export interface CsvPage {
  /** A whole CSV file in UTF-8: a line of column names, then the rows; it may be empty where there are none. */
  readonly csv: Buffer
  /** Its rows by the org's own count, where it gives one. */
  readonly rows: number | undefined
  /** Rows of the whole result. */
  readonly totalSize: number
  readonly done: boolean
}
