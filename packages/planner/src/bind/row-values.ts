import { BOOLEAN, type SourceSpan } from '@certsql/core'
import type { ComparisonOperator, Expression, RowValue } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import { makeComparison } from './make-comparison.js'
import type { LiteralContext } from './read-literal.js'
import { bindError } from './type-error.js'

/** The parts of `(a, b)`; a plain expression is a row of one. */
export function itemsOf(expression: Expression): readonly Expression[] {
  return expression.kind === 'RowValue' ? expression.items : [expression]
}

export function isRow(expression: Expression): expression is RowValue {
  return expression.kind === 'RowValue'
}

/**
 * Rows compare item by item, the first difference decides:
 *
 *   (a, b) = (1, 2)   ⇒  a = 1 AND b = 2
 *   (a, b) <> (1, 2)  ⇒  a <> 1 OR b <> 2
 *   (a, b) < (1, 2)   ⇒  a < 1 OR (a = 1 AND b < 2)
 */
export function compareRows(
  operator: ComparisonOperator,
  left: readonly BoundExpression[],
  right: readonly BoundExpression[],
  context: LiteralContext,
  span: SourceSpan,
): BoundExpression {
  requireSameLength(left, right, span)
  const pair = (by: ComparisonOperator, index: number) => {
    const [a, b] = [left[index], right[index]]
    if (a === undefined || b === undefined) throw differentLength(left.length, right.length, span)
    return makeComparison(by, a, b, context, span)
  }
  const indexes = left.map((_, index) => index)
  if (operator === '=') return all(indexes.map((index) => pair('=', index)))
  if (operator === '<>') return any(indexes.map((index) => pair('<>', index)))
  const strict = operator === '<' || operator === '<=' ? '<' : '>'
  const last = left.length - 1
  return any(
    indexes.map((index) =>
      all([
        ...indexes.slice(0, index).map((before) => pair('=', before)),
        pair(index === last ? operator : strict, index),
      ]),
    ),
  )
}

function requireSameLength(left: readonly unknown[], right: readonly unknown[], span: SourceSpan): void {
  if (left.length !== right.length) throw differentLength(left.length, right.length, span)
}

export function differentLength(left: number, right: number, span: SourceSpan) {
  return bindError({
    code: 'CERT-3005',
    message: `A row of ${left} cannot be compared with a row of ${right}.`,
    span,
  })
}

/** All of them, flat; the only one as it is. */
export function all(conditions: readonly BoundExpression[]): BoundExpression {
  const operands = conditions.flatMap((one) => (one.kind === 'And' ? one.operands : [one]))
  const [only] = operands
  return operands.length === 1 && only !== undefined ? only : { kind: 'And', operands, type: BOOLEAN }
}

export function any(conditions: readonly BoundExpression[]): BoundExpression {
  const operands = conditions.flatMap((one) => (one.kind === 'Or' ? one.operands : [one]))
  const [only] = operands
  return operands.length === 1 && only !== undefined ? only : { kind: 'Or', operands, type: BOOLEAN }
}
