import { ORG_SCHEMA } from '@certsql/catalog'
import { BIGINT, didYouMean, internalError, type SqlType, similarNames } from '@certsql/core'
import type {
  DerivedTable,
  FunctionTable,
  Identifier,
  Join,
  NamedTable,
  TableAlias,
  TableReference,
} from '@certsql/sql'
import { lookUpFunction } from '../functions/registry.js'
import { resolveCall } from '../functions/resolve-call.js'
import { bindView, scanLocalTable } from '../local/bind-local.js'
import { LOCAL_SCHEMA, type LocalRelation } from '../local/local-relation.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { addColumnsUsed, columnsUsed } from '../logical/columns-used.js'
import type { JoinPlan, LogicalPlan } from '../logical/logical-plan.js'
import { visitPlanExpressions } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { asCondition } from './bind-condition.js'
import { bindFile, nameOfFile } from './bind-file.js'
import { bindSoql } from './bind-soql.js'
import { boundType, textType } from './bound-type.js'
import { describeArgument } from './call-argument.js'
import { coerce } from './coerce.js'
import { commonTableNames, findCommonTable } from './common-tables.js'
import { type FromItem, type MergedColumn, NO_TABLES, singleRelation } from './from-item.js'
import { type ListedColumn, ListedRelation } from './listed-relation.js'
import { makeCall } from './make-call.js'
import { makeComparison } from './make-comparison.js'
import { type Relation, sameName } from './relation.js'
import { RemoteRelation } from './remote-relation.js'
import { findInFrom } from './resolve-column.js'
import { all } from './row-values.js'
import { type Binder, IN_FROM, IN_ON, innerScope, type Scope } from './scope.js'
import { bindError, countOf } from './type-error.js'

/** The tables of a FROM; several with commas between them are a cross join. */
export function bindFrom(tables: readonly TableReference[], scope: Scope, binder: Binder): FromItem {
  const [first, ...others] = tables
  if (first === undefined) return NO_TABLES
  let item = bindTable(first, undefined, scope, binder)
  for (const table of others) {
    const right = bindTable(table, item, scope, binder)
    item = joined('CROSS', item, right, undefined, [])
  }
  return item
}

/** `left` is what stands to the left in the same FROM: LATERAL may use it. */
function bindTable(
  table: TableReference,
  left: FromItem | undefined,
  scope: Scope,
  binder: Binder,
): FromItem {
  switch (table.kind) {
    case 'NamedTable':
      return bindNamedTable(table, scope, binder)
    case 'DerivedTable':
      return bindDerivedTable(table, left, scope, binder)
    case 'FunctionTable':
      return bindFunctionTable(table, left, scope, binder)
    case 'Join':
      return bindJoin(table, left, scope, binder)
  }
}

// ── Tables by name ─────────────────────────────────────────────────────────────────────────────────────────────

function bindNamedTable(table: NamedTable, scope: Scope, binder: Binder): FromItem {
  const [first, second, third] = table.name.parts
  if (first === undefined || third !== undefined) throw unknownTable(table, scope, binder, [])
  if (second === undefined) {
    const common = findCommonTable(scope.commonTables, first.name)
    if (common !== undefined) {
      common.uses += 1
      const alias = table.alias?.name.name ?? first.name
      const columns = common.columns.map((column) => freshColumn(column, alias, scope, binder))
      const scan = { kind: 'CommonTableScan', definition: common.id, name: common.name, columns } as const
      return listed(table, first.name, columns, () => scan)
    }
    const local = binder.options.local?.find(first.name)
    if (local !== undefined) return bindLocalRelation(local, table, first, scope, binder)
    return bindRemoteTable(table, first, scope, binder)
  }
  if (sameName(first.name, LOCAL_SCHEMA)) {
    const local = binder.options.local?.find(second.name)
    if (local !== undefined) return bindLocalRelation(local, table, second, scope, binder)
  }
  const metadata = binder.view.metadataTable(first.name, second.name)
  if (metadata !== undefined) {
    const alias = table.alias?.name.name ?? metadata.name
    const columns = metadata.columns.map((column) => ({
      id: binder.ids.nextColumn(),
      name: column.name,
      type: boundType(column.type, binder.options),
      qualifier: alias,
      nullable: true,
    }))
    const scan = { kind: 'MetadataScan', table: metadata, alias, columns } as const
    return listed(table, second.name, columns, () => scan, [[first.name, second.name]])
  }
  if (sameName(first.name, ORG_SCHEMA)) return bindRemoteTable(table, second, scope, binder)
  throw unknownTable(table, scope, binder, [])
}

