import type { Table, TableColumn } from '@certsql/catalog'
import {
  type Assignment,
  type Expression,
  type Insert,
  type Merge,
  type MergeClause,
  makeBinary,
  makeColumn,
  makeDerivedTable,
  makeIdentifier,
  makeIsNull,
  makeQualifiedName,
  makeTableAlias,
  type OnConflict,
  type QualifiedName,
} from '@certsql/sql'
import { sameName } from '../bind/relation.js'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import { withTables } from './bind-source.js'
import { planMerge } from './plan-merge.js'
import { planKeyed } from './plan-upsert.js'
import { columnAssignments } from './row-assignments.js'
import { upsertKey } from './upsert-key.js'
import { requireFilled, writeColumns } from './write-columns.js'
import type { WritePlan } from './write-plan.js'
import { writeTarget } from './write-target.js'

/**
 * INSERT … ON CONFLICT. Where the update sets just what the insert would, the org does all of it:
 *
 *   INSERT INTO Account (Key__c, Name) … ON CONFLICT (Key__c) DO UPDATE SET Name = excluded.Name   ⇒   an upsert
 *
 * Else a query finds what is there already, and the rest is as for MERGE. What it does not find is sent as an upsert all
 * the same, so that a record that somebody adds in between does not become two.
 */
export function planOnConflict(
  statement: Insert,
  conflict: OnConflict,
  table: Table,
  binder: Binder,
): WritePlan {
  const { source } = statement
  if (source === undefined)
    throw bindError({
      code: 'CERT-4002',
      message: 'DEFAULT VALUES conflict with nothing.',
      span: statement.span,
    })
  const key = upsertKey(conflict.columns, 'ON CONFLICT', table, binder.view, conflict.span)
  requireFilled(
    writeColumns(statement.columns, 'upsert', table, binder.view, key),
    table,
    statement.table.span,
  )
  const alias = statement.alias?.name ?? statement.table.parts.at(-1)?.name ?? table.name
  const query = withTables(source, statement)
  if (isUpsert(statement, conflict, key, table, binder))
    return planKeyed({ ...statement, statement: 'INSERT', alias, key, source: query }, table, binder)
  const merge = mergeOf({ ...statement, source: query }, conflict, key, table, binder)
  return planMerge(merge, table, binder, {
    statement: 'INSERT',
    ...(conflict.update === undefined ? { skipsConflictsOn: key } : { upsertsBy: key }),
  })
}

/** Every column but the key is set to what the row brings, and no condition holds some rows back. */
function isUpsert(
  { columns }: Insert,
  { update: assignments, where }: OnConflict,
  key: TableColumn,
  table: Table,
  { view }: Binder,
): boolean {
  if (assignments === undefined || where !== undefined) return false
  const update = columnAssignments(assignments)
  const nameOf = (name: QualifiedName) => {
    const target = writeTarget(name, table, view)
    return target.kind === 'field' ? target.column.name : `${target.relationship.name}.${target.key.name}`
  }
  const isTaken = ({ column, value }: Assignment) => {
    if (value?.kind !== 'ColumnReference' || !sameName(value.path[0]?.name ?? '', EXCLUDED)) return false
    return nameOf(makeQualifiedName(value.path.slice(1), value.span)) === nameOf(column)
  }
  const inserted = new Set(columns.map(nameOf))
  const updated = new Set(update.map(({ column }) => nameOf(column)))
  inserted.delete(key.name)
  updated.delete(key.name)
  return (
    update.every(isTaken) && inserted.size === updated.size && [...inserted].every((one) => updated.has(one))
  )
}

const EXCLUDED = 'excluded'

function mergeOf(
  statement: Insert & { readonly source: NonNullable<Insert['source']> },
  { update, where }: OnConflict,
  key: TableColumn,
  table: Table,
  { view }: Binder,
): Merge {
  const { span, columns, source, alias } = statement
  const names = columns.map((name) => excludedName(name))
  const keyIndex = columns.findIndex((name) => writeTarget(name, table, view).column.name === key.name)
  const keyName = names[keyIndex]
  if (keyName === undefined)
    throw bindError({
      code: 'CERT-8004',
      message: `${key.name} is not among the columns, and says which record is meant.`,
      span,
    })
  const target = alias ?? statement.table.parts.at(-1) ?? makeIdentifier(table.name)
  const excludedKey = makeColumn([EXCLUDED, keyName])
  const values: readonly Expression[] = names.map((name) => makeColumn([EXCLUDED, name]))
  const insert: MergeClause = {
    kind: 'MergeClause',
    span,
    match: 'NOT MATCHED',
    action: { kind: 'MergeInsert', columns, values },
  }
  const updates: readonly MergeClause[] =
    update === undefined
      ? []
      : [
          {
            kind: 'MergeClause',
            span,
            match: 'MATCHED',
            ...(where !== undefined && { condition: where }),
            action: { kind: 'MergeUpdate', assignments: update },
          },
        ]
  return {
    kind: 'Merge',
    span,
    table: statement.table,
    ...(alias !== undefined && { alias }),
    source: makeDerivedTable(source, makeTableAlias(EXCLUDED, names)),
    on: makeBinary('=', makeColumn([target, makeIdentifier(key.name)]), excludedKey),
    // A row without a key meets no record, and is no upsert either.
    clauses: [...updates, { ...insert, condition: makeIsNull(excludedKey) }, insert],
    returning: statement.returning,
  }
}

/** The name of a column of `excluded`: a path is one name there. */
function excludedName({ parts, span }: QualifiedName) {
  return makeIdentifier(parts.map((part) => part.name).join('.'), span, true)
}
