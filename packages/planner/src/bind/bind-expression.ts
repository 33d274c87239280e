import { BOOLEAN, INTEGER, isNumeric, isTextual, list, type SourceSpan, type SqlType } from '@certsql/core'
import type {
  ArrayLiteral,
  AtTimeZone,
  Between,
  BinaryOperation,
  BinaryOperator,
  Case,
  Cast,
  Collate,
  ComparisonOperator,
  CurrentValue,
  Expression,
  IsDistinctFrom,
  IsNull,
  IsTruth,
  Like,
  Subscript,
  UnaryOperation,
} from '@certsql/sql'
import { formatDecimal, negateDecimal, parseDecimal } from '../constants/decimal-number.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { MIRRORED } from '../logical/mirrored-operators.js'
import { asCondition } from './bind-condition.js'
import { bindExtract } from './bind-extract.js'
import { bindFunctionCall } from './bind-function-call.js'
import { bindInList } from './bind-in-list.js'
import {
  bindCurrentValue,
  bindInterval,
  bindNumber,
  bindTypedLiteral,
  booleanLiteral,
  NULL_LITERAL,
} from './bind-literal.js'
import { bindExists, bindInSubquery, bindQuantified, bindScalarSubquery } from './bind-subquery.js'
import { boundType, textType } from './bound-type.js'
import { coerce, isNullLiteral, isUntyped } from './coerce.js'
import { compareWithRange, isRangeCall } from './date-range.js'
import { makeArithmetic } from './make-arithmetic.js'
import { makeCall } from './make-call.js'
import { makeCase } from './make-case.js'
import { makeCast } from './make-cast.js'
import { makeComparable, makeComparison } from './make-comparison.js'
import { resolveColumn } from './resolve-column.js'
import { all, any, compareRows, differentLength, isRow, itemsOf } from './row-values.js'
import type { Binder, Scope } from './scope.js'
import { bindError, withType } from './type-error.js'
import { typeOfName } from './type-of-name.js'
import { unify } from './unify.js'
import { containsRandom, isRepeatable } from './volatile.js'

/** Gives an expression its meaning: columns, types, conversions. */
export function bindExpression(expression: Expression, scope: Scope, binder: Binder): BoundExpression {
  const bind = (one: Expression) => binder.bindExpression(one, scope)
  switch (expression.kind) {
    case 'StringLiteral':
      return {
        kind: 'Literal',
        type: textType(binder.options),
        value: expression.value,
        span: expression.span,
      }
    case 'NumberLiteral':
      return bindNumber(expression)
    case 'BooleanLiteral':
      return { ...booleanLiteral(expression.value), span: expression.span }
    case 'NullLiteral':
      return { ...NULL_LITERAL, span: expression.span }
    case 'DefaultValue':
      throw bindError({
        code: 'CERT-4002',
        message: 'DEFAULT stands for a whole value in the VALUES of an INSERT.',
        hint: 'write the value, or NULL',
        span: expression.span,
      })
    case 'TypedLiteral':
      return bindTypedLiteral(expression, binder.options)
    case 'IntervalLiteral':
      return bindInterval(expression)
    case 'Parameter':
      return binder.parameters.read(expression)
    case 'ColumnReference':
      return resolveColumn(expression, scope)
    case 'CurrentValue':
      return bindCurrent(expression, binder)
    case 'UnaryOperation':
      return bindUnary(expression, bind, binder)
    case 'BinaryOperation':
      return bindBinary(expression, scope, binder)
    case 'IsNull':
      return bindIsNull(expression, bind)
    case 'IsTruth':
      return bindIsTruth(expression, bind, binder)
    case 'IsDistinctFrom':
      return bindDistinctTest(expression, bind, binder)
    case 'Between':
      return bindBetween(expression, bind, binder)
    case 'InList':
      return bindInList(expression, scope, binder)
    case 'InSubquery':
      return bindInSubquery(expression, scope, binder)
    case 'Like':
      return bindLike(expression, bind, binder)
    case 'Exists':
      return bindExists(expression, scope, binder)
    case 'QuantifiedComparison':
      return bindQuantified(expression, scope, binder)
    case 'ScalarSubquery':
      return bindScalarSubquery(expression, scope, binder)
    case 'Case':
      return bindCase(expression, bind, binder)
    case 'Cast':
      return bindCast(expression, bind, binder)
    case 'Extract':
      return bindExtract(expression.field, bind(expression.source), expression.span)
    case 'AtTimeZone':
      return bindAtTimeZone(expression, bind, binder)
    case 'Collate':
      return bindCollate(expression, bind)
    case 'FunctionCall':
      return bindFunctionCall(expression, scope, binder)
    case 'RowValue':
      throw bindError({
        code: 'CERT-4002',
        message: 'A row can only stand in a comparison: (a, b) = (1, 2), or before IN.',
        span: expression.span,
      })
    case 'ArrayLiteral':
      return bindArray(expression, bind, binder)
    case 'Subscript':
      return bindSubscript(expression, bind, binder)
  }
}