function bindLocalRelation(
  relation: LocalRelation,
  table: NamedTable,
  name: Identifier,
  scope: Scope,
  binder: Binder,
): FromItem {
  const alias = table.alias?.name.name ?? name.name
  const qualified = [[LOCAL_SCHEMA, name.name]]
  if (relation.kind === 'LocalTable') {
    const scan = scanLocalTable(relation, alias, binder)
    return listed(table, name.name, scan.columns, () => scan, qualified)
  }
  const plan = bindView(relation, table, scope, binder)
  const columns = plan.columns.map((column, index) => ({
    ...column,
    name: relation.columnNames[index] ?? column.name,
  }))
  return listed(table, name.name, columns, () => plan, qualified)
}

function bindRemoteTable(table: NamedTable, name: Identifier, scope: Scope, binder: Binder): FromItem {
  const lookup = binder.view.lookUp(name.name)
  switch (lookup.kind) {
    case 'found': {
      const found = binder.view.table(lookup.name)
      if (!found.queryable)
        throw bindError({
          code: 'CERT-4002',
          message: `${found.name} cannot be queried.`,
          span: table.name.span,
        })
      const relation = new RemoteRelation({
        binder,
        table: found,
        alias: table.alias?.name.name ?? name.name,
        span: table.span,
        aliased: table.alias !== undefined,
        nullSupplied: scope.nullSupplied,
        hints: scope.hints,
      })
      if (table.alias !== undefined && table.alias.columns.length > 0) return renamed(relation, table)
      return singleRelation(relation, () => relation.scan())
    }
    case 'ambiguous':
      throw bindError({
        code: 'CERT-2002',
        message: `"${name.name}" may be any of several tables.`,
        hint: `write ${lookup.candidates.join(' or ')}`,
        span: table.name.span,
      })
    case 'unknown':
      throw unknownTable(table, scope, binder, lookup.similar)
  }
}

/** `Account AS a (id, name)`: the names stand for the columns of `*`, in their order. */
function renamed(relation: RemoteRelation, table: NamedTable): FromItem {
  const columns = relation.starColumns().map((column) => {
    const use = column.use()
    if (use.kind !== 'ColumnUse') throw internalError('a field of a table is no column')
    return use.column
  })
  return listed(table, relation.alias, columns, () => relation.scan())
}

function unknownTable(table: NamedTable, scope: Scope, binder: Binder, similar: readonly string[]) {
  const name = table.name.parts.map((part) => part.name).join('.')
  const local = (binder.options.local?.all() ?? []).map((one) => one.name)
  const known = [...commonTableNames(scope.commonTables), ...local]
  const near = [...similarNames(name, known), ...similar].slice(0, 3)
  return bindError({
    code: 'CERT-2001',
    message: `There is no table "${name}".`,
    hint:
      near.length > 0
        ? `did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`
        : 'SELECT * FROM certsql.objects lists the tables',
    span: table.name.span,
  })
}

function freshColumn(column: PlanColumn, qualifier: string, scope: Scope, binder: Binder): PlanColumn {
  const nullable = scope.nullSupplied || column.nullable
  return { ...column, id: binder.ids.nextColumn(), qualifier, nullable }
}

/** A relation over columns that are known, renamed by the alias if it says so. */
function listed(
  { alias, span }: Exclude<TableReference, Join>,
  name: string,
  columns: readonly PlanColumn[],
  assemble: () => LogicalPlan,
  qualifiedNames: readonly (readonly string[])[] = [],
): FromItem {
  const relation = new ListedRelation({
    alias: alias?.name.name ?? name,
    span,
    qualifiedNames: alias === undefined ? qualifiedNames : [],
    columns: namedColumns(columns, alias),
  })
  return singleRelation(relation, assemble)
}

function namedColumns(
  columns: readonly PlanColumn[],
  alias: TableAlias | undefined,
): readonly ListedColumn[] {
  const names = alias?.columns ?? []
  if (alias !== undefined && names.length > columns.length)
    throw bindError({
      code: 'CERT-3005',
      message: `"${alias.name.name}" has ${countOf(columns.length, 'column')}, but ${names.length} names are given.`,
      span: alias.span,
    })
  return columns.map((column, index) => ({ name: names[index]?.name ?? column.name, column }))
}

// ── Derived tables and functions ───────────────────────────────────────────────────────────────────────────────

function bindDerivedTable(
  table: DerivedTable,
  left: FromItem | undefined,
  scope: Scope,
  binder: Binder,
): FromItem {
  const plan = binder.bindQuery(table.query, tableScope(table.lateral, left, scope))
  return listed(table, '', plan.columns, () => plan)
}

