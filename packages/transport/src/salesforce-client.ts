import type { GlobalDescribe, ObjectDescribe } from '@certsql/core'
import type { OAuthCalls } from './auth/oauth-calls.js'
import type { Session } from './auth/session.js'
import type { SessionKeeper } from './auth/session-keeper.js'
import { type BulkQueryOptions, bulkQueryPages, type CsvPage } from './bulk/bulk-query.js'
import { discardExtract } from './extract/discard-extract.js'
import { type ExtractedPage, type ExtractOptions, extractPages } from './extract/extract-pages.js'
import type { HttpExchange } from './http/http-exchange.js'
import { ingest } from './ingest/ingest.js'
import type { IngestOptions, IngestOutcome, IngestRequest } from './ingest/ingest-request.js'
import { QueryCardinalities } from './query/query-cardinality.js'
import type { QueryPage } from './query/query-page.js'
import { type QueryOptions, queryPages } from './query/query-pages.js'
import type { ApiUsage } from './rest/api-usage.js'
import type { ApiVersion } from './rest/api-version.js'
import {
  type DeletedRecords,
  fetchDeletedRecords,
  fetchUpdatedRecords,
  type TimeSpan,
  type UpdatedRecords,
} from './rest/changed-records.js'
import {
  type Conditional,
  type ConditionalRequest,
  fetchGlobalDescribe,
  fetchObjectDescribe,
} from './rest/describe.js'
import { fetchUserInfo } from './rest/fetch-user-info.js'
import { fetchLimits, type Limits } from './rest/limits.js'
import { type Download, download, type RawAnswer, type RawRequest, sendRaw } from './rest/raw-request.js'
import { fetchRecordCounts } from './rest/record-counts.js'
import type { RequestOptions } from './rest/request-options.js'
import type { RestCaller } from './rest/rest-caller.js'
import { type FileUpload, uploadRecord } from './rest/upload-record.js'
import type { UserInfo } from './rest/user-info.js'
import { fetchVersions } from './rest/versions.js'
import { SoapClient } from './soap/soap-client.js'
import type { GraphNode, RecordWrite, RowOutcome, WriteRecord } from './write/record-write.js'
import { type CompositeWriteOptions, writeComposite } from './write/write-composite.js'
import { writeGraph } from './write/write-graph.js'
import { writeRecords } from './write/write-records.js'

export interface SalesforceClientParts {
  readonly caller: RestCaller
  readonly sessions: SessionKeeper
  readonly exchange: HttpExchange
  readonly session: Session
  readonly apiVersion: string
  readonly oauth: OAuthCalls
}

/**
 * A Salesforce org over HTTP. `connectSalesforce` makes one.
 *
 * ```ts
 * for await (const page of client.query('SELECT Id, Name FROM Account')) console.log(page.records.length)
 * ```
 */
export class SalesforceClient {
  readonly #parts: SalesforceClientParts
  /** The calls that the platform has in SOAP only. */
  readonly soap: SoapClient
  /** The steps of an OAuth login, one by one. */
  readonly oauth: OAuthCalls
  #userInfo: UserInfo | undefined
  readonly #cardinalities: QueryCardinalities

  constructor(parts: SalesforceClientParts) {
    this.#parts = parts
    this.#userInfo = parts.session.userInfo
    this.#cardinalities = new QueryCardinalities(parts.caller, parts.apiVersion)
    this.soap = new SoapClient(parts.caller, parts.apiVersion)
    this.oauth = parts.oauth
  }

  /** `67.0` */
  get apiVersion(): string {
    return this.#parts.apiVersion
  }

  /** `https://acme.my.salesforce.com`, as of the login. */
  get instanceUrl(): string {
    return this.#parts.session.instanceUrl
  }

