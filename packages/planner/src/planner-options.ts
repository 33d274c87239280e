import type { SqlValue } from '@certsql/core'
import type { ProcedureSignature } from './call/procedure-signature.js'
import type { LocalFiles } from './local/local-file.js'
import type { LocalRelations } from './local/local-relation.js'

/** The connection properties that decide what a statement means and how it is planned (design §6, `query`). */
export interface PlannerOptions {
  /** False: only whole objects and needed columns are fetched; everything else runs here. */
  readonly pushdown: boolean
  readonly collation: 'Org' | 'Binary'
  /** `Org`: the org's text order is trusted whatever its locale. */
  readonly textOrder: 'Auto' | 'Org'
  readonly sums: 'Certified' | 'Server' | 'Local'
  /** IANA name: the zone of casts, EXTRACT and CURRENT_DATE. */
  readonly timeZone: string
  /** The clock of the statement. */
  readonly now: Date
  /** The month (1–12) in which the org's fiscal year starts, for THIS_FISCAL_YEAR() and its kin; January unless given. */
  readonly fiscalYearStartMonth?: number
  /** queryAll: deleted and archived records too. */
  readonly includeDeleted: boolean
  readonly scope?: string
  readonly useBulk: 'auto' | 'always' | 'never'
  /** Estimated rows from which Bulk is chosen. */
  readonly bulkThreshold: number
  /** Records per page that the estimate of API calls assumes. */
  readonly pageSize: number
  /** Groups on a page of an aggregate query; the org gives no more than 2,000. */
  readonly groupPageSize: number
  /** Whether scans of a join may be asked for the keys of others: where it pays · wherever it is possible · never. */
  readonly bindJoins: 'auto' | 'always' | 'never'
  /** The most keys in a request of such a scan. */
  readonly bindKeys: number
  readonly parameters: ParameterValues
  /** For CURRENT_USER. */
  readonly user: string
  /** Temporary tables and views; none unless given. */
  readonly local?: LocalRelations
  /** Files that may be read as tables; absent: none may. */
  readonly files?: LocalFiles
  /** What CALL knows; nothing unless given. */
  readonly procedures?: readonly ProcedureSignature[]
  /** Absent: as `DEFAULT_WRITE_SETTINGS`. */
  readonly writes?: WriteSettings
}

/** The connection properties about writes (design §6, `writes`). */
export interface WriteSettings {
  /** Every write is refused. */
  readonly readOnly: boolean
  /** UPDATE and DELETE need no WHERE. */
  readonly allowUnfiltered: boolean
  /** One row that fails undoes its unit, and ends the statement. */
  readonly allOrNone: boolean
  /** Rows from which a Bulk job writes; 0: never. */
  readonly bulkThreshold: number
  /** The most records of one collection, 1 to 200. */
  readonly batchSize: number
  /** The statement is collected, and sent with the others of its transaction. */
  readonly inTransaction: boolean
}

export const DEFAULT_WRITE_SETTINGS: WriteSettings = {
  readOnly: false,
  allowUnfiltered: false,
  allOrNone: true,
  bulkThreshold: 10_000,
  batchSize: 200,
  inTransaction: false,
}

/** Values for `?` and `$1` by position, for `:name` by name. */
export type ParameterValues = readonly ParameterValue[] | { readonly [name: string]: ParameterValue }
export type ParameterValue = SqlValue | undefined
