import type { CatalogView } from '@certsql/catalog'
import type { Column, SourceSpan } from '@certsql/core'
import type { Identifier, QualifiedName } from '@certsql/sql'
import { bindError } from '../bind/type-error.js'
import type { PlannerOptions } from '../planner-options.js'
import { upsertKey } from './upsert-key.js'
import { requireNoTemporary, requireReadWrite, requireWritable } from './write-access.js'
import { requireFilled, writeColumns } from './write-columns.js'
import type { WriteAction, WritePlan } from './write-plan.js'
import { targetTable } from './write-target.js'

/** A write whose rows come from elsewhere: a file, a program. */
export interface GivenWrite {
  readonly operation: 'insert' | 'update' | 'upsert' | 'delete'
  readonly table: QualifiedName
  /** What each row has values for, in order. For update and delete `Id` is among them. */
  readonly columns: readonly QualifiedName[]
  /** For upsert: the external id. */
  readonly key?: Identifier
  readonly span: SourceSpan
}

/**
 * Plans the write of rows that are handed in when it runs (`WriteContext.rows`), each with one value per column.
 *
 * ```ts
 * const plan = planGivenWrite({ operation: 'insert', table, columns, span }, view, options)
 * executeWrite(plan, { ...context, rows: batchesOf(file) })
 * ```
 */
export function planGivenWrite(write: GivenWrite, view: CatalogView, options: PlannerOptions): WritePlan {
  const { operation, span } = write
  requireReadWrite(options, span)
  requireNoTemporary(write.table, options)
  const table = targetTable(write.table, view)
  requireWritable(table, operation, write.table.span)
  const source = {
    kind: 'given',
    columns: write.columns.map(
      ({ parts }): Column => ({
        name: parts.map((part) => part.name).join('.'),
        type: { kind: 'text', comparison: 'folded' },
      }),
    ),
  } as const
  const statement = STATEMENTS[operation]
  return { statement, table, source, actions: [givenAction(write, table, view)], repeated: 'refused' }
}

const STATEMENTS = { insert: 'INSERT', update: 'UPDATE', upsert: 'UPSERT', delete: 'DELETE' } as const

function givenAction(
  { operation, columns: names, key: keyName, span }: GivenWrite,
  table: WritePlan['table'],
  view: CatalogView,
): WriteAction {
  switch (operation) {
    case 'insert': {
      const columns = writeColumns(names, 'insert', table, view)
      requireFilled(columns, table, span)
      return { operation, columns }
    }
    case 'upsert': {
      const key = upsertKey(keyName === undefined ? [] : [keyName], 'The key', table, view, span)
      const columns = writeColumns(names, 'upsert', table, view, key)
      return { operation, externalIdField: key, columns }
    }
    case 'update':
    case 'delete': {
      const idPosition = names.findIndex(
        ({ parts }) => parts.length === 1 && parts[0]?.name.toLowerCase() === 'id',
      )
      if (idPosition < 0)
        throw bindError({
          code: 'CERT-8004',
          message: 'Id is not among the columns, and says which record is meant.',
          span,
        })
      const id = table.columns.find(({ fieldType }) => fieldType === 'id')
      const columns = writeColumns(names, 'update', table, view, id)
      const written = columns.filter(({ position }) => position !== idPosition)
      return { operation, idPosition, columns: operation === 'update' ? written : [] }
    }
  }
}
