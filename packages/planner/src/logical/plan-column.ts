import type { Table, TableColumn } from '@certsql/catalog'
import type { SqlType } from '@certsql/core'

/** A column on its way through the plan. Two mentions of one column share one object, and so one id. */
export interface PlanColumn {
  /** Unique in the statement. */
  readonly id: number
  /** As it shows: an alias, or the describe spelling of the field. */
  readonly name: string
  readonly type: SqlType
  /** The alias of the table it was read from, path included (`i`, `i.c2g__Account__r`); for messages only. */
  readonly qualifier?: string
  /** False only where no row can hold a null. */
  readonly nullable: boolean
  /** The field whose unchanged value this is. */
  readonly origin?: ColumnOrigin
}

export interface ColumnOrigin {
  readonly table: Table
  readonly column: TableColumn
}
