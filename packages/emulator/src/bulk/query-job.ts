import { createHash } from 'node:crypto'
import { OrgRefusal } from '../soql/soql-refusal.js'
import type { BulkQuery } from './bulk-query.js'
import type { CsvFormat } from './csv-format.js'
import type { RunnableJob } from './job-runner.js'
import { JobProgress, type JobState } from './job-state.js'
import { ResultFile } from './result-file.js'

export type QueryOperation = 'query' | 'queryAll'

export interface QueryJobSetup {
  readonly id: string
  readonly operation: QueryOperation
  readonly soql: string
  readonly query: BulkQuery
  readonly format: CsvFormat
  readonly apiVersion: number
  readonly createdById: string
  readonly tellsErrors: boolean
}

/** Rows that are written in one go. */
const STEP_ROWS = 5_000

/** A query that runs while nobody waits for it. Its result is a file, of the moment when it ran. */
export class QueryJob implements RunnableJob {
  readonly #progress: JobProgress
  readonly #file: ResultFile
  readonly #offsetsByLocator = new Map<string, number>()
  #errorMessage: string | undefined
  #isDeleted = false

  constructor(
    readonly setup: QueryJobSetup,
    now: () => number,
  ) {
    this.#progress = new JobProgress('UploadComplete', now)
    this.#file = new ResultFile(setup.query.header)
  }

  get id(): string {
    return this.setup.id
  }

  get state(): JobState {
    return this.#progress.state
  }

  get isTerminal(): boolean {
    return this.#progress.isTerminal
  }

  get isCancelled(): boolean {
    return this.#isDeleted || this.#progress.isTerminal
  }

  /** The rows of the result; undefined as long as there is none. */
  get result(): ResultFile | undefined {
    return this.#progress.state === 'JobComplete' ? this.#file : undefined
  }

  begin(): void {
    this.#progress.enter('InProgress')
  }

  *steps(): Iterable<void> {
    const { query } = this.setup
    if (query.refusal !== undefined) throw query.refusal
    const rows = query.rows()
    for (let from = 0; from < rows.length; from += STEP_ROWS) {
      this.#file.append(rows.slice(from, from + STEP_ROWS).map((row) => query.line(row)))
      yield
    }
  }

  finish(): void {
    this.#progress.enter('JobComplete')
  }

  fail(error: unknown): void {
    this.#errorMessage =
      error instanceof OrgRefusal ? `${error.errorCode}: ${error.message}` : 'UNKNOWN_EXCEPTION'
    this.#progress.enter('Failed')
  }

  abort(): void {
    this.#progress.enter('Aborted')
  }

  delete(): void {
    this.#isDeleted = true
  }

  /** Says where in the result a page begins, in a way that nobody can compute. */
  locator(offset: number): string {
    const locator = createHash('sha256').update(`${this.id}:${offset}`).digest('base64url').slice(0, 10)
    this.#offsetsByLocator.set(locator, offset)
    return locator
  }

  offsetOf(locator: string): number | undefined {
    return this.#offsetsByLocator.get(locator)
  }

  /** What the platform tells about the job when it is made and when jobs are listed. */
  summary(): Readonly<Record<string, unknown>> {
    const { id, operation, query, createdById, format, apiVersion } = this.setup
    const { created, modified, state } = this.#progress
    return {
      id,
      operation,
      object: query.object,
      createdById,
      createdDate: created,
      systemModstamp: modified,
      state,
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion,
      lineEnding: format.lineEnding,
      columnDelimiter: format.columnDelimiter,
    }
  }

  /** What it tells those who poll. */
  details(): Readonly<Record<string, unknown>> {
    const { query, tellsErrors } = this.setup
    return {
      ...this.summary(),
      jobType: 'V2Query',
      numberRecordsProcessed: this.#file.rows,
      retries: 0,
      totalProcessingTime: this.#progress.processingTime,
      isPkChunkingSupported: query.isSplittable,
      ...(this.#errorMessage === undefined || !tellsErrors ? {} : { errorMessage: this.#errorMessage }),
    }
  }
}
