import type { SqlType } from './sql-type.js'

/** One column of a result. */
export interface Column {
  /** As asked for: an alias, or the describe spelling of the field. */
  readonly name: string
  readonly type: SqlType
}

/**
 * A value in a row, as JavaScript sees it.
 *
 * | SQL type | value |
 * |---|---|
 * | BOOLEAN | boolean |
 * | INTEGER, DOUBLE, BIGINT | number; a BIGINT beyond 2⁵³ is a bigint |
 * | DECIMAL | number, or a string of digits with `Decimals=String` |
 * | TEXT, ID | string |
 * | DATE | string `2025-01-31` (a day has no time zone, so it is no `Date`) |
 * | TIME, TIMESTAMP | string `13:30:00.000`, `2025-01-31 13:30:00` |
 * | TIMESTAMPTZ | `Date` |
 * | INTERVAL | string, as PostgreSQL prints it |
 * | JSON | what `JSON.parse` gives |
 * | lists | array |
 */
export type SqlValue = null | boolean | number | bigint | string | Date | readonly SqlValue[] | JsonObject

export interface JsonObject {
  readonly [key: string]: SqlValue | JsonObject | readonly JsonObject[]
}

/** Rows travel in batches: usually one page of the org's answer. Each row has one value per column. */
export interface RowBatch {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly SqlValue[])[]
}
