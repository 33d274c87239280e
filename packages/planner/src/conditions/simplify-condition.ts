import type { BoundExpression, Comparison, InListTest, Literal } from '../logical/bound-expression.js'
import { conjunction, FALSE, isFalse, isTrue, TRUE } from '../logical/conjuncts.js'
import { MIRRORED } from '../logical/mirrored-operators.js'
import { sameItems } from '../logical/same-items.js'
import { cannotFail, isMovable } from '../rules/condition-traits.js'
import { foldExpression } from '../rules/fold-constants.js'
import { negate } from '../verdict/negate.js'
import { alternativesOf, overAlternatives } from './alternatives.js'
import { compareAlike, constantKey } from './column-test.js'
import { combineConjuncts } from './combine-conjuncts.js'
import { combineDisjuncts } from './combine-disjuncts.js'
import { isolateColumn } from './isolate-column.js'
import { notTrue, nullTest, unknownWhen } from './not-true.js'
import { unwrapText } from './unwrap-text.js'

/**
 * The simplest condition that lets the same rows pass. A condition filters, and there unknown is as good as false.
 *
 * ```ts
 * simplifyCondition(bound("NOT (COALESCE(Amount, 0) <= 5 OR IsWon)"), 'UTC')
 * // Amount > 5 AND NOT IsWon
 * ```
 */
export function simplifyCondition(expression: BoundExpression, timeZone: string): BoundExpression {
  const simplify = (one: BoundExpression) => simplifyCondition(one, timeZone)
  switch (expression.kind) {
    case 'And':
      return simplifyAnd(expression, simplify)
    case 'Or':
      return simplifyOr(expression, simplify)
    case 'Not': {
      const negated = negate(expression.operand)
      if (negated.kind !== 'Not') return simplify(negated)
      const unwrapped = expression.operand.kind === 'Call' ? unwrapText(expression.operand) : undefined
      if (unwrapped !== undefined) return simplify(negate(unwrapped))
      return onAlternatives(expression, expression.operand, negate, simplify) ?? expression
    }
    case 'IsTruthTest':
      return simplifyTruthTest(expression, simplify)
    case 'Literal':
      return expression.value === true ? expression : FALSE
    case 'Comparison':
      return simplifyComparison(expression, timeZone, simplify)
    case 'InListTest':
      return simplifyInList(expression, timeZone, simplify)
    case 'IsNullTest':
      return simplifyNullTest(expression, simplify)
    case 'DistinctTest':
      return simplifyDistinctTest(expression, simplify)
    case 'LikeTest': {
      const bare = unwrapText(expression)
      if (bare !== undefined) return simplify(bare)
      return (
        onAlternatives(expression, expression.operand, (operand) => ({ ...expression, operand }), simplify) ??
        expression
      )
    }
    case 'CaseExpression':
      return onAlternatives(expression, expression, (value) => value, simplify) ?? expression
    case 'Call':
      return (
        unwrapText(expression) ??
        onAlternatives(expression, expression, (value) => value, simplify) ??
        expression
      )
    default:
      return expression
  }
}

type Simplify = (expression: BoundExpression) => BoundExpression

function simplifyAnd(
  expression: BoundExpression & { readonly kind: 'And' },
  simplify: Simplify,
): BoundExpression {
  const operands = expression.operands
    .map(simplify)
    .flatMap((operand) => (operand.kind === 'And' ? operand.operands : [operand]))
  if (operands.some(isFalse)) return FALSE
  const needed = combineConjuncts(operands.filter((operand) => !isTrue(operand)))
  if (needed.some(isFalse)) return FALSE
  return sameItems(needed, expression.operands) ? expression : conjunction(needed)
}

function simplifyOr(
  expression: BoundExpression & { readonly kind: 'Or' },
  simplify: Simplify,
): BoundExpression {
  const operands = expression.operands
    .map(simplify)
    .flatMap((operand) => (operand.kind === 'Or' ? operand.operands : [operand]))
  if (operands.some(isTrue)) return TRUE
  const possible = operands.filter((operand) => !isFalse(operand))
  const combined = combineDisjuncts(possible)
  if (combined !== undefined) return combined
  if (sameItems(possible, expression.operands)) return expression
  const [first] = possible
  if (first === undefined) return FALSE
  return possible.length === 1 ? first : { ...expression, operands: possible }
}

/** p IS NOT TRUE: p is false or unknown, as far as that can be said of its parts. */
function simplifyTruthTest(
  test: BoundExpression & { readonly kind: 'IsTruthTest' },
  simplify: Simplify,
): BoundExpression {
  const wanted = test.truth ? test.operand : negate(test.operand)
  if (!test.negated) return simplify(wanted)
  if (test.operand.kind === 'ColumnUse' || !isMovable(test) || !cannotFail(test)) return test
  const otherwise = notTrue(wanted)
  return otherwise === undefined || otherwise.kind === 'IsTruthTest' ? test : simplify(otherwise)
}

