import { INTEGER, type SqlValue } from '@certsql/core'
import { type Insert, makeQuery, type Query, type Values } from '@certsql/sql'
import { NULL_LITERAL } from '../bind/bind-literal.js'
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
import type { WriteColumn, WriteSource } from './write-plan.js'

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

/** The source of an INSERT with the tables of its WITH. */
export function withTables(source: Query, { with: tables, span }: Insert): Query {
  if (tables === undefined) return source
  return source.with === undefined ? { ...source, with: tables } : makeQuery(source, { with: tables }, span)
}

// ── VALUES ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Absent: DEFAULT. */
type Cell = BoundExpression | undefined

/** Constants are taken as they are; where something must be computed, all of it becomes a query. */
function bindValues(values: Values, columns: readonly WriteColumn[], binder: Binder): BoundSource {
  const scope = innerScope(rootScope(binder), { from: NO_TABLES, clause: IN_VALUES })
  const cells = values.rows.map((row) => {
    requireWidth(row.length, columns, { span: row[0]?.span ?? values.span })
    return row.map((cell, index) =>
      cell.kind === 'DefaultValue'
        ? undefined
        : assignCell(binder.bindExpression(cell, scope), columns[index], binder),
    )
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
function constantRow(row: readonly Cell[]): readonly (SqlValue | undefined)[] | undefined {
  const values: (SqlValue | undefined)[] = []
  for (const cell of row) {
    const constant = cell === undefined ? undefined : constantOf(cell)
    if (cell !== undefined && constant === undefined) return undefined
    values.push(constant?.value)
  }
  return values
}

/** The rows as a relation, with their numbers in front: nothing else says which row is which. */
function computedValues(
  cells: readonly (readonly Cell[])[],
  columns: readonly WriteColumn[],
  binder: Binder,
  values: Values,
): BoundSource {
  const unified = columns.map(({ name }, index) => {
    const column = cells.map((row) => row[index] ?? NULL_LITERAL)
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
  const defaults = cells.flatMap((row, index) =>
    row.flatMap((cell, column) => (cell === undefined ? [{ row: index, position: column + 1 }] : [])),
  )
  return {
    source: { kind: 'query', plan: planBoundQuery(plan, binder), defaults },
    columns: columns.map((column) => ({ ...column, position: column.position + 1 })),
  }
}