type Bind = (expression: Expression) => BoundExpression

// ── Operators ──────────────────────────────────────────────────────────────────────────────────────────────────

function bindCurrent({ value, span }: CurrentValue, binder: Binder): BoundExpression {
  return { ...bindCurrentValue(value, binder.options), span }
}

function bindUnary({ operator, operand, span }: UnaryOperation, bind: Bind, binder: Binder): BoundExpression {
  const bound = bind(operand)
  if (operator === 'NOT')
    return { kind: 'Not', operand: asCondition(bound, 'NOT', binder.options), type: BOOLEAN, span }
  if (operator === '+' && isNumeric(bound.type)) return bound
  if (
    operator === '-' &&
    bound.kind === 'Literal' &&
    isNumeric(bound.type) &&
    typeof bound.value === 'string'
  ) {
    const number = parseDecimal(bound.value)
    if (number !== undefined) return { ...bound, value: formatDecimal(negateDecimal(number)), span }
  }
  // Unary operators bind like subtraction from nothing: 0 - x, or from no time at all.
  const zero: BoundExpression =
    bound.type.kind === 'interval'
      ? { kind: 'Literal', type: bound.type, value: '00:00:00' }
      : { kind: 'Literal', type: INTEGER, value: '0' }
  const typed = isUntyped(bound) ? coerce(bound, { kind: 'double' }, binder.options) : bound
  if (!isNumeric(typed.type) && typed.type.kind !== 'interval' && !isNullLiteral(typed))
    throw bindError({ code: 'CERT-3001', message: `There is no ${operator}${withType(bound)}.`, span })
  const difference = makeArithmetic(operator, zero, typed, binder.options, span)
  // A change of sign needs no further digit.
  return isNumeric(typed.type) ? { ...difference, type: typed.type } : difference
}

/**
 * Chains such as `a AND b AND …` and `a || b || …` may be very long; they are taken apart without recursion. A chain
 * leans to the left, so its operands are found by walking down there.
 */
function bindBinary(expression: BinaryOperation, scope: Scope, binder: Binder): BoundExpression {
  const { operator } = expression
  if (operator === 'AND' || operator === 'OR') return bindJunction(expression, operator, scope, binder)
  const chain: BinaryOperation[] = []
  let first: Expression = expression
  while (first.kind === 'BinaryOperation' && first.operator !== 'AND' && first.operator !== 'OR') {
    chain.push(first)
    first = first.left
  }
  requireShallow(chain)
  const innermost = chain.pop()
  if (innermost === undefined) return binder.bindExpression(first, scope)
  let bound = bindOperation(innermost, undefined, scope, binder)
  for (const node of chain.reverse()) bound = bindOperation(node, bound, scope, binder)
  return bound
}

/** Far below what would exhaust the stack of those who read the tree, and what DuckDB accepts. */
const LONGEST_CHAIN = 400

/** Each operator nests its left side one deeper; || does not, being one call. */
function requireShallow(chain: readonly BinaryOperation[]): void {
  const nesting = chain.filter(({ operator }) => operator !== '||')
  const [first] = nesting
  if (first === undefined || nesting.length <= LONGEST_CHAIN) return
  throw bindError({
    code: 'CERT-1003',
    message: `A chain of more than ${LONGEST_CHAIN} operators is too long.`,
    hint: 'compute parts of it in subqueries',
    span: first.span,
  })
}

