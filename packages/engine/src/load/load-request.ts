import type { WritePlan } from '@certsql/planner'
import type { RowError, RowOutcome } from '../remote-writes.js'
import type { SourceRow } from '../write/read-rows.js'
import type { RowRange } from './row-set.js'

/** A row of a file; what cannot be read as one has a problem instead of values. */
export type LoadRow =
  | { readonly kind: 'row'; readonly values: SourceRow }
  /** Goes on after the number of the row: `has 5 fields, and the header has 4`. */
  | {
      readonly kind: 'problem'
      readonly message: string
      /** What stands there all the same. */
      readonly values: SourceRow
    }

/** A load of rows that may be more than memory holds. */
export interface LoadRequest {
  /** Of rows that are given, by one action. */
  readonly plan: WritePlan
  /** All rows from the first one on, each time it is called: they are read more than once. */
  readonly rows: () => AsyncIterable<readonly LoadRow[]>
  /**
   * `stop`: all rows are checked before the first is sent, and after a refusal by the org no more is begun. `skip`: rows
   * that cannot be written are told of, and the others are written.
   */
  readonly onError: 'stop' | 'skip'
  /** Told of each row that was not written; not in their order. */
  readonly onFailure?: (failure: LoadFailure) => void | Promise<void>
  readonly onProgress?: (progress: LoadProgress) => void
  /** Present: Bulk jobs write, and an earlier run's go on. */
  readonly ledger?: LoadLedger
}

/** Port: what has been done is noted here, so that another run goes on. */
export interface LoadLedger {
  /** Rows of which it is known for good what became of them. */
  readonly settled: readonly RowRange[]
  /** What was begun, and its end not noted. */
  readonly open: readonly OpenPortion[]
  /** What became of the settled rows. */
  readonly counts: LoadCounts
  /** From now on the org may write these rows. Without a job they go over REST. Gives the number of the portion. */
  begin(rows: readonly RowRange[], jobId: string): Promise<number>
  /** What became of a portion is known. Rows of it that are not among those settled were not written, and may be sent again. */
  settle(portion: number, settlement: Settlement): Promise<void>
}

/** Rows that were sent together. */
export interface OpenPortion {
  readonly number: number
  readonly rows: readonly RowRange[]
  /** Empty: they went over REST. */
  readonly jobId: string
}

export interface Settlement {
  readonly rows: readonly RowRange[]
  readonly written: number
  readonly created: number
  /** The others of them. */
  readonly failures: readonly LoadFailure[]
}

export type LoadStatus = Exclude<RowOutcome['kind'], 'written'> | 'refused'

/** A row that was not written. */
export interface LoadFailure {
  /** From 1. */
  readonly row: number
  /** `refused`: here, before anything was sent. */
  readonly status: LoadStatus
  readonly errors: readonly RowError[]
}

export interface LoadCounts {
  readonly written: number
  readonly created: number
  readonly failed: number
  readonly refused: number
  readonly rolledBack: number
  readonly notAttempted: number
  readonly inDoubt: number
}

export const NO_COUNTS: LoadCounts = {
  written: 0,
  created: 0,
  failed: 0,
  refused: 0,
  rolledBack: 0,
  notAttempted: 0,
  inDoubt: 0,
}

export interface LoadProgress extends LoadCounts {
  readonly phase: 'checking' | 'writing'
  /** Rows read in this phase. */
  readonly read: number
}

/** What a load has come to. */
export interface LoadReport extends LoadCounts {
  /** All rows of the source; of a load that was stopped, those that were read. */
  readonly rows: number
}