  /**
   * The pages of a query. The next page is on its way while one is read, unless `readAhead` says no; leaving the loop
   * stops it. At the end the rows are counted: a result that is not whole is an error, CERT-6004.
   */
  query(soql: string, options: QueryOptions = {}): AsyncIterable<QueryPage> {
    return queryPages(this.#parts.caller, soql, this.apiVersion, options)
  }

  /**
   * The result of a query as CSV pages of a Bulk 2.0 job. Leaving the loop aborts the job; it is deleted after use. The
   * rows are counted against those that the job has found. A query that the org does not run as a job is CERT-6005.
   */
  bulkQuery(soql: string, options: BulkQueryOptions = {}): AsyncIterable<CsvPage> {
    return bulkQueryPages(this.#parts.caller, soql, this.apiVersion, options)
  }

  /**
   * The result of a query as CSV files in a folder, by a Bulk 2.0 job that survives this process: `resume` goes on with
   * what is missing, and no page that is there is downloaded again.
   *
   * ```ts
   * const options = { directory: 'accounts', resume: true }
   * for await (const page of client.extract('SELECT Id, Name FROM Account', options)) console.log(page.path)
   * ```
   */
  extract(soql: string, options: ExtractOptions): AsyncIterable<ExtractedPage> {
    const { caller } = this.#parts
    const { apiVersion, instanceUrl } = this
    const { includeDeleted = false } = options
    return extractPages({ caller, apiVersion, instanceUrl, soql, includeDeleted }, options)
  }

  /** Gives up the extract in a folder: its job, its pages and its ledger. */
  discardExtract(directory: string, options: RequestOptions = {}): Promise<void> {
    return discardExtract(this.#parts.caller, this.instanceUrl, directory, options)
  }

  /**
   * Writes up to 200 records of one object by one call. What became of each is an outcome, in their order; an error is
   * thrown only where certainly none was written. A write whose answer was lost is sent again when it does no harm
   * twice; else its records are in doubt.
   *
   * ```ts
   * await client.writeRecords({ operation: 'insert', object: 'Account', records: [{ Name: 'Acme' }], allOrNone: true })
   * // [{ kind: 'written', id: '001…', created: true }]
   * ```
   */
  writeRecords(write: RecordWrite, options: RequestOptions = {}): Promise<readonly RowOutcome[]> {
    return writeRecords(this.#parts.caller, this.apiVersion, write, options)
  }

  /** Several writes by one call: up to 25, of which 5 may be collections (more than one record, or upserts). */
  writeComposite(
    writes: readonly RecordWrite[],
    options: CompositeWriteOptions = { allOrNone: true },
  ): Promise<readonly (readonly RowOutcome[])[]> {
    return writeComposite(this.#parts.caller, this.apiVersion, writes, options)
  }

  /** Up to 500 records of any objects by one call, all of them or none; a value `@{ref.id}` is the Id of an earlier one. */
  writeGraph(nodes: readonly GraphNode[], options: RequestOptions = {}): Promise<readonly RowOutcome[]> {
    return writeGraph(this.#parts.caller, this.apiVersion, nodes, options)
  }

  /**
   * Any number of records by Bulk 2.0 jobs. Outcomes come in any order, as jobs end; an error is thrown only where
   * nothing was sent.
   *
   * ```ts
   * const request = { operation: 'insert', object: 'Account', columns: ['Name', 'Industry'] } as const
   * for await (const outcomes of client.ingest(request, batchesOfRecords)) report(outcomes)
   * ```
   */
  ingest(
    request: IngestRequest,
    rows: AsyncIterable<readonly WriteRecord[]>,
    options: IngestOptions = {},
  ): AsyncIterable<readonly IngestOutcome[]> {
    return ingest(this.#parts.caller, this.apiVersion, request, rows, options)
  }

  /**
   * Any call of the org.
   *
   * ```ts
   * await client.request({ method: 'POST', path: '/services/apexrest/c2g/post', body: { ids } })
   * await client.request({ method: 'GET', path: 'limits' })
   * ```
   */
  request(request: RawRequest, options: RequestOptions = {}): Promise<RawAnswer> {
    return sendRaw(this.#parts.caller, this.apiVersion, request, options)
  }

  /**
   * A file of the org, as it comes.
   *
   * ```ts
   * const { body } = await client.download(`sobjects/ContentVersion/${id}/VersionData`)
   * for await (const bytes of body) file.write(bytes)
   * ```
   */
  download(path: string, options: RequestOptions = {}): Promise<Download> {
    return download(this.#parts.caller, this.apiVersion, path, options)
  }

  /** Writes a record with a file in it, which streams. */
  upload(upload: FileUpload, options: RequestOptions = {}): Promise<RowOutcome> {
    return uploadRecord(this.#parts.caller, this.apiVersion, upload, options)
  }

  /** Records that were added or changed within the last 30 days. */
  updatedRecords(object: string, span: TimeSpan, options: RequestOptions = {}): Promise<UpdatedRecords> {
    return fetchUpdatedRecords(this.#parts.caller, this.apiVersion, object, span, options)
  }

  /** Records that were deleted within the last 15 days. */
  deletedRecords(object: string, span: TimeSpan, options: RequestOptions = {}): Promise<DeletedRecords> {
    return fetchDeletedRecords(this.#parts.caller, this.apiVersion, object, span, options)
  }

  /** All objects that the user may see. */
  describeGlobal(options: ConditionalRequest = {}): Promise<Conditional<GlobalDescribe>> {
    return fetchGlobalDescribe(this.#parts.caller, this.apiVersion, options)
  }

  /** One object with its fields. */
  describeObject(name: string, options: ConditionalRequest = {}): Promise<Conditional<ObjectDescribe>> {
    return fetchObjectDescribe(this.#parts.caller, this.apiVersion, name, options)
  }

  /** The org's own approximate record counts, many objects in one call. */
  recordCounts(
    objects: readonly string[],
    options: RequestOptions = {},
  ): Promise<ReadonlyMap<string, number>> {
    return fetchRecordCounts(this.#parts.caller, this.apiVersion, objects, options)
  }

  /** How many rows the org reckons that a query finds, without running it; undefined where it does not tell. */
  cardinality(soql: string, options: RequestOptions = {}): Promise<number | undefined> {
    return this.#cardinalities.of(soql, options)
  }

  limits(options: RequestOptions = {}): Promise<Limits> {
    return fetchLimits(this.#parts.caller, this.apiVersion, options)
  }

  /** The API versions that the org serves. */
  versions(options: RequestOptions = {}): Promise<readonly ApiVersion[]> {
    return fetchVersions(this.#parts.caller, options)
  }

  /** Who is logged in, with time zone and locale. Asked once. */
  async userInfo(options: RequestOptions = {}): Promise<UserInfo> {
    this.#userInfo ??= await fetchUserInfo(this.#parts.caller, this.apiVersion, options)
    return this.#userInfo
  }

  /** API calls of the last 24 hours, as of the latest answer; undefined before the first. */
  apiUsage(): ApiUsage | undefined {
    return this.#parts.caller.usage
  }

  /** Stops the requests under way (CERT-7006) and closes the connections. */
  close(): void {
    this.#parts.caller.close()
    this.#parts.sessions.close()
    this.#parts.exchange.close()
  }
}
