import { isNumeric, isTextual, type SqlType } from '@certsql/core'
import {
  type Expression,
  makeBinary,
  makeCall,
  makeCase,
  makeCaseBranch,
  makeCast,
  makeColumn,
  makeExists,
  makeExtract,
  makeInList,
  makeInSubquery,
  makeIsDistinctFrom,
  makeIsNull,
  makeIsTruth,
  makeLike,
  makeNot,
  makeNumber,
  makeOrderItem,
  makeQuantifiedComparison,
  makeRow,
  makeScalarSubquery,
  makeText,
  makeTypedLiteral,
  type OrderItem,
  type Query,
} from '@certsql/sql'
import { isRepeatable } from '../bind/volatile.js'
import { scaleInterval, shiftMoment } from '../functions/shift-moment.js'
import type { BoundExpression, Comparison } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { LogicalPlan, SortKey } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { chooseInterval } from './choose-interval.js'
import { isLiteral } from './is-literal.js'
import { lowerScalarCall } from './lower-call.js'
import { lowerLiteral } from './lower-literal.js'
import { lowerType } from './lower-type.js'
import type { ResidualNames } from './residual-names.js'
import { comparesFolded, comparisonKey, foldText, hasNoLetters, isBeforeLetters } from './text-folding.js'

/** What the columns of a block are, and, for correlated subqueries, those of the blocks around it. */
export interface Scope {
  readonly columns: ReadonlyMap<number, Expression>
  readonly outer?: Scope
}

/** The columns of a block, within those of the blocks around it. */
export function scopeOf(block: { readonly columns: Scope['columns'] }, outer?: Scope): Scope {
  return { columns: block.columns, ...(outer === undefined ? {} : { outer }) }
}

/** What lowering an expression needs of the plan around it. */
export interface ExpressionLowering {
  readonly names: ResidualNames
  /** The query of a subquery that stands for its value. */
  lowerScalarSubquery(plan: LogicalPlan, outer: Scope): Query
  /** The query of a subquery; the columns marked in `folds` are given as the keys that equal texts share. */
  lowerSubquery(plan: LogicalPlan, outer: Scope, folds?: readonly boolean[]): Query
}

/** Writes a bound expression for DuckDB, which then says what the contract says (design §2). */
export function lowerExpression(
  expression: BoundExpression,
  scope: Scope,
  lowering: ExpressionLowering,
): Expression {
  const lower = (one: BoundExpression) => lowerExpression(one, scope, lowering)
  switch (expression.kind) {
    case 'Literal':
      return lowerLiteral(expression)
    case 'ColumnUse':
      return resolve(expression.column, scope, lowering.names)
    case 'And':
      return joinBalanced('AND', expression.operands.map(lower))
    case 'Or':
      return joinBalanced('OR', expression.operands.map(lower))
    case 'Not':
      return makeNot(lower(expression.operand))
    case 'Comparison': {
      const [left, right] = lowerPair(expression, expression.operator, lower)
      return comparesBeginning(expression)
        ? makeInList(left, [right], expression.operator === '<>')
        : makeBinary(expression.operator, left, right)
    }
    case 'IsNullTest':
      return makeIsNull(lower(expression.operand), expression.negated)
    case 'IsTruthTest':
      return makeIsTruth(lower(expression.operand), expression.truth ? 'TRUE' : 'FALSE', expression.negated)
    case 'DistinctTest': {
      const [left, right] = lowerPair(expression, '=', lower)
      return makeIsDistinctFrom(left, right, expression.negated)
    }
    case 'InListTest': {
      const { operand, negated } = expression
      const items = expression.items.map(lower)
      const comparesLetters = !items.every(hasNoLetters)
      const folded =
        comparesLetters && expression.items.every((item) => comparesFolded(operand.type, item.type))
      const key = folded ? foldText(lower(operand)) : lower(operand)
      return makeInList(key, folded ? items.map(foldText) : items, negated)
    }
    case 'LikeTest':
      return lowerLike(expression, lower)
    case 'Arithmetic':
      return lowerArithmetic(expression, lower)
    case 'CaseExpression': {
      const branches = expression.branches.map(({ when, then }) => makeCaseBranch(lower(when), lower(then)))
      const otherwise = lower(expression.otherwise)
      return expression.type.kind === 'interval'
        ? chooseInterval(branches, otherwise)
        : makeCase(branches, { otherwise })
    }
    case 'CastExpression':
      return lowerCast(expression, lower(expression.operand))
    case 'ExtractPart':
      return lowerExtract(expression.field, lower(expression.operand))
    case 'Call':
      return lowerScalarCall(
        expression.function,
        expression.arguments.map(lower),
        expression.arguments.map((one) => one.type),
      )
    case 'ScalarSubqueryValue':
      return makeScalarSubquery(lowering.lowerScalarSubquery(expression.plan, scope))
    case 'ExistsTest':
      return makeExists(lowering.lowerSubquery(expression.plan, scope))
    case 'InSubqueryTest': {
      const { operands, plan, negated } = expression
      const folds = operands.map((one, index) => foldsWith(one.type, plan, index))
      const keys = operands.map((one, index) => (folds[index] === true ? foldText(lower(one)) : lower(one)))
      const [first] = keys
      const left = keys.length === 1 && first !== undefined ? first : makeRow(keys)
      return makeInSubquery(left, lowering.lowerSubquery(plan, scope, folds), negated)
    }
    case 'QuantifiedTest': {
      const { operand, operator, quantifier, plan } = expression
      const folds = foldsWith(operand.type, plan, 0)
      const left = folds ? foldText(lower(operand)) : lower(operand)
      const subquery = lowering.lowerSubquery(plan, scope, [folds])
      return makeQuantifiedComparison(left, operator, quantifier, subquery)
    }
  }
}

