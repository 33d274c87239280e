import type { SourceSpan } from '@certsql/core'
import type * as ast from './ast.js'
import { needsQuotes } from './print/quote.js'

/**
 * Makes the nodes of the tree. The parser passes the place in the text; whoever makes a tree without a text leaves it
 * out and gets `NO_SPAN`.
 *
 * ```ts
 * makeBinary('=', makeColumn(['a', 'Name']), makeText('Acme'))   // a.Name = 'Acme'
 * makeCall('upper', [makeColumn(['Name'])])                      // upper(Name)
 * ```
 */

/** The place of a node that stands in no text. */
export const NO_SPAN: SourceSpan = Object.freeze({ start: 0, end: 0 })

/** For filling in what a node may have; the finished node is readonly again. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] }

// ── Names ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A name is quoted when the text of it must be, unless told otherwise. */
export function makeIdentifier(name: string, span = NO_SPAN, quoted = needsQuotes(name)): ast.Identifier {
  return { kind: 'Identifier', span, name, quoted }
}

export function makeQualifiedName(
  parts: readonly (string | ast.Identifier)[],
  span = NO_SPAN,
): ast.QualifiedName {
  return { kind: 'QualifiedName', span, parts: parts.map(toIdentifier) }
}

function toIdentifier(part: string | ast.Identifier): ast.Identifier {
  return typeof part === 'string' ? makeIdentifier(part) : part
}

/** `makeType('decimal', [18, 2])` */
export function makeType(
  name: string,
  args: readonly number[] = [],
  arrayDimensions = 0,
  span = NO_SPAN,
): ast.TypeName {
  return { kind: 'TypeName', span, name, arguments: args, arrayDimensions }
}

// ── Literals, parameters, columns ──────────────────────────────────────────────────────────────────────────────

export function makeText(value: string, span = NO_SPAN): ast.StringLiteral {
  return { kind: 'StringLiteral', span, value }
}

/**
 * A number that is written as digits, or a JavaScript number without exponent problems. A negative one becomes a
 * minus sign before its digits, as the parser would read it.
 */
export function makeNumber(
  value: string | number | bigint,
  span = NO_SPAN,
): ast.NumberLiteral | ast.UnaryOperation {
  const text = String(value)
  const digits: ast.NumberLiteral = { kind: 'NumberLiteral', span, text: text.replace(/^-/, '') }
  return text.startsWith('-') ? makeUnary('-', digits, span) : digits
}

export function makeBoolean(value: boolean, span = NO_SPAN): ast.BooleanLiteral {
  return { kind: 'BooleanLiteral', span, value }
}

export function makeNull(span = NO_SPAN): ast.NullLiteral {
  return { kind: 'NullLiteral', span }
}

export function makeDefault(span = NO_SPAN): ast.DefaultValue {
  return { kind: 'DefaultValue', span }
}

/** `makeTypedLiteral('DATE', '2025-01-31')` */
export function makeTypedLiteral(
  type: ast.TypedLiteral['type'],
  value: string,
  span = NO_SPAN,
): ast.TypedLiteral {
  return { kind: 'TypedLiteral', span, type, value }
}

export function makeInterval(value: string, unit?: ast.IntervalUnit, span = NO_SPAN): ast.IntervalLiteral {
  if (unit === undefined) return { kind: 'IntervalLiteral', span, value }
  return { kind: 'IntervalLiteral', span, value, unit }
}

export function makeParameter(
  style: ast.Parameter['style'],
  index: number,
  name?: string,
  span = NO_SPAN,
): ast.Parameter {
  if (name === undefined) return { kind: 'Parameter', span, style, index }
  return { kind: 'Parameter', span, style, index, name }
}

/** `makeColumn(['invoice', 'Name'])` */
export function makeColumn(path: readonly (string | ast.Identifier)[], span = NO_SPAN): ast.ColumnReference {
  return { kind: 'ColumnReference', span, path: path.map(toIdentifier) }
}

