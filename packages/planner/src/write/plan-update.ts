import type { Table } from '@certsql/catalog'
import {
  type Identifier,
  makeColumn,
  makeIdentifier,
  makeQualifiedName,
  makeQuery,
  makeSelect,
  makeTable,
  type QualifiedName,
  type TableReference,
  type Update,
} from '@certsql/sql'
import { rootScope } from '../bind/bind-query.js'
import { prefetchTables } from '../bind/prefetch-tables.js'
import { sameName } from '../bind/relation.js'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import { planBoundQuery } from '../plan-query.js'
import { assignColumns } from './assign-columns.js'
import { ReturningReader } from './returning.js'
import { columnAssignments } from './row-assignments.js'
import { SourceItems } from './source-items.js'
import { writeColumns } from './write-columns.js'
import type { WritePlan } from './write-plan.js'

/** UPDATE: a query finds the Ids and computes the new values; then they are written. */
export function planUpdate(statement: Update, table: Table, binder: Binder): WritePlan {
  const { view, options } = binder
  const target = targetReference(statement.table, statement.alias)
  const items = new SourceItems()
  const idPosition = items.add(makeColumn([target.alias, makeIdentifier('Id')]))
  const assignments = columnAssignments(statement.assignments)
  const names = assignments.map(({ column }) => withoutAlias(column, target.alias, table))
  const columns = writeColumns(names, 'update', table, view, undefined, idPosition + 1)
  for (const { value, span, column } of assignments) {
    if (value === undefined)
      throw bindError({
        code: 'CERT-4002',
        message: 'The org fills in defaults for new records only.',
        hint: `SET ${column.parts.map(({ name }) => name).join('.')} = NULL empties the field`,
        span,
      })
    items.add(value)
  }
  const returning = new ReturningReader(
    {
      statement: 'UPDATE',
      table,
      alias: target.alias.name,
      columns,
      items,
      others: statement.from.flatMap(aliasesOf),
      inTransaction: options.writes?.inTransaction === true,
      view,
    },
    statement.returning,
  )
  const query = makeQuery(
    makeSelect(items.list, { from: [target.reference, ...statement.from], where: statement.where }),
    { with: statement.with },
    statement.span,
  )
  prefetchTables(query, binder)
  const bound = assignColumns(binder.bindQuery(query, rootScope(binder)), columns, binder)
  const returned = returning.finish(bound, binder)
  return {
    statement: 'UPDATE',
    table,
    source: { kind: 'query', plan: planBoundQuery(bound, binder) },
    actions: [{ operation: 'update', idPosition, columns }],
    repeated: statement.from.length === 0 ? 'impossible' : 'identical',
    ...(returned === undefined ? {} : { returning: returned }),
  }
}

export interface TargetReference {
  readonly reference: TableReference
  readonly alias: Identifier
}

/** The written table as a table of a FROM. */
export function targetReference(name: QualifiedName, alias: Identifier | undefined): TargetReference {
  const own = name.parts.at(-1) ?? makeIdentifier('')
  const tableAlias = alias && ({ kind: 'TableAlias', span: alias.span, name: alias, columns: [] } as const)
  return { reference: makeTable(name, tableAlias, name.span), alias: alias ?? own }
}

/** `SET a.Name = …` is `SET Name = …`. */
export function withoutAlias(name: QualifiedName, alias: Identifier, table: Table): QualifiedName {
  const [first, ...rest] = name.parts
  const isQualified =
    first !== undefined &&
    rest.length > 0 &&
    sameName(first.name, alias.name) &&
    !table.parents.some((parent) => sameName(parent.name, first.name))
  return isQualified ? makeQualifiedName(rest, name.span) : name
}

/** What the tables of a FROM are called. */
export function aliasesOf(reference: TableReference): readonly string[] {
  switch (reference.kind) {
    case 'Join':
      return [...aliasesOf(reference.left), ...aliasesOf(reference.right)]
    case 'NamedTable':
      return [reference.alias?.name.name ?? reference.name.parts.at(-1)?.name ?? '']
    case 'DerivedTable':
    case 'FunctionTable':
      return reference.alias === undefined ? [] : [reference.alias.name.name]
  }
}
