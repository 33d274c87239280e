import type { Table } from '@certsql/catalog'
import type { Insert } from '@certsql/sql'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import { bindSource, withTables } from './bind-source.js'
import { planOnConflict } from './plan-on-conflict.js'
import { ReturningReader } from './returning.js'
import { requireFilled, writeColumns } from './write-columns.js'
import type { WritePlan } from './write-plan.js'

/** INSERT: one new record for each row. */
export function planInsert(statement: Insert, table: Table, binder: Binder): WritePlan {
  const { view, options } = binder
  const { source } = statement
  if (source !== undefined && statement.columns.length === 0) throw columnsMissing(statement, table)
  if (statement.onConflict !== undefined)
    return planOnConflict(statement, statement.onConflict, table, binder)
  const columns = writeColumns(statement.columns, 'insert', table, view)
  requireFilled(columns, table, statement.table.span)
  const returning = new ReturningReader(
    {
      statement: 'INSERT',
      table,
      alias: statement.alias?.name ?? statement.table.parts.at(-1)?.name ?? table.name,
      columns,
      others: [],
      inTransaction: options.writes?.inTransaction === true,
      view,
    },
    statement.returning,
  )
  const bound =
    source === undefined
      ? { source: { kind: 'rows', rows: [[]] } as const, columns }
      : bindSource(withTables(source, statement), columns, binder)
  const returned = returning.finish(undefined, binder)
  return {
    statement: 'INSERT',
    table,
    source: bound.source,
    actions: [{ operation: 'insert', columns: bound.columns }],
    repeated: 'impossible',
    ...(returned === undefined ? {} : { returning: returned }),
  }
}

function columnsMissing({ table: { span } }: Insert, table: Table) {
  return bindError({
    code: 'CERT-4002',
    message: 'INSERT needs the names of the columns.',
    hint: `for example INSERT INTO ${table.name} (Name) …`,
    span,
  })
}
