import type { Column } from '@certsql/core'
import type { Query } from '@certsql/sql'

/** The schema that temporary tables and views are listed under, and may be named with: as PostgreSQL's. */
export const LOCAL_SCHEMA = 'pg_temp'

/** The schema of the local database that holds the rows of temporary tables. */
export const LOCAL_STORAGE = 'local'

/** A temporary table of the connection. */
export interface LocalTable {
  readonly kind: 'LocalTable'
  readonly name: string
  readonly columns: readonly Column[]
  /** The name of the table that holds the rows in the local database; never used twice. */
  readonly storage: string
}

/** A temporary view: its query stands for it wherever it is named. */
export interface LocalView {
  readonly kind: 'LocalView'
  readonly name: string
  readonly query: Query
  /** Names for the first of its columns. */
  readonly columnNames: readonly string[]
  /** What it gave when it was made. */
  readonly columns: readonly Column[]
}

export type LocalRelation = LocalTable | LocalView

/** Port: the temporary tables and views of the connection; names are compared without case. */
export interface LocalRelations {
  find(name: string): LocalRelation | undefined
  all(): readonly LocalRelation[]
}

export const NO_LOCAL_RELATIONS: LocalRelations = { find: () => undefined, all: () => [] }