function bindJunction(
  expression: BinaryOperation,
  operator: 'AND' | 'OR',
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const operands: BoundExpression[] = []
  const waiting: Expression[] = [expression]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'BinaryOperation' && next.operator === operator) waiting.push(next.right, next.left)
    else operands.push(asCondition(binder.bindExpression(next, scope), operator, binder.options))
  }
  const joined = operator === 'AND' ? all(operands) : any(operands)
  return { ...joined, span: expression.span }
}

/** One operation; its left side is given when it is bound already. */
function bindOperation(
  { operator, left, right, span }: BinaryOperation,
  boundLeft: BoundExpression | undefined,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  if (isComparison(operator)) {
    const special = bindSpecialComparison(operator, left, right, boundLeft, span, scope, binder)
    if (special !== undefined) return special
  }
  const a = boundLeft ?? binder.bindExpression(left, scope)
  const b = binder.bindExpression(right, scope)
  return applyOperator(operator, a, b, binder, span)
}

/** Comparisons of rows, and with the calendar's ranges: `CloseDate = THIS_MONTH()`. */
function bindSpecialComparison(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  boundLeft: BoundExpression | undefined,
  span: SourceSpan,
  scope: Scope,
  binder: Binder,
): BoundExpression | undefined {
  const bindItems = (expression: Expression) =>
    itemsOf(expression).map((item) => binder.bindExpression(item, scope))
  if (isRow(left) || isRow(right)) {
    if (itemsOf(left).length !== itemsOf(right).length)
      throw differentLength(itemsOf(left).length, itemsOf(right).length, span)
    return compareRows(operator, bindItems(left), bindItems(right), binder.options, span)
  }
  if (isRangeCall(right)) {
    const operand = boundLeft ?? binder.bindExpression(left, scope)
    return compareWithRange(operator, operand, right, scope, binder, span)
  }
  if (isRangeCall(left))
    return compareWithRange(
      MIRRORED[operator],
      binder.bindExpression(right, scope),
      left,
      scope,
      binder,
      span,
    )
  return undefined
}

function isComparison(operator: BinaryOperator): operator is ComparisonOperator {
  return operator in MIRRORED
}

function applyOperator(
  operator: BinaryOperator,
  left: BoundExpression,
  right: BoundExpression,
  binder: Binder,
  span: SourceSpan,
): BoundExpression {
  const context = binder.options
  switch (operator) {
    case 'AND':
      return all([asCondition(left, operator, context), asCondition(right, operator, context)])
    case 'OR':
      return any([asCondition(left, operator, context), asCondition(right, operator, context)])
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return makeComparison(operator, left, right, context, span)
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '^':
      return makeArithmetic(operator, left, right, context, span)
    case '||':
      return joinTexts(left, right, binder, span)
    case '->':
    case '->>':
    case '#>':
    case '#>>':
      return makeCall(operator, [left, right], binder, span)
    case '~':
      return makeCall('regexp_like', [left, right], binder, span)
    case '~*':
      return makeCall('regexp_like', [left, right, constantText('i', binder)], binder, span)
    case '!~':
      return negate(makeCall('regexp_like', [left, right], binder, span))
    case '!~*':
      return negate(makeCall('regexp_like', [left, right, constantText('i', binder)], binder, span))
  }
}

function constantText(value: string, binder: Binder): BoundExpression {
  return { kind: 'Literal', type: textType(binder.options), value }
}

function negate(operand: BoundExpression): BoundExpression {
  return {
    kind: 'Not',
    operand,
    type: BOOLEAN,
    ...(operand.span === undefined ? {} : { span: operand.span }),
  }
}

