import { quoteIdentifier } from '@certsql/core'
/** The records of an object that are exported. */
export interface ObjectSelection {
  readonly object: string
  readonly where: string | undefined
  /** Only what was changed or deleted since then. */
  readonly changedSince: Date | undefined
}

/** When a record was changed last; of deleted ones, when they were deleted. */
export const STAMP_COLUMN = 'SystemModstamp'

/** The statement that brings them; `t` in further conditions is the object. */
export function selectionSql(
  { object, where, changedSince }: ObjectSelection,
  further: readonly string[] = [],
): string {
  const conditions = [
    ...(where === undefined ? [] : [`(${where}\n)`]),
    ...(changedSince === undefined
      ? []
      : [`t.${STAMP_COLUMN} >= TIMESTAMPTZ '${changedSince.toISOString()}'`]),
    ...further,
  ]
  // Deleted records are those that the recycle bin still has.
  const hint = changedSince === undefined ? '' : '/*+ ALL_ROWS */ '
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  return `SELECT ${hint}t.* FROM ${quoteIdentifier(object)} AS t${filter}`
}