export function makeCurrentValue(value: ast.CurrentValue['value'], span = NO_SPAN): ast.CurrentValue {
  return { kind: 'CurrentValue', span, value }
}

// ── Operations ─────────────────────────────────────────────────────────────────────────────────────────────────

export function makeUnary(
  operator: ast.UnaryOperation['operator'],
  operand: ast.Expression,
  span = NO_SPAN,
): ast.UnaryOperation {
  return { kind: 'UnaryOperation', span, operator, operand }
}

export function makeNot(operand: ast.Expression, span = NO_SPAN): ast.UnaryOperation {
  return makeUnary('NOT', operand, span)
}

export function makeBinary(
  operator: ast.BinaryOperator,
  left: ast.Expression,
  right: ast.Expression,
  span = NO_SPAN,
): ast.BinaryOperation {
  return { kind: 'BinaryOperation', span, operator, left, right }
}

/** All of them joined by AND, from the left; the only one as it is; none: TRUE. */
export function makeAnd(conditions: readonly ast.Expression[]): ast.Expression {
  return conditions.length === 0 ? makeBoolean(true) : conditions.reduce((a, b) => makeBinary('AND', a, b))
}

/** All of them joined by OR, from the left; the only one as it is; none: FALSE. */
export function makeOr(conditions: readonly ast.Expression[]): ast.Expression {
  return conditions.length === 0 ? makeBoolean(false) : conditions.reduce((a, b) => makeBinary('OR', a, b))
}

export function makeIsNull(operand: ast.Expression, negated = false, span = NO_SPAN): ast.IsNull {
  return { kind: 'IsNull', span, operand, negated }
}

export function makeIsTruth(
  operand: ast.Expression,
  truth: ast.IsTruth['truth'],
  negated = false,
  span = NO_SPAN,
): ast.IsTruth {
  return { kind: 'IsTruth', span, operand, truth, negated }
}

export function makeIsDistinctFrom(
  left: ast.Expression,
  right: ast.Expression,
  negated = false,
  span = NO_SPAN,
): ast.IsDistinctFrom {
  return { kind: 'IsDistinctFrom', span, left, right, negated }
}

export function makeBetween(
  operand: ast.Expression,
  low: ast.Expression,
  high: ast.Expression,
  negated = false,
  symmetric = false,
  span = NO_SPAN,
): ast.Between {
  return { kind: 'Between', span, operand, low, high, negated, symmetric }
}

/** At least one item; for a query alone use `makeInSubquery`. */
export function makeInList(
  operand: ast.Expression,
  items: readonly ast.Expression[],
  negated = false,
  span = NO_SPAN,
): ast.InList {
  return { kind: 'InList', span, operand, items, negated }
}

export function makeInSubquery(
  operand: ast.Expression,
  query: ast.Query,
  negated = false,
  span = NO_SPAN,
): ast.InSubquery {
  return { kind: 'InSubquery', span, operand, query, negated }
}

export interface LikeOptions {
  readonly negated?: boolean
  readonly caseInsensitive?: boolean
  readonly escape?: ast.Expression | undefined
}

export function makeLike(
  operand: ast.Expression,
  pattern: ast.Expression,
  options: LikeOptions = {},
  span = NO_SPAN,
): ast.Like {
  const { negated = false, caseInsensitive = false } = options
  const like: Draft<ast.Like> = { kind: 'Like', span, operand, pattern, negated, caseInsensitive }
  if (options.escape !== undefined) like.escape = options.escape
  return like
}

export function makeExists(query: ast.Query, span = NO_SPAN): ast.Exists {
  return { kind: 'Exists', span, query }
}

export function makeQuantifiedComparison(
  operand: ast.Expression,
  operator: ast.ComparisonOperator,
  quantifier: ast.QuantifiedComparison['quantifier'],
  query: ast.Query,
  span = NO_SPAN,
): ast.QuantifiedComparison {
  return { kind: 'QuantifiedComparison', span, operand, operator, quantifier, query }
}