/** What a table of a FROM can see: the queries around, and with LATERAL the tables to its left. */
function tableScope(lateral: boolean, left: FromItem | undefined, scope: Scope): Scope {
  if (left === undefined) return scope
  return lateral ? innerScope(scope, { from: left, clause: IN_FROM }) : { ...scope, siblings: left }
}

function bindFunctionTable(
  table: FunctionTable,
  left: FromItem | undefined,
  scope: Scope,
  binder: Binder,
): FromItem {
  const { call, alias, withOrdinality } = table
  const name = call.name.parts.map((part) => part.name).join('.')
  if (sameName(name, 'soql')) {
    const soql = bindSoql(table, scope, binder)
    return listed(table, 'soql', soql.columns, () => soql)
  }
  const definition = lookUpFunction(name, call.name.span)
  if (definition.kind === 'file') {
    const file = bindFile(definition, table, scope, binder)
    const fileName = nameOfFile(file)
    const scan = scanLocalTable(file, alias?.name.name ?? fileName, binder)
    return listed(table, fileName, scan.columns, () => scan)
  }
  if (definition.kind !== 'table')
    throw bindError({
      code: 'CERT-3002',
      message: `${definition.name} gives no rows; only functions such as generate_series and unnest stand in FROM.`,
      span: table.span,
    })
  const inside = tableScope(true, left, scope)
  const args = call.arguments.map((argument) => binder.bindExpression(argument, inside))
  const described = args.map(describeArgument)
  const { types, result } = resolveCall(definition, described, textType(binder.options), call.span)
  const column = (columnName: string, type: SqlType): PlanColumn => ({
    id: binder.ids.nextColumn(),
    name: columnName,
    type,
    nullable: true,
  })
  // An alias without columns names the function's one column too, as in PostgreSQL.
  const valueName = alias?.columns[0]?.name ?? alias?.name.name ?? definition.name
  const columns = [column(valueName, result), ...(withOrdinality ? [column('ordinality', BIGINT)] : [])]
  const scan: LogicalPlan = {
    kind: 'TableFunctionScan',
    function: definition.name,
    arguments: args.map((one, index) => coerce(one, types[index] ?? one.type, binder.options)),
    withOrdinality,
    alias: alias?.name.name ?? definition.name,
    columns,
  }
  return listed(table, definition.name, columns, () => scan)
}

// ── Joins ──────────────────────────────────────────────────────────────────────────────────────────────────────

function bindJoin(join: Join, outerLeft: FromItem | undefined, scope: Scope, binder: Binder): FromItem {
  const nullable = (side: 'left' | 'right'): Scope => {
    const supplies = join.type === 'FULL' || join.type === (side === 'left' ? 'RIGHT' : 'LEFT')
    return supplies ? { ...scope, nullSupplied: true } : scope
  }
  const left = bindTable(join.left, outerLeft, nullable('left'), binder)
  const right = bindTable(join.right, lateralLeft(join, outerLeft, left), nullable('right'), binder)
  requireOneNameEach([left, right])
  const names = join.natural ? commonNames(left, right) : join.using
  if (names.length > 0) return bindUsing(join, names, left, right, binder)
  const onScope = innerScope(scope, {
    from: joined(join.type, left, right, undefined, []),
    clause: IN_ON,
    ...(outerLeft === undefined ? {} : { siblings: outerLeft }),
  })
  const condition =
    join.on === undefined
      ? undefined
      : asCondition(binder.bindExpression(join.on, onScope), IN_ON.name, binder.options)
  return joined(join.type, left, right, condition, [])
}

/** The right side of a RIGHT or FULL join cannot use the left: it has rows without any left one. */
function lateralLeft(join: Join, outerLeft: FromItem | undefined, left: FromItem): FromItem | undefined {
  if (join.type === 'RIGHT' || join.type === 'FULL') {
    if (join.right.kind !== 'DerivedTable' || !join.right.lateral) return outerLeft
    throw bindError({
      code: 'CERT-4002',
      message: `${join.type} JOIN LATERAL is not possible: such a join has rows without a left side.`,
      span: join.right.span,
    })
  }
  return outerLeft === undefined ? left : joined('CROSS', outerLeft, left, undefined, [])
}

function commonNames(left: FromItem, right: FromItem): readonly Identifier[] {
  const rightNames = right.starColumns().map((column) => column.name.toLowerCase())
  return left
    .starColumns()
    .filter((column) => rightNames.includes(column.name.toLowerCase()))
    .map((column) => ({ kind: 'Identifier', name: column.name, quoted: true, span: { start: 0, end: 0 } }))
}

