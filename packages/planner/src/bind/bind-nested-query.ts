import type { Expression, OrderItem, Query, QueryBody } from '@certsql/sql'
import type { LogicalPlan, SortKey } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { bindSelect } from './bind-select.js'
import { bindSetOperation } from './bind-set-operation.js'
import { bindValues } from './bind-values.js'
import { bindWith } from './bind-with.js'
import type { BoundCommonTable } from './common-tables.js'
import { constantOf } from './fold-constant.js'
import { NO_TABLES, singleRelation } from './from-item.js'
import { ListedRelation } from './listed-relation.js'
import { ordinalOf } from './ordinal.js'
import type { BoundSelect } from './project-select.js'
import { type Binder, IN_LIMIT, IN_ORDER_BY, innerScope, type Scope } from './scope.js'
import { sortKey } from './sort-keys.js'
import { bindError } from './type-error.js'

/** A query inside another one, or the whole statement. */
export function bindNestedQuery(query: Query, outer: Scope, binder: Binder): LogicalPlan {
  const { tables, scope } =
    query.with === undefined ? { tables: [], scope: outer } : bindWith(query.with, outer, binder)
  const { plan, visible, orderBy } = bindBody(query, scope, binder)
  const sorted: LogicalPlan =
    orderBy.length === 0 ? plan : { kind: 'Sort', input: plan, keys: orderBy, columns: plan.columns }
  const limited = limit(sorted, query, orderBy, scope, binder)
  return withTables(onlyVisible(limited, visible), tables)
}

function bindBody(query: Query, scope: Scope, binder: Binder): BoundSelect {
  const { body, orderBy } = query
  if (body.kind === 'Select') return bindSelect(body, orderBy, scope, binder)
  const plan = bindPlain(body, scope, binder)
  return { plan, visible: plan.columns, orderBy: sortByOutput(orderBy, plan, scope, binder) }
}

function bindPlain(body: QueryBody, scope: Scope, binder: Binder): LogicalPlan {
  switch (body.kind) {
    case 'Select': {
      const { plan } = bindSelect(body, [], scope, binder)
      return plan
    }
    case 'SetOperation':
      return bindSetOperation(body, scope, binder, (part) => bindPlain(part, scope, binder))
    case 'Values':
      return bindValues(body, scope, binder)
    case 'Query':
      return binder.bindQuery(body, scope)
  }
}

/** The order of a set operation can only be by what it gives. */
function sortByOutput(
  orderBy: readonly OrderItem[],
  plan: LogicalPlan,
  outer: Scope,
  binder: Binder,
): readonly SortKey[] {
  if (orderBy.length === 0) return []
  const relation = new ListedRelation({
    alias: '',
    span: { start: 0, end: 0 },
    columns: plan.columns.map((column) => ({ name: column.name, column })),
  })
  const scope = innerScope(outer, { from: singleRelation(relation, () => plan), clause: IN_ORDER_BY })
  return orderBy.map((item) => {
    const index = ordinalOf(item.expression, plan.columns.length, 'ORDER BY')
    const column = index === undefined ? undefined : plan.columns[index]
    return sortKey(
      item,
      column === undefined ? binder.bindExpression(item.expression, scope) : columnUse(column),
    )
  })
}

// ── LIMIT and OFFSET ───────────────────────────────────────────────────────────────────────────────────────────

function limit(
  input: LogicalPlan,
  query: Query,
  orderBy: readonly SortKey[],
  scope: Scope,
  binder: Binder,
): LogicalPlan {
  const count = countOf(query.limit, 'LIMIT', scope, binder)
  const offset = countOf(query.offset, 'OFFSET', scope, binder) ?? 0
  if (query.withTies && orderBy.length === 0)
    throw bindError({
      code: 'CERT-4002',
      message: 'WITH TIES needs an ORDER BY: ties are rows that it puts into the same place.',
      span: query.limit?.span ?? query.span,
    })
  if (count === undefined && offset === 0) return input
  return {
    kind: 'Limit',
    input,
    ...(count === undefined ? {} : { count }),
    offset,
    ...(query.withTies ? { ties: orderBy } : {}),
    columns: input.columns,
  }
}

/** A constant that is not negative; NULL is none. */
function countOf(
  expression: Expression | undefined,
  clause: string,
  outer: Scope,
  binder: Binder,
): number | undefined {
  if (expression === undefined) return undefined
  const scope: Scope = innerScope(outer, { from: NO_TABLES, clause: IN_LIMIT })
  const literal = constantOf(binder.bindExpression(expression, scope))
  if (literal?.value === null) return undefined
  const count = literal === undefined ? Number.NaN : Number(literal.value)
  if (Number.isSafeInteger(count) && count >= 0 && typeof literal?.value === 'string') return count
  const isNegative = Number.isSafeInteger(count) && count < 0
  throw bindError({
    code: isNegative ? 'CERT-3008' : 'CERT-3003',
    message: isNegative ? `${clause} cannot be negative.` : `${clause} must be a constant whole number.`,
    hint: isNegative ? undefined : `for example ${clause} 10, or a parameter`,
    span: expression.span,
  })
}

// ── Around it ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Columns that only the order needed go again. */
function onlyVisible(plan: LogicalPlan, visible: readonly PlanColumn[]): LogicalPlan {
  if (plan.columns.length === visible.length) return plan
  const items = visible.map((column) => ({ column, expression: columnUse(column) }))
  return { kind: 'Project', input: plan, items, columns: visible }
}

/** Tables that nobody reads are left out: they cost nothing then. */
function withTables(body: LogicalPlan, tables: readonly BoundCommonTable[]): LogicalPlan {
  const definitions = tables.filter(({ entry }) => entry.uses > 0).map(({ definition }) => definition)
  return definitions.length === 0 ? body : { kind: 'WithPlan', definitions, body, columns: body.columns }
}
