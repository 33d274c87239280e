import type { CatalogView, Table } from '@certsql/catalog'
import type { Delete, Insert, Merge, Undelete, Update, Upsert } from '@certsql/sql'
import { createBinder } from '../bind/bind-query.js'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import { createIdSource } from '../logical/id-source.js'
import type { PlannerOptions } from '../planner-options.js'
import { planDelete, planUndelete } from './plan-delete.js'
import { planInsert } from './plan-insert.js'
import { planMerge } from './plan-merge.js'
import { planUpdate } from './plan-update.js'
import { planUpsert } from './plan-upsert.js'
import { requireNoTemporary, requireReadWrite, requireWritable } from './write-access.js'
import type { WritePlan } from './write-plan.js'
import { targetTable } from './write-target.js'

export type WriteStatement = Insert | Upsert | Update | Delete | Undelete | Merge

/**
 * Plans a write: what is read before, and what each row of that does.
 *
 * ```ts
 * planWrite(parseStatement("UPDATE Account SET Rating = 'Hot' WHERE Industry = 'Energy'"), view, options)
 * // source: SELECT Id FROM Account WHERE Industry = 'Energy', action: update Rating
 * ```
 */
export function planWrite(statement: WriteStatement, view: CatalogView, options: PlannerOptions): WritePlan {
  requireReadWrite(options, statement.span)
  requireNoTemporary(statement.table, options)
  const table = targetTable(statement.table, view)
  requireFilter(statement, table, options)
  const binder = createBinder({ view, options: targetOptions(statement, options), ids: createIdSource() })
  const plan = planOf(statement, table, binder)
  for (const { operation } of plan.actions) requireWritable(table, operation, statement.table.span)
  binder.parameters.requireAllUsed()
  return plan
}

function planOf(statement: WriteStatement, table: Table, binder: Binder): WritePlan {
  switch (statement.kind) {
    case 'Insert':
      return planInsert(statement, table, binder)
    case 'Update':
      return planUpdate(statement, table, binder)
    case 'Delete':
      return planDelete(statement, table, binder)
    case 'Undelete':
      return planUndelete(statement, table, binder)
    case 'Upsert':
      return planUpsert(statement, table, binder)
    case 'Merge':
      return planMerge(statement, table, binder)
  }
}

/** `ArchiveMode` reads deleted records too, which can only be undeleted. */
function targetOptions({ kind }: WriteStatement, options: PlannerOptions): PlannerOptions {
  return kind === 'Insert' || kind === 'Upsert' ? options : { ...options, includeDeleted: false }
}

/** A forgotten WHERE would change every record. */
function requireFilter(statement: WriteStatement, table: Table, { writes }: PlannerOptions): void {
  if (!isFilterable(statement) || statement.where !== undefined || writes?.allowUnfiltered === true) return
  throw bindError({
    code: 'CERT-8003',
    message: `${statement.kind.toUpperCase()} without WHERE means every record of ${table.name}.`,
    hint: 'add a WHERE; if every record is meant, write WHERE TRUE, or set AllowUnfilteredWrites',
    span: statement.span,
  })
}

function isFilterable(statement: WriteStatement): statement is Update | Delete | Undelete {
  return statement.kind === 'Update' || statement.kind === 'Delete' || statement.kind === 'Undelete'
}
