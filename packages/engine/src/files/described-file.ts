import type { Column } from '@certsql/core'

/** A file as a table: its columns, and the query by which DuckDB reads its rows. */
export interface DescribedFile {
  readonly columns: readonly Column[]
  readonly sql: string
}
