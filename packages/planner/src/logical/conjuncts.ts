import { BOOLEAN } from '@certsql/core'
import type { BoundExpression } from './bound-expression.js'

export const TRUE: BoundExpression = { kind: 'Literal', value: true, type: BOOLEAN }
export const FALSE: BoundExpression = { kind: 'Literal', value: false, type: BOOLEAN }

/** The parts of a condition that must all hold: `a AND (b AND c)` gives a, b, c; TRUE gives none. */
export function conjunctsOf(condition: BoundExpression | undefined): readonly BoundExpression[] {
  if (condition === undefined || isTrue(condition)) return []
  if (condition.kind !== 'And') return [condition]
  const isFlat = condition.operands.every((one) => one.kind !== 'And' && !isTrue(one))
  return isFlat ? condition.operands : condition.operands.flatMap(conjunctsOf)
}

/** The inverse of `conjunctsOf`; TRUE for none. */
export function conjunction(conjuncts: readonly BoundExpression[]): BoundExpression {
  const [first, ...others] = conjuncts
  if (first === undefined) return TRUE
  return others.length === 0 ? first : { kind: 'And', operands: conjuncts, type: BOOLEAN }
}

export function isTrue(expression: BoundExpression): boolean {
  return expression.kind === 'Literal' && expression.value === true
}

export function isFalse(expression: BoundExpression): boolean {
  return expression.kind === 'Literal' && expression.value === false
}
