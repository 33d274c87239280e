import type { FieldDescribe, FieldType, SqlType } from '@certsql/core'
import { NameIndex, type NameOptions } from './name-index.js'

/** What an org's object is to SQL. */
export interface Table {
  /** The API name in its canonical spelling: `c2g__codaInvoice__c`. */
  readonly name: string
  readonly label: string
  /** The first three characters of its records' Ids, if it has records of its own. */
  readonly keyPrefix: string | null
  readonly queryable: boolean
  readonly writable: Writable
  /** Every field, compounds included, in the order of the describe. */
  readonly columns: readonly TableColumn[]
  /** The lookups from this table that a path can follow: child to parent. */
  readonly parents: readonly ParentRelationship[]
  /** The lookups of other tables (and of this one) to this table. */
  readonly children: readonly ChildRelationship[]
}

export interface Writable {
  readonly insert: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly undelete: boolean
}

export interface TableColumn {
  readonly name: string
  readonly label: string
  readonly type: SqlType
  /** The platform's own type. */
  readonly fieldType: FieldType
  /** Everything else that describe says: length, picklist values, what may be written, … */
  readonly field: FieldDescribe
  readonly capabilities: Capabilities
  /**
   * Whether a reader must expect NULL: false for Ids and booleans only. A field that must be filled *today*
   * may be empty in records written before it was made so, hence `field.nillable` counts for writing alone.
   */
  readonly nullable: boolean
  /** False for compound fields: `SELECT *` has their parts. */
  readonly inStar: boolean
}

/** What SOQL lets a field do, as describe says it; what describe does not grant is not granted. */
export interface Capabilities {
  readonly filterable: boolean
  readonly sortable: boolean
  readonly groupable: boolean
  readonly aggregatable: boolean
}

/** A lookup that a dotted path can follow: `c2g__Account__r` over the column `c2g__Account__c`. */
export interface ParentRelationship {
  readonly name: string
  readonly column: string
  /** The tables it may lead to. */
  readonly targets: readonly string[]
  /** A path over it sees only what the object `Name` has. */
  readonly polymorphic: boolean
}

/** Another table's lookup to this one. Without a name it cannot be used in a subquery of SOQL. */
export interface ChildRelationship {
  readonly name: string | null
  readonly childTable: string
  readonly childColumn: string
}

export type ColumnLookup =
  | { readonly kind: 'found'; readonly column: TableColumn }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' }

export type ParentLookup =
  | { readonly kind: 'found'; readonly parent: ParentRelationship }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' }

/**
 * The column that a name in a statement means: an exact name (in any case) first, then a short one, without
 * its namespace, its `__c`, or both.
 *
 * ```ts
 * findColumn(invoices, 'invoicetotal')   // { kind: 'found', column: c2g__InvoiceTotal__c }
 * ```
 */
export function findColumn(table: Table, name: string, options: NameOptions = {}): ColumnLookup {
  const match = indexOf(columnIndexes, table, table.columns).find(name, options)
  return match.kind === 'found' ? { kind: 'found', column: match.item } : match
}

/**
 * The lookup that a step of a dotted path means, by the name of its relationship, with or without `__r`.
 *
 * ```ts
 * findParent(invoices, 'account')   // { kind: 'found', parent: { name: 'c2g__Account__r', … } }
 * ```
 */
export function findParent(table: Table, name: string, options: NameOptions = {}): ParentLookup {
  const match = indexOf(parentIndexes, table, table.parents).find(name, options)
  return match.kind === 'found' ? { kind: 'found', parent: match.item } : match
}

/** Tables never change, so an index of their names is built once, when first asked for. */
const columnIndexes = new WeakMap<Table, NameIndex<TableColumn>>()
const parentIndexes = new WeakMap<Table, NameIndex<ParentRelationship>>()

function indexOf<Item extends { readonly name: string }>(
  indexes: WeakMap<Table, NameIndex<Item>>,
  table: Table,
  items: readonly Item[],
): NameIndex<Item> {
  const known = indexes.get(table)
  if (known !== undefined) return known
  const index = new NameIndex(items)
  indexes.set(table, index)
  return index
}