/**
 * Where a text is compared with what is the text of a moment, DuckDB 1.5.6 compares moments, and finds null where the text is
 * none: `CAST(moment AS VARCHAR) <> '2025'` would hold for no row. Of what is put together it does not know that.
 */
function lowerCast(
  { operand, type, safe }: BoundExpression & { readonly kind: 'CastExpression' },
  value: Expression,
): Expression {
  const cast = makeCast(value, lowerType(type), safe)
  return operand.type.kind === 'timestamptz' && isTextual(type) ? makeBinary('||', cast, makeText('')) : cast
}

/** `DATE_TRUNC('month', d) = <day>` is false to DuckDB 1.5.6 where d is null, unless the day begins a month; IN is not. */
function comparesBeginning({ operator, left, right }: Comparison): boolean {
  if (operator !== '=' && operator !== '<>') return false
  return (isBeginning(left) && isConstant(right)) || (isConstant(left) && isBeginning(right))
}

function isConstant(expression: BoundExpression): boolean {
  return columnsUsed(expression).size === 0 && !hasSubquery(expression)
}

function isBeginning(expression: BoundExpression): boolean {
  if (expression.kind === 'CastExpression') return isBeginning(expression.operand)
  return expression.kind === 'Call' && expression.function === 'date_trunc'
}

/** Whether an operand is compared with a column of a subquery without case: an Id and a text are not. */
function foldsWith(type: SqlType, { columns }: LogicalPlan, index: number): boolean {
  const column = columns[index]
  return column !== undefined && comparesFolded(type, column.type)
}

/** Sorting goes by the key that equal values share: text in upper case. */
export function lowerSortKeys(
  keys: readonly SortKey[],
  scope: Scope,
  lowering: ExpressionLowering,
): readonly OrderItem[] {
  return sortItems(keys, (key) => comparisonKey(lowerExpression(key, scope, lowering), key.type))
}

/**
 * The items of an ORDER BY. A constant sorts nothing, though a column may stand for it; DuckDB refuses texts there and takes
 * numbers for ordinals.
 */
export function sortItems(
  keys: readonly SortKey[],
  lowerKey: (key: BoundExpression) => Expression,
): readonly OrderItem[] {
  return keys
    .map(({ expression, direction, nulls }) => makeOrderItem(lowerKey(expression), direction, nulls))
    .filter(({ expression }) => !isLiteral(expression))
}

/** Sort keys as they are, for those who need their values. */
export function lowerSortValues(
  keys: readonly SortKey[],
  scope: Scope,
  lowering: ExpressionLowering,
): readonly OrderItem[] {
  return keys.map(({ expression, direction, nulls }) =>
    makeOrderItem(lowerExpression(expression, scope, lowering), direction, nulls),
  )
}

function resolve(column: PlanColumn, scope: Scope, names: ResidualNames): Expression {
  for (let one: Scope | undefined = scope; one !== undefined; one = one.outer) {
    const found = one.columns.get(column.id)
    if (found !== undefined) return found
  }
  // The column of a lateral join's left side: every name of the residual is unique.
  return makeColumn([names.column(column)])
}

/** A long list as a tree of little depth, which no recursive reader has to fear. */
function joinBalanced(operator: 'AND' | 'OR', operands: readonly Expression[]): Expression {
  const [first] = operands
  if (operands.length === 1 && first !== undefined) return first
  const middle = operands.length >> 1
  return makeBinary(
    operator,
    joinBalanced(operator, operands.slice(0, middle)),
    joinBalanced(operator, operands.slice(middle)),
  )
}

/** Both sides of a comparison. With a text that has no letters, texts compare as they are: `period >= '2025/001'`. */
function lowerPair(
  { left, right }: { readonly left: BoundExpression; readonly right: BoundExpression },
  operator: Comparison['operator'],
  lower: (one: BoundExpression) => Expression,
): readonly [Expression, Expression] {
  const pair = [lower(left), lower(right)] as const
  const needsNoFolding = operator === '=' || operator === '<>' ? hasNoLetters : isBeforeLetters
  if (!comparesFolded(left.type, right.type) || pair.some(needsNoFolding)) return pair
  return [foldText(pair[0]), foldText(pair[1])]
}

