import type { MetadataTable } from './metadata-table.js'
import type { NameOptions } from './name-index.js'
import type { OrgFacts } from './org-facts.js'
import type { Table } from './table.js'

export type TableLookup =
  | { readonly kind: 'found'; readonly name: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown'; readonly similar: readonly string[] }

/** The schema of the org's own tables: `org.Account` is `Account`. */
export const ORG_SCHEMA = 'org'

/**
 * What a planner sees of an org: pure and synchronous. What is not known yet is asked for by throwing
 * `DescribeNeeded`; let it pass, `Catalog.resolve` fetches the answer and calls again.
 */
export interface CatalogView {
  /**
   * The table that a name means, in any case, short names included; an exact API name wins. Costs no describe
   * of the object.
   */
  lookUp(name: string): TableLookup
  /** The table of this canonical name (as `lookUp` or a relationship gives it). */
  table(name: string): Table
  /** The same for several at once, so that what is missing is fetched together. */
  tables(names: readonly string[]): readonly Table[]
  /** The first three characters of the Ids of an object's records, without a describe of it; undefined if there are none. */
  keyPrefix(name: string): string | undefined
  /** `information_schema.*` and `certsql.*`, in any case. */
  metadataTable(schema: string, name: string): MetadataTable | undefined
  /**
   * How many records a table holds, when that is known. It is advice, somewhat old, and never an answer. Where a choice
   * between plans hangs on it, a call is spent on it.
   */
  statistics(name: string, use?: StatisticsUse): TableStatistics | undefined
  readonly org: OrgFacts
  /** How names are read on this connection: pass it on to `findColumn` and `findParent`. */
  readonly names: NameOptions
}

/** For an estimate that is only shown, or for a choice. */
export type StatisticsUse = 'estimate' | 'choice'

export interface TableStatistics {
  readonly records: number
}

/** Thrown through a planner at work: these describes are missing. Not an error that a user ever sees. */
export class DescribeNeeded extends Error {
  /** Canonical names; empty when it is the list of objects that is missing. */
  readonly tables: readonly string[]

  constructor(facts: { readonly tables: readonly string[] }) {
    super(`Describes are needed: ${facts.tables.join(', ') || 'the list of objects'}`)
    this.name = 'DescribeNeeded'
    this.tables = facts.tables
  }
}
