import type { Table } from '@certsql/catalog'
import { INTEGER, type SqlValue } from '@certsql/core'
import { type Insert, makeQuery, type Query, type Values } from '@certsql/sql'
import { rootScope } from '../bind/bind-query.js'
import { coerce } from '../bind/coerce.js'
import { mayBeNull } from '../bind/expression-nullable.js'
import { constantOf } from '../bind/fold-constant.js'
import { NO_TABLES } from '../bind/from-item.js'
import { prefetchTables } from '../bind/prefetch-tables.js'
import { type Binder, IN_VALUES, innerScope } from '../bind/scope.js'
import { bindError, countOf } from '../bind/type-error.js'
import { unify } from '../bind/unify.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { planBoundQuery } from '../plan-query.js'
import { assignColumns, assignedType } from './assign-columns.js'
import { ReturningReader } from './returning.js'
import { requireFilled, writeColumns } from './write-columns.js'
import type { WriteColumn, WritePlan, WriteSource } from './write-plan.js'

/** INSERT: one new record for each row. */
export function planInsert(statement: Insert, table: Table, binder: Binder): WritePlan {
  const { view, options } = binder
  const { source } = statement
  if (source !== undefined && statement.columns.length === 0) throw columnsMissing(statement, table)
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

function withTables(source: Query, { with: tables, span }: Insert): Query {
  if (tables === undefined) return source
  return source.with === undefined ? { ...source, with: tables } : makeQuery(source, { with: tables }, span)
}

export interface BoundSource {
  readonly source: WriteSource
  /** At their places in the rows of the source. */
  readonly columns: readonly WriteColumn[]
}

/** The rows of INSERT and UPSERT, their values in types that the columns take. */
export function bindSource(query: Query, columns: readonly WriteColumn[], binder: Binder): BoundSource {
  const { body } = query
  const isPlain = query.with === undefined && query.orderBy.length === 0 && query.limit === undefined
  if (body.kind === 'Values' && isPlain && query.offset === undefined)
    return bindValues(body, columns, binder)
  prefetchTables(query, binder)
  const bound = binder.bindQuery(query, rootScope(binder))
  requireWidth(bound.columns.length, columns, query)
  const plan = planBoundQuery(assignColumns(bound, columns, binder), binder)
  return { source: { kind: 'query', plan }, columns }
}

function requireWidth(
  width: number,
  columns: readonly WriteColumn[],
  { span }: { readonly span: Query['span'] },
): void {
  if (width === columns.length) return
  throw bindError({
    code: 'CERT-3005',
    message: `${countOf(columns.length, 'column')} ${columns.length === 1 ? 'is' : 'are'} named, but ${countOf(width, 'value')} ${width === 1 ? 'is' : 'are'} given.`,
    span,
  })
}

// ── VALUES ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Constants are taken as they are; where something must be computed, all of it becomes a query. */
function bindValues(values: Values, columns: readonly WriteColumn[], binder: Binder): BoundSource {
  const scope = innerScope(rootScope(binder), { from: NO_TABLES, clause: IN_VALUES })
  const cells = values.rows.map((row) => {
    requireWidth(row.length, columns, { span: row[0]?.span ?? values.span })
    return row.map((cell, index) => assignCell(binder.bindExpression(cell, scope), columns[index], binder))
  })
  const rows = cells.flatMap((row) => {
    const constants = constantRow(row)
    return constants === undefined ? [] : [constants]
  })
  return rows.length === cells.length
    ? { source: { kind: 'rows', rows }, columns }
    : computedValues(cells, columns, binder, values)
}

function assignCell(
  value: BoundExpression,
  column: WriteColumn | undefined,
  binder: Binder,
): BoundExpression {
  if (column === undefined) return value
  return coerce(value, assignedType(value, column.target, column.name, binder), binder.options)
}

/** The values of a row, if they are all known. */
function constantRow(row: readonly BoundExpression[]): readonly SqlValue[] | undefined {
  const constants = row.map((cell) => constantOf(cell))
  const values = constants.flatMap((constant) => (constant === undefined ? [] : [constant.value]))
  return values.length === row.length ? values : undefined
}

/** The rows as a relation, with their numbers in front: nothing else says which row is which. */
function computedValues(
  cells: readonly (readonly BoundExpression[])[],
  columns: readonly WriteColumn[],
  binder: Binder,
  values: Values,
): BoundSource {
  const unified = columns.map(({ name }, index) => {
    const column = cells.flatMap((row) => row.slice(index, index + 1))
    const { type, expressions } = unify(column, `The values of ${name}`, binder.options, values.span)
    const nullable = expressions.some(mayBeNull)
    return { column: { id: binder.ids.nextColumn(), name, type, nullable }, expressions }
  })
  const number = { id: binder.ids.nextColumn(), name: 'row', type: INTEGER, nullable: false }
  const plan: LogicalPlan = {
    kind: 'ValuesRows',
    rows: cells.map((_, row) => [
      { kind: 'Literal', type: INTEGER, value: String(row) },
      ...unified.flatMap(({ expressions }) => expressions.slice(row, row + 1)),
    ]),
    columns: [number, ...unified.map(({ column }) => column)],
  }
  return {
    source: { kind: 'query', plan: planBoundQuery(plan, binder) },
    columns: columns.map((column) => ({ ...column, position: column.position + 1 })),
  }
}
