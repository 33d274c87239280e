import type { RequestOptions } from '../rest/request-options.js'
import type { RowOutcome } from '../write/record-write.js'

/** Records that are written by Bulk jobs. */
export interface IngestRequest {
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete'
  readonly object: string
  readonly externalIdField?: string
  /** As Bulk names them: `Name`, `Account.Ext__c`, `User:Owner.Username`. A record without one leaves it alone. */
  readonly columns: readonly string[]
}

export interface IngestOutcome {
  /** The position of the record among all rows given, from 0. */
  readonly index: number
  readonly outcome: RowOutcome
}

export interface IngestOptions extends RequestOptions {
  /** The longest wait between two looks at a job. 5 s unless said. */
  readonly pollMilliseconds?: number
  /** The size of a job's file; 100 MB are the most that the org takes. */
  readonly maxJobBytes?: number
  /** Jobs that run at the same time. 2 unless said. */
  readonly jobsAtOnce?: number
  /** Called at each step of each job: what a ledger needs to go on after a crash, and a progress bar. */
  readonly onJob?: (event: IngestEvent) => void | Promise<void>
  /**
   * What a ledger of an earlier run has of the same rows in the same order. Portions that are `done` are left out; of
   * `closed` ones the outcomes are fetched from their jobs; all others begin anew, for their jobs have never run.
   */
  readonly resume?: readonly IngestPortion[]
}

/** Rows that go into one job: `from` to `to`, the last not included, of all rows given. */
export interface IngestPortion {
  readonly from: number
  readonly to: number
  readonly jobId: string
  readonly state: IngestStep
}

/**
 * - `created`, `uploaded`: nothing is written yet, and never will be without a further step of ours;
 * - `closing`: the org may begin to write from now on;
 * - `closed`: it writes;
 * - `done`: the outcomes of all rows are known.
 */
export type IngestStep = 'created' | 'uploaded' | 'closing' | 'closed' | 'done'

export interface IngestEvent extends IngestPortion {
  /** As of the latest look. */
  readonly processed?: number
  readonly failed?: number
}

/** Raw bytes; the org's limit is 150 MB of base64. */
export const MAX_JOB_BYTES = 100_000_000
/** Much smaller ones pay too much for each job, much larger ones too much memory. */
export const DEFAULT_JOB_BYTES = 10_000_000
export const DEFAULT_JOBS_AT_ONCE = 2
