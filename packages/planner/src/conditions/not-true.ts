import { BOOLEAN } from '@certsql/core'
import { literal } from '../constants/evaluate-constant.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { negate } from '../verdict/negate.js'

/**
 * A condition that holds where another one does not: where it is false, and where it is unknown.
 *
 *   Amount > 5                   ⇒  Amount <= 5 OR Amount IS NULL
 *   Amount > 5 AND IsWon         ⇒  Amount <= 5 OR Amount IS NULL OR IsWon IS NOT TRUE
 *
 * Undefined where that cannot be said without evaluating the condition as a whole.
 */
export function notTrue(condition: BoundExpression): BoundExpression | undefined {
  switch (condition.kind) {
    case 'Literal':
      return literal(BOOLEAN, condition.value !== true)
    case 'And':
      return combined('Or', condition.operands)
    case 'Or':
      return combined('And', condition.operands)
    case 'Not': {
      const opposite = negate(condition.operand)
      return opposite.kind === 'Not' ? isNot(false, condition.operand) : notTrue(opposite)
    }
    case 'ColumnUse':
      return isNot(true, condition)
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'DistinctTest':
      return negate(condition)
    case 'Comparison':
    case 'InListTest':
    case 'LikeTest': {
      const unknown = unknownWhen(condition)
      return unknown === undefined ? undefined : either([negate(condition), ...unknown])
    }
    case 'Arithmetic':
    case 'CaseExpression':
    case 'CastExpression':
    case 'ExtractPart':
    case 'Call':
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
    case 'InSubqueryTest':
    case 'QuantifiedTest':
      return undefined
  }
}

/**
 * The tests one of which holds where a comparison with constants is unknown: those of its operands that may be null.
 * Undefined where a constant is null, or where the comparison is with more than constants.
 */
export function unknownWhen(
  test: BoundExpression & { readonly kind: 'Comparison' | 'InListTest' | 'LikeTest' },
): readonly BoundExpression[] | undefined {
  switch (test.kind) {
    case 'Comparison':
      return [test.left, test.right].some(isNull) ? undefined : nullTests([test.left, test.right])
    case 'InListTest':
      return test.items.every(isKnown) ? nullTests([test.operand]) : undefined
    case 'LikeTest':
      return isKnown(test.pattern) && (test.escape === undefined || isKnown(test.escape))
        ? nullTests([test.operand])
        : undefined
  }
}

function isKnown(expression: BoundExpression): boolean {
  return expression.kind === 'Literal' && expression.value !== null
}

function isNull(expression: BoundExpression): boolean {
  return expression.kind === 'Literal' && expression.value === null
}

function nullTests(operands: readonly BoundExpression[]): readonly BoundExpression[] {
  return operands.filter((operand) => operand.kind !== 'Literal').map((operand) => nullTest(operand, false))
}

export function nullTest(operand: BoundExpression, negated: boolean): BoundExpression {
  return { kind: 'IsNullTest', operand, negated, type: BOOLEAN }
}

function isNot(truth: boolean, operand: BoundExpression): BoundExpression {
  return { kind: 'IsTruthTest', operand, truth, negated: true, type: BOOLEAN }
}

function combined(kind: 'And' | 'Or', operands: readonly BoundExpression[]): BoundExpression | undefined {
  const opposites = operands.map(notTrue)
  const known = opposites.filter((one) => one !== undefined)
  return known.length === opposites.length ? { kind, operands: known, type: BOOLEAN } : undefined
}

/** One of the conditions, flat; TRUE of none has no meaning here, so there is always one. */
function either(conditions: readonly BoundExpression[]): BoundExpression {
  const [only] = conditions
  return conditions.length === 1 && only !== undefined
    ? only
    : { kind: 'Or', operands: conditions, type: BOOLEAN }
}
