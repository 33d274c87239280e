import { formatSqlType, type SqlType } from '@certsql/core'
import type { CommonTable, Query, SetOperation, With } from '@certsql/sql'
import { sameType } from '../functions/common-type.js'
import type { LogicalPlan, SetOperationPlan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { combine, unifiedTypes } from './bind-set-operation.js'
import { type BoundCommonTable, type CommonTableEntry, withCommonTable } from './common-tables.js'
import { convertColumns } from './convert-columns.js'
import { sameName } from './relation.js'
import type { Binder, Scope } from './scope.js'
import { bindError, countOf } from './type-error.js'

export interface BoundWith {
  readonly tables: readonly BoundCommonTable[]
  /** The scope in which the tables are known. */
  readonly scope: Scope
}

/** WITH: each table sees those before it, and with RECURSIVE itself. */
export function bindWith(clause: With, outer: Scope, binder: Binder): BoundWith {
  let scope = outer
  const tables: BoundCommonTable[] = []
  for (const table of clause.tables) {
    if (tables.some((other) => sameName(other.entry.name, table.name.name)))
      throw bindError({
        code: 'CERT-2008',
        message: `Two tables of WITH are called "${table.name.name}".`,
        span: table.name.span,
      })
    const bound = bindCommonTable(table, clause.recursive, scope, binder)
    tables.push(bound)
    scope = { ...scope, commonTables: withCommonTable(bound.entry, scope.commonTables) }
  }
  return { tables, scope }
}

function bindCommonTable(
  table: CommonTable,
  recursive: boolean,
  scope: Scope,
  binder: Binder,
): BoundCommonTable {
  const recursion = recursive ? recursionOf(table.query) : undefined
  if (recursion !== undefined) {
    const bound = bindRecursive(table, recursion, scope, binder)
    if (bound !== undefined) return bound
  }
  const plan = binder.bindQuery(table.query, scope)
  return boundTable(table, binder.ids.nextDefinition(), plan, false)
}

function boundTable(table: CommonTable, id: number, plan: LogicalPlan, recursive: boolean): BoundCommonTable {
  const { materialized } = table
  return {
    definition: {
      id,
      name: table.name.name,
      plan,
      recursive,
      ...(materialized === undefined ? {} : { materialized }),
    },
    entry: entryOf(table, id, plan.columns),
  }
}

function entryOf(table: CommonTable, id: number, columns: readonly PlanColumn[]): CommonTableEntry {
  const names = table.columns
  if (names.length > columns.length)
    throw bindError({
      code: 'CERT-3005',
      message: `"${table.name.name}" has ${countOf(columns.length, 'column')}, but ${names.length} names are given.`,
      span: table.name.span,
    })
  const named = columns.map((column, index) => ({ ...column, name: names[index]?.name ?? column.name }))
  return { name: table.name.name, id, columns: named, uses: 0 }
}

// ── Recursion ──────────────────────────────────────────────────────────────────────────────────────────────────

/** `<start> UNION [ALL] <step>`, where the step may read the table itself. */
function recursionOf(query: Query): SetOperation | undefined {
  const { body } = query
  return body.kind === 'SetOperation' && body.operator === 'UNION' ? body : undefined
}

/** Types may widen when the step is first looked at; after that they must stay. */
const MOST_ROUNDS = 4

/** Undefined when the table does not read itself after all. */
function bindRecursive(
  table: CommonTable,
  union: SetOperation,
  scope: Scope,
  binder: Binder,
): BoundCommonTable | undefined {
  const id = binder.ids.nextDefinition()
  const start = binder.bindQuery(asQuery(union.left), scope)
  let types: readonly SqlType[] = start.columns.map((column) => column.type)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const left = convertColumns(start, types, binder)
    // Nothing is known about the nulls of the step before it is bound.
    const entry = entryOf(table, id, left.columns.map(withoutOrigin))
    const inner: Scope = { ...scope, commonTables: withCommonTable(entry, scope.commonTables) }
    const right = binder.bindQuery(asQuery(union.right), inner)
    if (entry.uses === 0) return undefined
    requirePlainRecursion(table)
    const wanted = unifiedTypes(union, left, right)
    if (wanted.every((type, index) => sameType(type, types[index] ?? type))) {
      const plan: LogicalPlan = combine(union, left, right, scope, binder)
      return boundTable(table, id, allNullable(plan), true)
    }
    types = wanted
  }
  throw bindError({
    code: 'CERT-3005',
    message: `The types of the recursive table "${table.name.name}" grow with every step: ${types.map(formatSqlType).join(', ')}.`,
    hint: 'give the columns of its first part a type with CAST',
    span: table.name.span,
  })
}

function asQuery(body: SetOperation['left']): Query {
  return body.kind === 'Query' ? body : { kind: 'Query', span: body.span, body, orderBy: [], withTies: false }
}

function withoutOrigin({ origin: _, ...column }: PlanColumn): PlanColumn {
  return { ...column, nullable: true }
}

function allNullable(plan: LogicalPlan): LogicalPlan {
  if (plan.kind !== 'SetOperationPlan') return plan
  const widened: SetOperationPlan = {
    ...plan,
    columns: plan.columns.map((column) => ({ ...column, nullable: true })),
  }
  return widened
}

function requirePlainRecursion({ query }: CommonTable): void {
  if (query.orderBy.length === 0 && query.limit === undefined && query.offset === undefined) return
  throw bindError({
    code: 'CERT-4002',
    message: 'A recursive table cannot have ORDER BY, LIMIT or OFFSET of its own.',
    hint: 'put them into the query that reads it',
    span: query.span,
  })
}
