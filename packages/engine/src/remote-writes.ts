import type { CertSqlError, JsonRecordValue } from '@certsql/core'
import type { RequestOptions } from './remote-source.js'

export type WriteOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete'

/**
 * Field → value as on the wire: null clears, `ExactNumber` is a number of more digits than a double holds. A nested
 * object names a parent by its external id, `{ Account: { Ext__c: 'x' } }`; where the lookup has several targets it
 * has `attributes: { type: 'User' }` too. For update, delete and undelete `Id` is among the fields.
 */
export type WriteRecord = Readonly<Record<string, JsonRecordValue>>

export interface RecordWrite {
  readonly operation: WriteOperation
  readonly object: string
  /** For upsert: the field whose value says which record is meant; it is among the fields. */
  readonly externalIdField?: string
  /** 1 to 200. */
  readonly records: readonly WriteRecord[]
  readonly allOrNone: boolean
}

/** One record of a graph. `@{ref.id}` as a value refers to the record of an earlier node. */
export interface GraphNode {
  readonly referenceId: string
  readonly operation: Exclude<WriteOperation, 'undelete'>
  readonly object: string
  readonly externalIdField?: string
  readonly record: WriteRecord
}

/** Why the org refused a record, in its own words. */
export interface RowError {
  /** For example `REQUIRED_FIELD_MISSING`. */
  readonly code: string
  readonly message: string
  readonly fields: readonly string[]
}

/** What became of one record. */
export type RowOutcome =
  | { readonly kind: 'written'; readonly id: string; readonly created: boolean }
  | { readonly kind: 'failed'; readonly errors: readonly RowError[] }
  /** Nothing is wrong with it, but others of its unit failed. */
  | { readonly kind: 'rolledBack' }
  | { readonly kind: 'notAttempted'; readonly cause?: CertSqlError }
  /** It was sent, and the answer was lost: nobody knows whether it was written. */
  | { readonly kind: 'inDoubt'; readonly cause: CertSqlError }

export interface RemoteWriteOptions extends RequestOptions {
  /** The longest wait between two looks at a Bulk job. */
  readonly pollMilliseconds?: number
  /** The size of the file of a Bulk job. */
  readonly maxJobBytes?: number
  /** Called at each step of each Bulk job. */
  readonly onJob?: (portion: IngestedPortion) => void | Promise<void>
  /** Portions of an earlier run over the same rows: of those `closed` the outcomes are asked of their jobs. */
  readonly resume?: readonly IngestedPortion[]
}

/** Rows that go into one Bulk job: `from` to `to`, the last not included, of all rows given. */
export interface IngestedPortion {
  readonly from: number
  readonly to: number
  readonly jobId: string
  /** The org may begin to write at `closing`. */
  readonly state: 'created' | 'uploaded' | 'closing' | 'closed' | 'done'
}

/** A Bulk job that writes. */
export interface IngestJob {
  readonly operation: Exclude<WriteOperation, 'undelete'>
  readonly object: string
  readonly externalIdField?: string
  /** As Bulk names them: `Name`, `Account.Ext__c`, `User:Owner.Username`. A record without one leaves it alone. */
  readonly columns: readonly string[]
}

export interface IngestedRow {
  /** The position of the record among all rows given, from 0. */
  readonly index: number
  readonly outcome: RowOutcome
}

/**
 * Port: how the engine changes the org. What becomes of a record is told as an outcome, a lost answer included; an error
 * is thrown only where nothing was sent.
 */
export interface RemoteWrites {
  /** One call; outcomes in the order of the records. */
  writeRecords(write: RecordWrite, options?: RemoteWriteOptions): Promise<readonly RowOutcome[]>
  /** Up to 25 writes in one call, of which 5 may have more than one record; `allOrNone` holds over all of them. */
  writeComposite(
    writes: readonly RecordWrite[],
    options?: RemoteWriteOptions & { readonly allOrNone: boolean },
  ): Promise<readonly (readonly RowOutcome[])[]>
  /** Up to 500 records in one call, all or nothing. */
  writeGraph(nodes: readonly GraphNode[], options?: RemoteWriteOptions): Promise<readonly RowOutcome[]>
  /** Any number of records in Bulk jobs; outcomes come in any order, one for each record. */
  ingest(
    job: IngestJob,
    rows: AsyncIterable<readonly WriteRecord[]>,
    options?: RemoteWriteOptions,
  ): AsyncIterable<readonly IngestedRow[]>
}
