import type { Table, TableColumn } from '@certsql/catalog'
import {
  type Expression,
  type Identifier,
  type Merge,
  type MergeAction,
  type MergeClause,
  makeBinary,
  makeCase,
  makeCaseBranch,
  makeColumn,
  makeExists,
  makeIdentifier,
  makeIsNull,
  makeJoin,
  makeNot,
  makeNull,
  makeNumber,
  makeQuery,
  makeSelect,
  makeSetOperation,
  makeStar,
  type Query,
} from '@certsql/sql'
import { rootScope } from '../bind/bind-query.js'
import { prefetchTables } from '../bind/prefetch-tables.js'
import type { Binder } from '../bind/scope.js'
import { bindError } from '../bind/type-error.js'
import { planBoundQuery } from '../plan-query.js'
import { assignColumns } from './assign-columns.js'
import { aliasesOf, targetReference, withoutAlias } from './plan-update.js'
import { ReturningReader } from './returning.js'
import { columnAssignments } from './row-assignments.js'
import { SourceItems } from './source-items.js'
import { requireFilled, writeColumns } from './write-columns.js'
import type { WriteAction, WriteColumn, WritePlan, WriteStatementName } from './write-plan.js'

/** What INSERT … ON CONFLICT wants otherwise than MERGE. */
export interface MergeStyle {
  readonly statement: WriteStatementName
  /** New records are upserts by this key. */
  readonly upsertsBy?: TableColumn
  /** Of rows with one key the first is taken, and the others are left out. */
  readonly skipsConflictsOn?: TableColumn
}

/**
 * MERGE: one query joins the source to the target, and says for each row which clause is its and what that sets:
 *
 *   SELECT CASE WHEN t.Id IS NOT NULL AND … THEN 0 WHEN t.Id IS NULL THEN 1 END, t.Id, …
 *   FROM source LEFT JOIN target t ON …
 *   UNION ALL                                    -- only with WHEN NOT MATCHED BY SOURCE
 *   SELECT …  FROM target t WHERE NOT EXISTS (SELECT * FROM source WHERE …)
 */
export function planMerge(
  statement: Merge,
  table: Table,
  binder: Binder,
  style: MergeStyle = { statement: 'MERGE' },
): WritePlan {
  const { view, options } = binder
  const target = targetReference(statement.table, statement.alias)
  const id = makeColumn([target.alias, makeIdentifier('Id')])
  const items = new SourceItems()
  const actionPosition = items.add(actionCase(statement.clauses, id, false))
  const idPosition = items.add(id)
  const actions = statement.clauses
    .filter(doesSomething)
    .map((clause) =>
      clauseAction(clause, { id, idPosition, items, alias: target.alias, table, binder, style }),
    )
  const returning = new ReturningReader(
    {
      statement: style.statement === 'INSERT' ? 'INSERT' : 'MERGE',
      table,
      alias: target.alias.name,
      columns: [],
      items,
      others: aliasesOf(statement.source),
      inTransaction: options.writes?.inTransaction === true,
      view,
    },
    statement.returning,
  )
  const query = mergeQuery(statement, items, target, id)
  prefetchTables(query, binder)
  const columns = actions.flatMap((action) => action.columns)
  const bound = assignColumns(binder.bindQuery(query, rootScope(binder)), columns, binder)
  const returned = returning.finish(bound, binder)
  return {
    statement: style.statement,
    table,
    source: { kind: 'query', plan: planBoundQuery(bound, binder) },
    actions,
    actionPosition,
    repeated: 'refused',
    ...(returned === undefined ? {} : { returning: returned }),
  }
}

// ── The query ──────────────────────────────────────────────────────────────────────────────────────────────────

function mergeQuery(
  statement: Merge,
  items: SourceItems,
  target: ReturnType<typeof targetReference>,
  id: Expression,
): Query {
  const { source, on, clauses, span } = statement
  const needsMissing = clauses.some(({ match }) => match === 'NOT MATCHED')
  const joined = makeSelect(items.list, {
    from: [makeJoin(needsMissing ? 'LEFT' : 'INNER', source, target.reference, { on })],
  })
  if (!clauses.some(({ match }) => match === 'NOT MATCHED BY SOURCE'))
    return makeQuery(joined, { with: statement.with }, span)
  const met = makeQuery(makeSelect([makeStar()], { from: [source], where: on }))
  const unmet = makeSelect(items.listBySource(actionCase(clauses, id, true)), {
    from: [target.reference],
    where: makeNot(makeExists(met)),
  })
  return makeQuery(makeSetOperation('UNION', true, joined, unmet), { with: statement.with }, span)
}