export function makeScalarSubquery(query: ast.Query, span = NO_SPAN): ast.ScalarSubquery {
  return { kind: 'ScalarSubquery', span, query }
}

export function makeCaseBranch(when: ast.Expression, then: ast.Expression, span = NO_SPAN): ast.CaseBranch {
  return { kind: 'CaseBranch', span, when, then }
}

export interface CaseParts {
  readonly operand?: ast.Expression | undefined
  readonly otherwise?: ast.Expression | undefined
}

export function makeCase(
  branches: readonly ast.CaseBranch[],
  { operand, otherwise }: CaseParts = {},
  span = NO_SPAN,
): ast.Case {
  const node: Draft<ast.Case> = { kind: 'Case', span, branches }
  if (operand !== undefined) node.operand = operand
  if (otherwise !== undefined) node.otherwise = otherwise
  return node
}

export function makeCast(
  operand: ast.Expression,
  type: ast.TypeName,
  safe = false,
  span = NO_SPAN,
): ast.Cast {
  return { kind: 'Cast', span, operand, type, safe }
}

export function makeExtract(field: string, source: ast.Expression, span = NO_SPAN): ast.Extract {
  return { kind: 'Extract', span, field, source }
}

export function makeAtTimeZone(
  operand: ast.Expression,
  zone: ast.Expression,
  span = NO_SPAN,
): ast.AtTimeZone {
  return { kind: 'AtTimeZone', span, operand, zone }
}

export function makeCollate(
  operand: ast.Expression,
  collation: string | ast.Identifier,
  span = NO_SPAN,
): ast.Collate {
  return { kind: 'Collate', span, operand, collation: toIdentifier(collation) }
}

export interface CallParts {
  readonly star?: boolean
  readonly distinct?: boolean
  readonly orderBy?: readonly ast.OrderItem[]
  readonly withinGroup?: readonly ast.OrderItem[]
  readonly filter?: ast.Expression | undefined
  readonly nulls?: ast.FunctionCall['nulls'] | undefined
  readonly over?: ast.FunctionCall['over'] | undefined
}

/** `makeCall('count', [], { star: true })` */
export function makeCall(
  name: string | ast.QualifiedName,
  args: readonly ast.Expression[],
  parts: CallParts = {},
  span = NO_SPAN,
): ast.FunctionCall {
  const call: Draft<ast.FunctionCall> = {
    kind: 'FunctionCall',
    span,
    name: typeof name === 'string' ? makeQualifiedName([makeIdentifier(name, span, false)], span) : name,
    arguments: args,
    star: parts.star ?? false,
    distinct: parts.distinct ?? false,
    orderBy: parts.orderBy ?? [],
    withinGroup: parts.withinGroup ?? [],
  }
  if (parts.filter !== undefined) call.filter = parts.filter
  if (parts.nulls !== undefined) call.nulls = parts.nulls
  if (parts.over !== undefined) call.over = parts.over
  return call
}

export function makeRow(items: readonly ast.Expression[], span = NO_SPAN): ast.RowValue {
  return { kind: 'RowValue', span, items }
}

export function makeArray(items: readonly ast.Expression[], span = NO_SPAN): ast.ArrayLiteral {
  return { kind: 'ArrayLiteral', span, items }
}

export function makeSubscript(operand: ast.Expression, index: ast.Expression, span = NO_SPAN): ast.Subscript {
  return { kind: 'Subscript', span, operand, index }
}

// ── Order and windows ──────────────────────────────────────────────────────────────────────────────────────────

export function makeOrderItem(
  expression: ast.Expression,
  direction?: ast.OrderItem['direction'],
  nulls?: ast.OrderItem['nulls'],
  span = NO_SPAN,
): ast.OrderItem {
  const item: Draft<ast.OrderItem> = { kind: 'OrderItem', span, expression }
  if (direction !== undefined) item.direction = direction
  if (nulls !== undefined) item.nulls = nulls
  return item
}