/** PostgreSQL's LIKE escapes with a backslash unless told otherwise; DuckDB's has no escape of its own. */
function lowerLike(
  expression: BoundExpression & { readonly kind: 'LikeTest' },
  lower: (one: BoundExpression) => Expression,
): Expression {
  const { operand, pattern, negated, caseInsensitive } = expression
  const looksFor = lower(pattern)
  const ignoresCase = caseInsensitive || comparesFolded(operand.type, pattern.type)
  const side = ignoresCase && !hasNoLetters(looksFor) ? foldText : (one: Expression) => one
  const escapeBy = expression.escape === undefined ? makeText('\\') : side(lower(expression.escape))
  const parts = mayEscape(looksFor, escapeBy) ? { negated, escape: escapeBy } : { negated }
  return makeLike(side(lower(operand)), side(looksFor), parts)
}

/** DuckDB looks for patterns without ESCAPE several times as fast. */
function mayEscape(pattern: Expression, escapeBy: Expression): boolean {
  if (escapeBy.kind !== 'StringLiteral') return true
  if (escapeBy.value === '') return false
  return (
    pattern.kind !== 'StringLiteral' || pattern.value.toUpperCase().includes(escapeBy.value.toUpperCase())
  )
}

function onOneDay(time: Expression): Expression {
  return makeBinary('+', makeTypedLiteral('DATE', '2000-01-01'), time)
}

/** DuckDB keeps a DECIMAL of up to 18 digits in 64 bits and does not widen it by itself. */
const NARROW_DECIMAL = 18

function lowerArithmetic(
  expression: BoundExpression & { readonly kind: 'Arithmetic' },
  lower: (one: BoundExpression) => Expression,
): Expression {
  const { operator, type } = expression
  const left = widen(lower(expression.left), expression.left.type, type)
  const right = widen(lower(expression.right), expression.right.type, type)
  if (operator === '+' && expression.left.type.kind === 'interval')
    return shiftMoment(right, operator, left, expression.right.type)
  if ((operator === '+' || operator === '-') && expression.right.type.kind === 'interval')
    return shiftMoment(left, operator, right, expression.left.type)
  switch (operator) {
    case '/':
    case '%': {
      // Where `/` divides whole numbers, it has no meaning for intervals; under its name as a function it has.
      const division =
        type.kind === 'interval' ? makeCall('/', [left, right]) : makeBinary(operator, left, right)
      return guardDivision(division, right, expression.right)
    }
    case '^':
      return makeCall('pow', [left, right])
    case '-': {
      const days = expression.left.type.kind === 'date' && expression.right.type.kind === 'date'
      const times = expression.left.type.kind === 'time' && expression.right.type.kind === 'time'
      // DuckDB subtracts timestamps only.
      const difference = times
        ? makeBinary(operator, onOneDay(left), onOneDay(right))
        : makeBinary(operator, left, right)
      return days ? makeCast(difference, lowerType(type)) : difference
    }
    case '*':
      if (expression.left.type.kind === 'interval')
        return scaleInterval(right, left, isRepeatable(expression.right))
      if (expression.right.type.kind === 'interval')
        return scaleInterval(left, right, isRepeatable(expression.left))
      return makeBinary(operator, left, right)
    case '+':
      return makeBinary(operator, left, right)
  }
}

function widen(operand: Expression, type: SqlType, result: SqlType): Expression {
  if (result.kind === 'double' && isNumeric(type) && type.kind !== 'double')
    return makeCast(operand, lowerType(result))
  const wide = result.kind === 'decimal' && result.precision > NARROW_DECIMAL
  if (!wide || type.kind !== 'decimal' || type.precision > NARROW_DECIMAL) return operand
  return makeCast(operand, lowerType({ kind: 'decimal', precision: 38, scale: type.scale }))
}

/** DuckDB answers a division by zero with NULL; SQL says it is an error. */
function guardDivision(division: Expression, divisor: Expression, bound: BoundExpression): Expression {
  if (bound.kind === 'Literal' && bound.value !== null && Number(bound.value) !== 0) return division
  const isZero = makeBinary('=', divisor, makeNumber(0))
  const failure = makeCall('error', [makeText('division by zero')])
  return makeCase([makeCaseBranch(isZero, failure)], { otherwise: division })
}

/** PostgreSQL's seconds carry their fraction; DuckDB's SECOND and EPOCH parts differ in that only for SECOND. */
function lowerExtract(field: string, source: Expression): Expression {
  if (field !== 'SECOND') return makeExtract(field, source)
  return makeBinary(
    '/',
    makeExtract('MICROSECOND', source),
    makeCast(makeText('1000000'), lowerType({ kind: 'double' })),
  )
}