/** A chain of || is one call, however long. At least one side must be a text, as in PostgreSQL. */
function joinTexts(
  left: BoundExpression,
  right: BoundExpression,
  binder: Binder,
  span: SourceSpan,
): BoundExpression {
  if (left.type.kind === 'list' || right.type.kind === 'list')
    return makeCall('array_cat', [left, right], binder, span)
  const operands = [left, right]
  if (!operands.some((one) => isTextual(one.type) || one.type.kind === 'null'))
    throw bindError({
      code: 'CERT-3001',
      message: `|| joins texts, but ${withType(left)} and ${withType(right)} are none.`,
      hint: 'convert one of them: CAST(… AS TEXT)',
      span,
    })
  const parts = left.kind === 'Call' && left.function === '||' ? [...left.arguments, right] : operands
  return makeCall('||', parts, binder, span)
}

// ── Tests ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A row is null when all of its items are, and not null when none is. */
function bindIsNull({ operand, negated, span }: IsNull, bind: Bind): BoundExpression {
  const tests = itemsOf(operand).map(
    (item): BoundExpression => ({ kind: 'IsNullTest', operand: bind(item), negated, type: BOOLEAN, span }),
  )
  return all(tests)
}

function bindIsTruth(
  { operand, truth, negated, span }: IsTruth,
  bind: Bind,
  binder: Binder,
): BoundExpression {
  const condition = asCondition(bind(operand), `IS ${truth}`, binder.options)
  if (truth === 'UNKNOWN') return { kind: 'IsNullTest', operand: condition, negated, type: BOOLEAN, span }
  return { kind: 'IsTruthTest', operand: condition, truth: truth === 'TRUE', negated, type: BOOLEAN, span }
}

function bindDistinctTest(
  { left, right, negated, span }: IsDistinctFrom,
  bind: Bind,
  binder: Binder,
): BoundExpression {
  const [a, b] = [itemsOf(left).map(bind), itemsOf(right).map(bind)]
  if (a.length !== b.length) throw differentLength(a.length, b.length, span)
  const tests = a.map((one, index): BoundExpression => {
    const operator = negated ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM'
    const [x, y] = makeComparable(one, b[index] ?? one, operator, binder.options, span)
    return { kind: 'DistinctTest', left: x, right: y, negated, type: BOOLEAN, span }
  })
  return negated ? all(tests) : any(tests)
}

/** `x BETWEEN a AND b` is `x >= a AND x <= b`; x is bound twice where it may not be repeated as it is. */
function bindBetween(
  { operand, low, high, negated, symmetric, span }: Between,
  bind: Bind,
  binder: Binder,
): BoundExpression {
  const first = bind(operand)
  const second = isRepeatable(first) ? first : rebind(operand, bind, 'BETWEEN')
  const [from, to] = [bindBound(low, bind), bindBound(high, bind)]
  const context = binder.options
  const within = (a: BoundExpression, b: BoundExpression) =>
    all([makeComparison('>=', first, a, context, span), makeComparison('<=', second, b, context, span)])
  const condition = symmetric ? any([within(from, to), within(to, from)]) : within(from, to)
  return negated ? { kind: 'Not', operand: condition, type: BOOLEAN, span } : { ...condition, span }
}

function bindBound(expression: Expression, bind: Bind): BoundExpression {
  if (!isRangeCall(expression)) return bind(expression)
  throw bindError({
    code: 'CERT-4002',
    message: 'A range of days cannot be a bound of BETWEEN.',
    hint: 'compare with it: x >= LAST_MONTH() AND x <= THIS_MONTH()',
    span: expression.span,
  })
}

/** A query may be asked twice; a random number may not be drawn twice. */
function rebind(expression: Expression, bind: Bind, where: string): BoundExpression {
  const again = bind(expression)
  if (!containsRandom(again)) return again
  throw bindError({
    code: 'CERT-4002',
    message: `A random value cannot be tested by ${where}, which looks at it more than once.`,
    hint: 'compute it in a subquery first',
    span: expression.span,
  })
}

