import { type Column, ID, INTEGER, JSON_TYPE, type RowBatch, TEXT } from '@certsql/core'
import { recordJson } from './dry-run.js'
import type { WriteReport } from './write-report.js'

/** What `AllOrNone=false` gives: a row for each record that was not written. */
export const FAILURE_COLUMNS: readonly Column[] = [
  { name: 'row', type: INTEGER },
  { name: 'status', type: TEXT },
  { name: 'id', type: ID },
  { name: 'code', type: TEXT },
  { name: 'message', type: TEXT },
  { name: 'fields', type: TEXT },
  { name: 'record', type: JSON_TYPE },
]

export function failureRows(report: WriteReport): RowBatch {
  const rows = [...report.rows('failed', 'rolledBack', 'notAttempted', 'inDoubt')].map(
    ({ row, status, id, errors, cause, record }) => [
      row,
      status,
      id,
      errors[0]?.code ?? cause?.code ?? null,
      errors.map(({ message }) => message).join('; ') || (cause?.message ?? null),
      errors.flatMap(({ fields }) => fields).join(', ') || null,
      recordJson(record),
    ],
  )
  return { columns: FAILURE_COLUMNS, rows }
}
