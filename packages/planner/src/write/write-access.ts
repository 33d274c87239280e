import type { Table } from '@certsql/catalog'
import type { SourceSpan } from '@certsql/core'
import type { QualifiedName } from '@certsql/sql'
import { sameName } from '../bind/relation.js'
import { bindError } from '../bind/type-error.js'
import { LOCAL_SCHEMA } from '../local/local-relation.js'
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

/** A temporary table goes before one of the org of the same name, and cannot be written to. */
export function requireNoTemporary({ parts, span }: QualifiedName, { local }: PlannerOptions): void {
  const [first, second] = parts
  const isLocalSchema = second !== undefined && sameName(first?.name ?? '', LOCAL_SCHEMA)
  const name = second === undefined ? first : isLocalSchema ? second : undefined
  const relation = name === undefined ? undefined : local?.find(name.name)
  if (relation === undefined) return
  throw bindError({
    code: 'CERT-4002',
    message: `"${relation.name}" is a temporary ${relation.kind === 'LocalView' ? 'view' : 'table'}, which can only be read.`,
    hint: `write org.${relation.name} for the table of the org, or CREATE OR REPLACE TEMP TABLE … AS`,
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
