import type { Table } from '@certsql/catalog'
import type { SourceSpan } from '@certsql/core'
import { bindError } from '../bind/type-error.js'
import type { PlannerOptions } from '../planner-options.js'
import type { WriteAction } from './write-plan.js'

/** `ReadOnly` refuses whatever writes. */
export function requireReadWrite({ writes }: PlannerOptions, span: SourceSpan): void {
  if (writes?.readOnly !== true) return
  throw bindError({
    code: 'CERT-8001',
    message: 'The connection is read-only: ReadOnly is on.',
    hint: 'connect without ReadOnly, or SET ReadOnly = off',
    span,
  })
}

/** What describe says that the user may do with the records of a table. */
export function requireWritable(table: Table, operation: WriteAction['operation'], span: SourceSpan): void {
  const { insert, update, delete: removes, undelete } = table.writable
  const may = { insert, update, upsert: insert || update, delete: removes, undelete }
  if (may[operation]) return
  throw bindError({
    code: 'CERT-8004',
    message: `The org lets nobody ${operation} records of ${table.name}, or at least not this user.`,
    span,
  })
}
