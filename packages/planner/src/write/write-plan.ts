import type { ParentRelationship, Table, TableColumn } from '@certsql/catalog'
import type { Column, SourceSpan, SqlValue } from '@certsql/core'
import type { PhysicalPlan } from '../physical/physical-plan.js'

export type WriteStatementName = 'INSERT' | 'UPSERT' | 'UPDATE' | 'DELETE' | 'UNDELETE' | 'MERGE'

/**
 * A write, ready to run: where its rows come from, and what each row does. A row has one value per column of the source;
 * actions and RETURNING name them by position.
 */
export interface WritePlan {
  readonly statement: WriteStatementName
  readonly table: Table
  readonly source: WriteSource
  /** Without `actionPosition` there is one, and every row is its. */
  readonly actions: readonly WriteAction[]
  /** The column that says which action a row is for: an index, or null for none. */
  readonly actionPosition?: number
  /** What is done when several rows of the source mean one record. */
  readonly repeated: RepeatedRows
  readonly returning?: Returning
}

/**
 * `impossible`: every row is a record of its own. `identical`: the same change twice is one change, two different ones
 * are an error. `once`: the first row stands for all. `refused`: always an error.
 */
export type RepeatedRows = 'impossible' | 'identical' | 'once' | 'refused'

export type WriteSource =
  /** Known at planning. `undefined` is DEFAULT: the org fills the field. */
  | { readonly kind: 'rows'; readonly rows: readonly (readonly (SqlValue | undefined)[])[] }
  | {
      readonly kind: 'query'
      readonly plan: PhysicalPlan
      /** DEFAULT among the rows of VALUES: `row` is the value in the first column. */
      readonly defaults?: readonly { readonly row: number; readonly position: number }[]
    }
  /** Handed in by whoever runs the plan. */
  | { readonly kind: 'given'; readonly columns: readonly Column[] }

export interface WriteAction {
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete'
  /** The field by which an upsert finds its record. */
  readonly externalIdField?: TableColumn
  /** Where the Id of the record stands: update, delete, undelete. */
  readonly idPosition?: number
  readonly columns: readonly WriteColumn[]
  /** A record that is there already is left alone: ON CONFLICT DO NOTHING. */
  readonly skipsConflictsOn?: TableColumn
}

export interface WriteColumn {
  readonly position: number
  readonly target: WriteTarget
  /** As messages name it: `Name`, `Account.Ext__c`. */
  readonly name: string
  /** Of a lookup: how the Ids of the records begin that it may lead to. */
  readonly prefixes: readonly string[]
  readonly span?: SourceSpan
}

export type WriteTarget = FieldTarget | ParentTarget

export interface FieldTarget {
  readonly kind: 'field'
  readonly column: TableColumn
}

/** A lookup that is set by a field of the record it leads to. */
export interface ParentTarget {
  readonly kind: 'parent'
  readonly relationship: ParentRelationship
  /** The lookup itself. */
  readonly column: TableColumn
  readonly parent: Table
  readonly key: TableColumn
  /** `org`: the org finds the parent by its external id. `here`: a query before the write does. */
  readonly resolvedBy: 'org' | 'here'
}

/** RETURNING: rows made of what was sent, of what stood there before, and of what is read back. */
export interface Returning {
  readonly columns: readonly Column[]
  /** What the rows are made of. */
  readonly inputs: readonly ReturningInput[]
  /** For each column the input it shows; absent where something is computed. */
  readonly shown?: readonly number[]
  /** Over the table `WRITTEN_TABLE`, whose columns are the inputs. */
  readonly plan?: PhysicalPlan
}

export type ReturningInput = Column & {
  readonly from:
    | { readonly kind: 'id' }
    /** The value that was sent for a field, by its name. */
    | { readonly kind: 'sent'; readonly field: string }
    | { readonly kind: 'source'; readonly position: number }
    /** Asked for after the write: a path from the record. */
    | { readonly kind: 'readBack'; readonly path: readonly string[] }
    /** INSERT, UPDATE or DELETE. */
    | { readonly kind: 'action' }
}