export interface WindowParts {
  readonly base?: ast.Identifier | undefined
  readonly partitionBy?: readonly ast.Expression[]
  readonly orderBy?: readonly ast.OrderItem[]
  readonly frame?: ast.WindowFrame | undefined
}

export function makeWindow(parts: WindowParts = {}, span = NO_SPAN): ast.WindowSpecification {
  const { base, partitionBy = [], orderBy = [], frame } = parts
  const window: Draft<ast.WindowSpecification> = { kind: 'WindowSpecification', span, partitionBy, orderBy }
  if (base !== undefined) window.base = base
  if (frame !== undefined) window.frame = frame
  return window
}

export function makeFrame(
  unit: ast.WindowFrame['unit'],
  start: ast.FrameBound,
  end?: ast.FrameBound,
  exclude?: ast.WindowFrame['exclude'],
  span = NO_SPAN,
): ast.WindowFrame {
  const frame: Draft<ast.WindowFrame> = { kind: 'WindowFrame', span, unit, start }
  if (end !== undefined) frame.end = end
  if (exclude !== undefined) frame.exclude = exclude
  return frame
}

export function makeFrameBound(
  bound: ast.FrameBound['bound'],
  offset?: ast.Expression,
  span = NO_SPAN,
): ast.FrameBound {
  return offset === undefined
    ? { kind: 'FrameBound', span, bound }
    : { kind: 'FrameBound', span, bound, offset }
}

// ── Queries ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface QueryParts {
  readonly with?: ast.With | undefined
  readonly orderBy?: readonly ast.OrderItem[]
  readonly limit?: ast.Expression | undefined
  readonly offset?: ast.Expression | undefined
  readonly withTies?: boolean
}

export function makeQuery(body: ast.QueryBody, parts: QueryParts = {}, span = NO_SPAN): ast.Query {
  const { orderBy = [], withTies = false } = parts
  const query: Draft<ast.Query> = { kind: 'Query', span, body, orderBy, withTies }
  if (parts.with !== undefined) query.with = parts.with
  if (parts.limit !== undefined) query.limit = parts.limit
  if (parts.offset !== undefined) query.offset = parts.offset
  return query
}

export function makeWith(tables: readonly ast.CommonTable[], recursive = false, span = NO_SPAN): ast.With {
  return { kind: 'With', span, recursive, tables }
}

export function makeCommonTable(
  name: string | ast.Identifier,
  query: ast.Query,
  columns: readonly ast.Identifier[] = [],
  materialized?: boolean,
  span = NO_SPAN,
): ast.CommonTable {
  const table: Draft<ast.CommonTable> = {
    kind: 'CommonTable',
    span,
    name: toIdentifier(name),
    columns,
    query,
  }
  if (materialized !== undefined) table.materialized = materialized
  return table
}

export function makeSetOperation(
  operator: ast.SetOperation['operator'],
  all: boolean,
  left: ast.QueryBody,
  right: ast.QueryBody,
  span = NO_SPAN,
): ast.SetOperation {
  return { kind: 'SetOperation', span, operator, all, left, right }
}

export function makeValues(rows: readonly (readonly ast.Expression[])[], span = NO_SPAN): ast.Values {
  return { kind: 'Values', span, rows }
}

export interface SelectParts {
  readonly hints?: readonly ast.Hint[]
  readonly distinct?: ast.Distinct | undefined
  readonly from?: readonly ast.TableReference[]
  readonly where?: ast.Expression | undefined
  readonly groupBy?: ast.GroupBy | undefined
  readonly having?: ast.Expression | undefined
  readonly windows?: readonly ast.NamedWindow[]
  readonly qualify?: ast.Expression | undefined
}

