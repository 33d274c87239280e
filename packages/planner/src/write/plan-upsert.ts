import type { Table, TableColumn } from '@certsql/catalog'
import type { SourceSpan } from '@certsql/core'
import type { QualifiedName, Query, SelectItem, Upsert } from '@certsql/sql'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import { bindSource } from './bind-source.js'
import { ReturningReader } from './returning.js'
import { upsertKey } from './upsert-key.js'
import { writeColumns } from './write-columns.js'
import type { WritePlan, WriteStatementName } from './write-plan.js'

/** UPSERT: the org finds records by their key, changes those that are there and adds the others. */
export function planUpsert(statement: Upsert, table: Table, binder: Binder): WritePlan {
  const key = upsertKey(statement.key, 'ON', table, binder.view, statement.span)
  const alias = statement.table.parts.at(-1)?.name ?? table.name
  return planKeyed({ ...statement, statement: 'UPSERT', alias, key }, table, binder)
}

/** What is inserted, or changed where a record has the key already. */
export interface KeyedWrite {
  readonly statement: WriteStatementName
  readonly alias: string
  readonly columns: readonly QualifiedName[]
  readonly source: Query
  readonly key: TableColumn
  readonly returning: readonly SelectItem[]
  readonly span: SourceSpan
}

export function planKeyed(facts: KeyedWrite, table: Table, binder: Binder): WritePlan {
  const { view, options } = binder
  const { key } = facts
  const columns = writeColumns(facts.columns, 'upsert', table, view, key)
  if (!columns.some(({ target }) => target.kind === 'field' && target.column.name === key.name))
    throw bindError({
      code: 'CERT-8004',
      message: `${key.name} is not among the columns, and says which record is meant.`,
      hint: `add ${key.name} to the list of columns`,
      span: facts.span,
    })
  const returning = new ReturningReader(
    {
      statement: facts.statement,
      table,
      alias: facts.alias,
      columns,
      others: [],
      inTransaction: options.writes?.inTransaction === true,
      view,
    },
    facts.returning,
  )
  const bound = bindSource(facts.source, columns, binder)
  const returned = returning.finish(undefined, binder)
  return {
    statement: facts.statement,
    table,
    source: bound.source,
    actions: [{ operation: 'upsert', externalIdField: key, columns: bound.columns }],
    repeated: 'impossible',
    ...(returned === undefined ? {} : { returning: returned }),
  }
}