function bindUsing(
  join: Join,
  names: readonly Identifier[],
  left: FromItem,
  right: FromItem,
  binder: Binder,
): FromItem {
  const pairs = names.map((name) => {
    const a = usingColumn(left, name, 'left')
    const b = usingColumn(right, name, 'right')
    const condition = makeComparison('=', a, b, binder.options, name.span)
    return { name: shownName(a, name), condition, a, b }
  })
  const merged = pairs.map(
    ({ name, a, b }): MergedColumn => ({
      name,
      expression: mergedExpression(join, a, b, binder),
      parts: new Set([...partsOf(left, a), ...partsOf(right, b)]),
    }),
  )
  return joined(join.type, left, right, all(pairs.map(({ condition }) => condition)), merged)
}

/** What a merged column of a side stood for already is part of the new one. */
function partsOf(side: FromItem, column: BoundExpression): ReadonlySet<number> {
  const used = columnsUsed(column)
  const within = side.merged.filter((merged) => overlaps(merged.parts, used))
  return new Set([...used, ...within.flatMap((merged) => [...merged.parts])])
}

function usingColumn(from: FromItem, name: Identifier, side: string): BoundExpression {
  const found = findInFrom(from, name, 'exact') ?? findInFrom(from, name, 'short')
  if (found !== undefined) return found
  throw bindError({
    code: 'CERT-2003',
    message: `USING: the ${side} side has no column "${name.name}".`,
    hint: didYouMean(
      name.name,
      from.relations.flatMap((relation) => relation.columnNames()),
    ),
    span: name.span,
  })
}

function shownName(column: BoundExpression, name: Identifier): string {
  return column.kind === 'ColumnUse' ? column.column.name : name.name
}

/** The side that always has a row has the value; in a FULL join whichever has one. */
function mergedExpression(
  join: Join,
  left: BoundExpression,
  right: BoundExpression,
  binder: Binder,
): BoundExpression {
  switch (join.type) {
    case 'INNER':
    case 'LEFT':
    case 'CROSS':
      return left
    case 'RIGHT':
      return right
    case 'FULL':
      return makeCall('coalesce', [left, right], binder, join.span)
  }
}

/** Two parts of a FROM side by side. Its plan is made when both sides are complete. */
function joined(
  type: JoinPlan['type'],
  left: FromItem,
  right: FromItem,
  condition: BoundExpression | undefined,
  merged: readonly MergedColumn[],
): FromItem {
  requireOneNameEach([left, right])
  const mergedParts = new Set(merged.flatMap((column) => [...column.parts]))
  return {
    relations: [...left.relations, ...right.relations],
    // A merged column of a side that is merged again is part of the new one.
    merged: [
      ...merged,
      ...[...left.merged, ...right.merged].filter((one) => !overlaps(one.parts, mergedParts)),
    ],
    starColumns: () => [
      ...merged.map(({ name, expression }) => ({ name, use: () => expression })),
      ...[...left.starColumns(), ...right.starColumns()].filter(
        (column) => !(merged.length > 0 && overlaps(columnsUsed(column.use()), mergedParts)),
      ),
    ],
    assemble: () => joinPlan(type, left.assemble(), right.assemble(), condition),
  }
}

function overlaps(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return [...a].some((id) => b.has(id))
}

function joinPlan(
  type: JoinPlan['type'],
  left: LogicalPlan,
  right: LogicalPlan,
  condition: BoundExpression | undefined,
): JoinPlan {
  return {
    kind: 'JoinPlan',
    type,
    left,
    right,
    lateral: usesColumnsOf(right, left),
    columns: [...left.columns, ...right.columns],
    ...(condition === undefined ? {} : { condition }),
  }
}

function usesColumnsOf(plan: LogicalPlan, other: LogicalPlan): boolean {
  const used = new Set<number>()
  visitPlanExpressions(plan, (expression) => addColumnsUsed(expression, used))
  return other.columns.some((column) => used.has(column.id))
}

/** Every table of a FROM has a name of its own. */
function requireOneNameEach(items: readonly FromItem[]): void {
  const seen = new Map<string, Relation>()
  for (const relation of items.flatMap((item) => item.relations)) {
    const name = relation.alias.toLowerCase()
    const twin = seen.get(name)
    if (twin !== undefined && twin !== relation && name !== '')
      throw bindError({
        code: 'CERT-2008',
        message: `Two tables are called "${relation.alias}" in one FROM.`,
        hint: `give one of them an alias: … ${relation.alias} x`,
        span: relation.span,
      })
    seen.set(name, relation)
  }
}