export function makeSelect(
  items: readonly ast.SelectItem[],
  parts: SelectParts = {},
  span = NO_SPAN,
): ast.Select {
  const { hints = [], from = [], windows = [] } = parts
  const select: Draft<ast.Select> = { kind: 'Select', span, hints, items, from, windows }
  if (parts.distinct !== undefined) select.distinct = parts.distinct
  if (parts.where !== undefined) select.where = parts.where
  if (parts.groupBy !== undefined) select.groupBy = parts.groupBy
  if (parts.having !== undefined) select.having = parts.having
  if (parts.qualify !== undefined) select.qualify = parts.qualify
  return select
}

export function makeDistinct(on: readonly ast.Expression[] = [], span = NO_SPAN): ast.Distinct {
  return { kind: 'Distinct', span, on }
}

export function makeSelectItem(
  expression: ast.Expression,
  alias?: string | ast.Identifier,
  span = NO_SPAN,
): ast.SelectExpression {
  if (alias === undefined) return { kind: 'SelectExpression', span, expression }
  return { kind: 'SelectExpression', span, expression, alias: toIdentifier(alias) }
}

export function makeStar(qualifier?: ast.QualifiedName, span = NO_SPAN): ast.SelectStar {
  return qualifier === undefined ? { kind: 'SelectStar', span } : { kind: 'SelectStar', span, qualifier }
}

export function makeGroupBy(elements: readonly ast.GroupingElement[], span = NO_SPAN): ast.GroupBy {
  return { kind: 'GroupBy', span, elements }
}

export function makeGroupingExpressions(
  expressions: readonly ast.Expression[],
  span = NO_SPAN,
): ast.GroupingExpressions {
  return { kind: 'GroupingExpressions', span, expressions }
}

// ── Tables ─────────────────────────────────────────────────────────────────────────────────────────────────────

export function makeTableAlias(
  name: string | ast.Identifier,
  columns: readonly (string | ast.Identifier)[] = [],
  span = NO_SPAN,
): ast.TableAlias {
  return { kind: 'TableAlias', span, name: toIdentifier(name), columns: columns.map(toIdentifier) }
}

export function makeTable(
  name: ast.QualifiedName | readonly string[],
  alias?: ast.TableAlias,
  span = NO_SPAN,
): ast.NamedTable {
  const table: Draft<ast.NamedTable> = {
    kind: 'NamedTable',
    span,
    name: 'kind' in name ? name : makeQualifiedName(name),
  }
  if (alias !== undefined) table.alias = alias
  return table
}

export function makeDerivedTable(
  query: ast.Query,
  alias?: ast.TableAlias,
  lateral = false,
  span = NO_SPAN,
): ast.DerivedTable {
  const table: Draft<ast.DerivedTable> = { kind: 'DerivedTable', span, lateral, query }
  if (alias !== undefined) table.alias = alias
  return table
}

export interface FunctionTableParts {
  readonly alias?: ast.TableAlias | undefined
  readonly lateral?: boolean
  readonly withOrdinality?: boolean
}

export function makeFunctionTable(
  call: ast.FunctionCall,
  { alias, lateral = false, withOrdinality = false }: FunctionTableParts = {},
  span = NO_SPAN,
): ast.FunctionTable {
  const table: Draft<ast.FunctionTable> = { kind: 'FunctionTable', span, lateral, call, withOrdinality }
  if (alias !== undefined) table.alias = alias
  return table
}

export interface JoinParts {
  readonly natural?: boolean
  readonly on?: ast.Expression | undefined
  readonly using?: readonly ast.Identifier[]
}

export function makeJoin(
  type: ast.Join['type'],
  left: ast.TableReference,
  right: ast.TableReference,
  { natural = false, on, using = [] }: JoinParts = {},
  span = NO_SPAN,
): ast.Join {
  const join: Draft<ast.Join> = { kind: 'Join', span, type, natural, left, right, using }
  if (on !== undefined) join.on = on
  return join
}