// ── Comparisons ────────────────────────────────────────────────────────────────────────────────────────────────

function simplifyComparison(comparison: Comparison, timeZone: string, simplify: Simplify): BoundExpression {
  const { left, right, operator } = comparison
  if (left.kind === 'Literal' && right.kind !== 'Literal')
    return simplify({ ...comparison, left: right, right: left, operator: MIRRORED[operator] })
  if (right.kind !== 'Literal') return comparison
  if (right.value === null) return FALSE
  if (isCondition(left) && (operator === '=' || operator === '<>'))
    return simplify((right.value === true) === (operator === '=') ? left : negate(left))
  const isolated = isolateColumn(comparison, timeZone) ?? unwrapText(comparison)
  if (isolated !== undefined) return simplify(isolated)
  return onAlternatives(comparison, left, (value) => ({ ...comparison, left: value }), simplify) ?? comparison
}

/** What is compared with TRUE or FALSE and is more than a column: `(Amount > 5) = TRUE`. */
function isCondition({ kind }: BoundExpression): boolean {
  switch (kind) {
    case 'And':
    case 'Or':
    case 'Not':
    case 'Comparison':
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'DistinctTest':
    case 'InListTest':
    case 'LikeTest':
    case 'ExistsTest':
    case 'InSubqueryTest':
      return true
    case 'Literal':
    case 'ColumnUse':
    case 'Arithmetic':
    case 'CaseExpression':
    case 'CastExpression':
    case 'ExtractPart':
    case 'Call':
    case 'ScalarSubqueryValue':
    case 'QuantifiedTest':
      return false
  }
}

/** Each constant once; NULL is no member, and its presence in NOT IN leaves nothing. */
function simplifyInList(test: InListTest, timeZone: string, simplify: Simplify): BoundExpression {
  const { operand, items, negated } = test
  const literals = items.filter((item): item is Literal => item.kind === 'Literal')
  if (literals.length < items.length) return test
  const known = new Map<string, Literal>()
  for (const item of literals) {
    if (item.value === null && negated) return FALSE
    if (item.value === null) continue
    const key = constantKey(item, operand.type)
    if (!known.has(key)) known.set(key, item)
  }
  const values = [...known.values()]
  const [only] = values
  if (only === undefined) return FALSE
  // One text that compares exactly makes the whole list do so; without it, the others would not.
  if (!compareAlike(literals)) return test
  if (values.length === 1)
    return simplify({
      kind: 'Comparison',
      operator: negated ? '<>' : '=',
      left: operand,
      right: only,
      type: test.type,
      ...(test.span === undefined ? {} : { span: test.span }),
    })
  const shorter = values.length === items.length ? test : { ...test, items: values }
  const bare = unwrapText(shorter) ?? prefixes(shorter, values)
  if (bare !== undefined) return simplify(bare)
  return (
    isolateInList(shorter, values, timeZone, simplify) ??
    onAlternatives(shorter, operand, (value) => ({ ...shorter, operand: value }), simplify) ??
    shorter
  )
}

/** `LEFT(Name, 2) IN ('AB', 'CD')`: one of the beginnings, or none. */
function prefixes(
  { operand, negated, type }: InListTest,
  values: readonly Literal[],
): BoundExpression | undefined {
  const operator = negated ? '<>' : '='
  const tests = values.map((right) =>
    unwrapText({ kind: 'Comparison', operator, left: operand, right, type }),
  )
  const known = tests.filter((test) => test !== undefined)
  return known.length === tests.length ? { kind: negated ? 'And' : 'Or', operands: known, type } : undefined
}

/** `Amount - 5 IN (1, 2)`: the list of what the column itself may be. */
function isolateInList(
  test: InListTest,
  values: readonly Literal[],
  timeZone: string,
  simplify: Simplify,
): BoundExpression | undefined {
  const isolated = values.map((right) =>
    isolateColumn(
      { kind: 'Comparison', operator: '=', left: test.operand, right, type: test.type },
      timeZone,
    ),
  )
  const equalities = isolated.filter((one) => one?.kind === 'Comparison' && one.operator === '=')
  const [first] = equalities
  if (isolated.some((one) => one === undefined)) return undefined
  if (equalities.length + isolated.filter((one) => one === FALSE).length < isolated.length) return undefined
  // No value of the column leads to any member of the list.
  if (first?.kind !== 'Comparison') return test.negated ? simplify(nullTest(test.operand, true)) : FALSE
  const items = equalities.flatMap((one) => (one?.kind === 'Comparison' ? [one.right] : []))
  return simplify({ ...test, operand: first.left, items })
}

