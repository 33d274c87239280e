import type { CertSqlError, JsonRecordValue } from '@certsql/core'

export type WriteOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete'

/**
 * Field → value as on the wire; null clears. A nested object names a parent by external id:
 * `{ Account: { Ext__c: 'A1' } }`. For update, delete and undelete `Id` is among them.
 */
export type WriteRecord = Readonly<Record<string, JsonRecordValue>>

/** Records of one object that are written together. */
export interface RecordWrite {
  readonly operation: WriteOperation
  readonly object: string
  /** For upserts: the field that finds a record. */
  readonly externalIdField?: string
  /** 1 to 200. */
  readonly records: readonly WriteRecord[]
  /** One that fails, and none is written. */
  readonly allOrNone: boolean
}

/** What the org says against a record. */
export interface RowError {
  /** For example `REQUIRED_FIELD_MISSING`. */
  readonly code: string
  readonly message: string
  /** The fields that it is about. */
  readonly fields: readonly string[]
}

/** What became of one record. */
export type RowOutcome =
  | {
      readonly kind: 'written'
      readonly id: string
      /** Of an upsert whose first answer was lost: as the repeat says, so false may mean that the lost one created it. */
      readonly created: boolean
      /** The answer to an earlier attempt was lost; this is the outcome of sending it again. */
      readonly isRepeat?: true
    }
  | { readonly kind: 'failed'; readonly errors: readonly RowError[] }
  /** Fine by itself, and undone together with one that failed. */
  | { readonly kind: 'rolledBack' }
  | { readonly kind: 'notAttempted'; readonly cause?: CertSqlError }
  /** It went out, the answer was lost, and nobody can tell from here whether the org has carried it out. */
  | { readonly kind: 'inDoubt'; readonly cause: CertSqlError }

/** One record of a composite graph. */
export interface GraphNode {
  /** A letter, then letters, digits and `_`. */
  readonly referenceId: string
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete'
  readonly object: string
  readonly externalIdField?: string
  /** A value that is exactly `@{ref.id}` is the Id of an earlier node. */
  readonly record: WriteRecord
}

/** Collections take so many records. */
export const MAX_COLLECTION_RECORDS = 200
/** A composite request takes so many parts, */
export const MAX_COMPOSITE_PARTS = 25
/** of which so many may be collections, that is have more than one record (or be upserts). */
export const MAX_COMPOSITE_COLLECTIONS = 5
export const MAX_GRAPH_NODES = 500
