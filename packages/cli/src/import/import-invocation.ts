import type { SessionOptions } from '../command-line/invocation.js'

/** `certsql import customers.xlsx --into Account` */
export interface ImportInvocation {
  readonly kind: 'import'
  readonly session: SessionOptions
  readonly file: string
  readonly table: string
  /** Undefined: new records. */
  readonly upsertOn: string | undefined
  /** Columns of the file by their names there; null: not loaded. */
  readonly mapping: ReadonlyMap<string, string | null>
  /** Where rows go that are not written; the others are. */
  readonly errorsFile: string | undefined
  readonly ledgerFile: string | undefined
  readonly isDryRun: boolean
  /** Further options of COPY, such as DELIMITER. */
  readonly options: ReadonlyMap<string, string>
}