/** The first clause that holds; `bySource` are those for records that no row of the source meets. */
function actionCase(clauses: readonly MergeClause[], id: Expression, bySource: boolean): Expression {
  const own = clauses.filter(({ match }) => (match === 'NOT MATCHED BY SOURCE') === bySource)
  const active = clauses.filter(doesSomething)
  const branches = own.map((clause) => {
    const action = doesSomething(clause) ? makeNumber(active.indexOf(clause)) : makeNull()
    return makeCaseBranch(conditionOf(clause, id), action)
  })
  return branches.length === 0 ? makeNull() : makeCase(branches)
}

function conditionOf({ match, condition }: MergeClause, id: Expression): Expression {
  const matches = makeIsNull(id, match !== 'NOT MATCHED')
  return condition === undefined ? matches : makeBinary('AND', matches, condition)
}

// ── Clauses ────────────────────────────────────────────────────────────────────────────────────────────────────

type ActiveClause = MergeClause & { readonly action: Exclude<MergeAction, { readonly kind: 'MergeNothing' }> }

function doesSomething(clause: MergeClause): clause is ActiveClause {
  return clause.action.kind !== 'MergeNothing'
}

interface ClauseContext {
  readonly id: Expression
  readonly idPosition: number
  readonly items: SourceItems
  readonly alias: Identifier
  readonly table: Table
  readonly binder: Binder
  readonly style: MergeStyle
}

/** What the rows of a clause do. */
function clauseAction(clause: ActiveClause, context: ClauseContext): WriteAction {
  const { action, match } = clause
  requireFitting(clause)
  const { table, binder, alias, idPosition, style } = context
  switch (action.kind) {
    case 'MergeDelete':
      return { operation: 'delete', idPosition, columns: [] }
    case 'MergeUpdate': {
      const assignments = columnAssignments(action.assignments)
      const names = assignments.map(({ column }) => withoutAlias(column, alias, table))
      const columns = writeColumns(names, 'update', table, binder.view)
      const values = assignments.map(({ value, span }) => {
        if (value !== undefined) return value
        throw bindError({
          code: 'CERT-4002',
          message: 'The org fills in defaults for new records only.',
          span,
        })
      })
      return { operation: 'update', idPosition, columns: place(columns, values, clause, context) }
    }
    case 'MergeInsert': {
      const { upsertsBy, skipsConflictsOn } = style
      if (action.columns.length === 0 || action.columns.length !== action.values.length)
        throw bindError({
          code: 'CERT-3005',
          message: `INSERT names ${action.columns.length} columns, and gives ${action.values.length} values.`,
          span: clause.span,
        })
      // A row without a key cannot be an upsert.
      const isKeyed = upsertsBy !== undefined && clause.condition === undefined && match === 'NOT MATCHED'
      const columns = writeColumns(
        action.columns,
        isKeyed ? 'upsert' : 'insert',
        table,
        binder.view,
        isKeyed ? upsertsBy : undefined,
      )
      requireFilled(columns, table, clause.span)
      const placed = place(columns, action.values, clause, context)
      if (isKeyed) return { operation: 'upsert', externalIdField: upsertsBy, columns: placed }
      return {
        operation: 'insert',
        columns: placed,
        ...(skipsConflictsOn !== undefined && { skipsConflictsOn }),
      }
    }
  }
}

/** The values of a clause are computed for its own rows alone: `1 / x` may have no value for others. */
function place(
  columns: readonly WriteColumn[],
  values: readonly Expression[],
  clause: MergeClause,
  { items, id }: ClauseContext,
): readonly WriteColumn[] {
  return columns.flatMap((column, index) => {
    const value = values[index]
    if (value === undefined || value.kind === 'DefaultValue') return []
    const bySource = clause.match === 'NOT MATCHED BY SOURCE'
    const guarded = makeCase([makeCaseBranch(conditionOf(clause, id), value)], {}, value.span)
    return [{ ...column, position: items.add(guarded, bySource ? 'target' : 'source') }]
  })
}

function requireFitting({ match, action, span }: ActiveClause): void {
  const inserts = action.kind === 'MergeInsert'
  if (inserts === (match === 'NOT MATCHED')) return
  throw bindError({
    code: 'CERT-4002',
    message: inserts
      ? `WHEN ${match} has a record already: it cannot INSERT one.`
      : 'WHEN NOT MATCHED has no record: it can only INSERT one.',
    span,
  })
}
