import {
  type Column,
  ExactNumber,
  INTEGER,
  JSON_TYPE,
  type RowBatch,
  type SqlValue,
  TEXT,
} from '@certsql/core'
import type { WriteRoad } from '@certsql/planner'
import type { WriteRecord } from '../remote-writes.js'
import type { PendingRow } from './pending-row.js'

/** What DryRun shows: a row for each record that would be sent. */
export const DRY_RUN_COLUMNS: readonly Column[] = [
  { name: 'row', type: INTEGER },
  { name: 'operation', type: TEXT },
  { name: 'object', type: TEXT },
  { name: 'road', type: TEXT },
  { name: 'record', type: JSON_TYPE },
]

export function dryRunRows(rows: readonly PendingRow[], object: string, road: WriteRoad): RowBatch {
  return {
    columns: DRY_RUN_COLUMNS,
    rows: rows.map(({ row, action, record }) => [
      row,
      action.operation,
      object,
      road.kind,
      recordJson(record),
    ]),
  }
}

/** A record as a JSON value; digits that a double does not hold are a text. */
export function recordJson(record: WriteRecord): { readonly [key: string]: SqlValue } {
  const entries = Object.entries(record).map(([name, value]): [string, SqlValue] => {
    if (value instanceof ExactNumber) return [name, value.lexeme]
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return [name, recordJson(value as WriteRecord)]
    }
    return [name, value as SqlValue]
  })
  return Object.fromEntries(entries)
}