function bindLike(like: Like, bind: Bind, binder: Binder): BoundExpression {
  const { negated, caseInsensitive, span } = like
  const [operand, pattern] = [bind(like.operand), bind(like.pattern)]
  for (const one of [operand, pattern]) requireText(one, caseInsensitive ? 'ILIKE' : 'LIKE')
  const escapeBy = like.escape === undefined ? undefined : bind(like.escape)
  if (escapeBy !== undefined) requireEscape(escapeBy)
  return {
    kind: 'LikeTest',
    operand: coerce(operand, textType(binder.options), binder.options),
    pattern: coerce(pattern, textType(binder.options), binder.options),
    ...(escapeBy === undefined ? {} : { escape: escapeBy }),
    negated,
    caseInsensitive,
    type: BOOLEAN,
    span,
  }
}

function requireText(operand: BoundExpression, operator: string): void {
  if (isTextual(operand.type) || operand.type.kind === 'null') return
  throw bindError({
    code: 'CERT-3001',
    message: `${operator} compares texts, but ${withType(operand)} is none.`,
    hint: 'convert it: CAST(… AS TEXT)',
    span: operand.span,
  })
}

function requireEscape(expression: BoundExpression): void {
  const { kind, span } = expression
  if (kind === 'Literal' && typeof expression.value === 'string' && [...expression.value].length <= 1) return
  throw bindError({
    code: 'CERT-1004',
    message: 'ESCAPE takes one character, or an empty text for none.',
    span,
  })
}

// ── CASE, CAST and the rest ────────────────────────────────────────────────────────────────────────────────────

function bindCase({ operand, branches, otherwise, span }: Case, bind: Bind, binder: Binder): BoundExpression {
  const first = operand === undefined ? undefined : bind(operand)
  const bound = branches.map((branch, index) => {
    const value = bind(branch.when)
    const then = bind(branch.then)
    if (operand === undefined || first === undefined)
      return { when: asCondition(value, 'WHEN', binder.options), then }
    const tested = index === 0 || isRepeatable(first) ? first : rebind(operand, bind, 'CASE')
    return { when: makeComparison('=', tested, value, binder.options, branch.span), then }
  })
  return makeCase(bound, otherwise === undefined ? undefined : bind(otherwise), binder.options, span)
}

function bindCast({ operand, type, safe, span }: Cast, bind: Bind, binder: Binder): BoundExpression {
  const named = typeOfName(type, textType(binder.options))
  const cast = makeCast(bind(operand), boundType(named.type, binder.options), safe, binder.options, span)
  if (named.length === undefined) return cast
  const length: BoundExpression = { kind: 'Literal', type: INTEGER, value: String(named.length) }
  return makeCall('left', [cast, length], binder, span)
}

function bindAtTimeZone({ operand, zone, span }: AtTimeZone, bind: Bind, binder: Binder): BoundExpression {
  return makeCall('timezone', [bind(zone), bind(operand)], binder, span)
}

const COLLATIONS: ReadonlyMap<string, SqlType> = new Map<string, SqlType>([
  ['exact', { kind: 'text', comparison: 'exact' }],
  ['binary', { kind: 'text', comparison: 'exact' }],
  ['c', { kind: 'text', comparison: 'exact' }],
  ['org', { kind: 'text', comparison: 'folded' }],
])

/** COLLATE "exact" compares byte for byte, COLLATE "org" without case. */
function bindCollate({ operand, collation, span }: Collate, bind: Bind): BoundExpression {
  const bound = bind(operand)
  requireText(bound, 'COLLATE')
  const type = COLLATIONS.get(collation.name.toLowerCase())
  if (type !== undefined) return { kind: 'CastExpression', operand: bound, safe: false, type, span }
  throw bindError({
    code: 'CERT-4002',
    message: `There is no collation "${collation.name}".`,
    hint: 'the collations are "org", without case, and "exact"',
    span: collation.span,
  })
}

function bindArray({ items, span }: ArrayLiteral, bind: Bind, binder: Binder): BoundExpression {
  const { type, expressions } = unify(items.map(bind), 'The items of ARRAY', binder.options, span)
  return { kind: 'Call', function: 'array', arguments: expressions, type: list(type), span }
}

function bindSubscript({ operand, index, span }: Subscript, bind: Bind, binder: Binder): BoundExpression {
  const bound = bind(operand)
  if (bound.type.kind === 'json') return makeCall('->', [bound, bind(index)], binder, span)
  return makeCall('array_element', [bound, bind(index)], binder, span)
}