// ── Tests for null ─────────────────────────────────────────────────────────────────────────────────────────────

/** x + 1 IS NULL is x IS NULL, and so with all that gives null for null only. */
function simplifyNullTest(
  test: BoundExpression & { readonly kind: 'IsNullTest' },
  simplify: Simplify,
): BoundExpression {
  const { operand, negated } = test
  if (operand.kind === 'ColumnUse' || !isMovable(operand)) return test
  const sources = nullSources(operand)
  if (sources !== undefined) return simplify(allOrAny(sources, negated))
  if (operand.kind === 'Call' && operand.function === 'coalesce')
    return simplify(allOrAny(operand.arguments, !negated, negated))
  return onAlternatives(test, operand, (value) => ({ ...test, operand: value }), simplify) ?? test
}

/** Any of them null, or none of them: IS NOT NULL wants all of its operands, IS NULL one. */
function allOrAny(
  operands: readonly BoundExpression[],
  wantsAll: boolean,
  negated = wantsAll,
): BoundExpression {
  const tests = operands.map((operand) => nullTest(operand, negated))
  const [only] = tests
  if (only === undefined) return wantsAll ? TRUE : FALSE
  return tests.length === 1 ? only : { kind: wantsAll ? 'And' : 'Or', operands: tests, type: only.type }
}

/** The operands one of which is null just where the expression is; undefined where that is not so simple. */
function nullSources(expression: BoundExpression): readonly BoundExpression[] | undefined {
  switch (expression.kind) {
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'DistinctTest':
      return []
    case 'Not':
    case 'ExtractPart':
      return [expression.operand]
    case 'CastExpression':
      return cannotFail(expression) && !expression.safe ? [expression.operand] : undefined
    case 'Comparison':
    case 'InListTest':
    case 'LikeTest':
      return unknownWhen(expression)?.flatMap((one) => (one.kind === 'IsNullTest' ? [one.operand] : []))
    case 'Arithmetic':
      return KEEPS_NULLS.has(expression.operator)
        ? [expression.left, expression.right].filter((one) => one.kind !== 'Literal' || one.value === null)
        : undefined
    case 'Call':
      return STRICT.has(expression.function) && expression.arguments.length === 1
        ? expression.arguments
        : undefined
    default:
      return undefined
  }
}

/** The others may fail, by a division by zero. */
const KEEPS_NULLS: ReadonlySet<string> = new Set(['+', '-', '*'])
const STRICT: ReadonlySet<string> = new Set(['upper', 'lower', 'trim', 'ltrim', 'rtrim', 'length', 'abs'])

/** Over more than a column: x IS NOT DISTINCT FROM v is x = v, x IS DISTINCT FROM v is x <> v or null. */
function simplifyDistinctTest(
  test: BoundExpression & { readonly kind: 'DistinctTest' },
  simplify: Simplify,
): BoundExpression {
  const [operand, constant] = test.left.kind === 'Literal' ? [test.right, test.left] : [test.left, test.right]
  if (constant.kind !== 'Literal' || operand.kind === 'Literal' || !isMovable(operand)) return test
  if (constant.value === null) return simplify(nullTest(operand, !test.negated))
  if (!isRewritten(operand)) return test
  const compared: Comparison = {
    kind: 'Comparison',
    operator: test.negated ? '=' : '<>',
    left: operand,
    right: constant,
    type: test.type,
  }
  if (test.negated) return simplify(compared)
  return simplify({ kind: 'Or', operands: [compared, nullTest(operand, false)], type: test.type })
}

function isRewritten(operand: BoundExpression): boolean {
  return (
    operand.kind === 'Arithmetic' ||
    operand.kind === 'CaseExpression' ||
    (operand.kind === 'Call' && operand.function === 'coalesce')
  )
}

// ── CASE and COALESCE ──────────────────────────────────────────────────────────────────────────────────────────

/**
 * A condition on CASE or COALESCE as an OR over what they choose from. Not where choosing keeps something from failing:
 *
 *   CASE WHEN Amount <> 0 THEN 1 / Amount ELSE 0 END > 2   -- beside an AND, DuckDB may divide first
 */
function onAlternatives(
  condition: BoundExpression,
  operand: BoundExpression,
  conditionOn: (value: BoundExpression) => BoundExpression,
  simplify: Simplify,
): BoundExpression | undefined {
  const alternatives = alternativesOf(operand)
  if (alternatives === undefined || !isMovable(condition) || !cannotFail(condition)) return undefined
  return simplify(foldExpression(overAlternatives(alternatives, conditionOn)))
}
