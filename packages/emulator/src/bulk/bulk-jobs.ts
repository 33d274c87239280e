import { canonicalRecordId, makeRecordId } from '../org/record-id.js'
import type { IngestJob } from './ingest-job.js'
import { JobRunner } from './job-runner.js'
import type { QueryJob } from './query-job.js'

const JOB_KEY_PREFIX = '750'

/** The jobs of the org. */
export class BulkJobs {
  readonly runner: JobRunner
  readonly #queryJobs = new Map<string, QueryJob>()
  readonly #ingestJobs = new Map<string, IngestJob>()
  #serial = 0
  #queries = 0

  constructor(
    /** Every job takes at least so long. */
    leastMs: number,
    /** Records on a page of results where the request names no number. */
    readonly pageRows: number,
    /** Whether jobs may delete records past the recycle bin. */
    readonly allowsHardDelete: boolean,
  ) {
    this.runner = new JobRunner(leastMs)
  }

  nextId(): string {
    this.#serial++
    return makeRecordId(JOB_KEY_PREFIX, this.#serial)
  }

  /** Query jobs of the day, deleted ones too. */
  get queries(): number {
    return this.#queries
  }

  addQuery(job: QueryJob): void {
    this.#queries++
    this.#queryJobs.set(job.id, job)
    this.runner.start(job)
  }

  query(id: string): QueryJob | undefined {
    return this.#queryJobs.get(canonicalRecordId(id) ?? '')
  }

  queryList(): readonly QueryJob[] {
    return [...this.#queryJobs.values()]
  }

  deleteQuery(job: QueryJob): void {
    job.delete()
    this.#queryJobs.delete(job.id)
  }

  /** Ingest jobs start when their data is there. */
  addIngest(job: IngestJob): void {
    this.#ingestJobs.set(job.id, job)
  }

  ingest(id: string): IngestJob | undefined {
    return this.#ingestJobs.get(canonicalRecordId(id) ?? '')
  }

  ingestList(): readonly IngestJob[] {
    return [...this.#ingestJobs.values()]
  }

  deleteIngest(job: IngestJob): void {
    job.delete()
    this.#ingestJobs.delete(job.id)
  }

  close(): void {
    this.runner.close()
  }
}
