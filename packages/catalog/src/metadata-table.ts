import type { Column, ObjectSummary, SqlValue } from '@certsql/core'
import type { MetadataFigures } from './metadata-source.js'
import type { Table } from './table.js'

/**
 * What must be known before the rows of a metadata table can be told: nothing · the list of objects · the
 * describes of all objects (or of the named ones) · record counts · what the driver says of limits, settings,
 * functions or procedures.
 */
export type MetadataNeed =
  | 'nothing'
  | 'global'
  | 'describes'
  | 'statistics'
  | 'limits'
  | 'settings'
  | 'functions'
  | 'procedures'

/** A table about the org rather than in it: `information_schema.columns`, `certsql.objects`, … */
export interface MetadataTable {
  readonly schema: string
  readonly name: string
  readonly columns: readonly Column[]
  readonly needs: MetadataNeed
  /**
   * The column that holds the name of an object, if it has one. A statement that fixes it
   * (`WHERE table_name = 'Account'`) needs to describe that object only.
   */
  readonly objectColumn: string | null
  /** Pure: all that is known comes in. */
  rows(snapshot: MetadataSnapshot): readonly MetadataRow[]
}

/** One value per column. */
export type MetadataRow = readonly SqlValue[]

/** What the rows of metadata tables are made from. Parts that a table does not need may be empty. */
export interface MetadataSnapshot extends MetadataFigures {
  readonly objects: readonly ObjectSummary[]
  readonly tables: readonly Table[]
  /** Record counts by name of object. */
  readonly recordCounts: ReadonlyMap<string, number>
  /** All metadata tables, which stand in `information_schema.tables` themselves. */
  readonly metadataTables: readonly MetadataTable[]
}
