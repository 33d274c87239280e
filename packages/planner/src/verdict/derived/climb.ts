import { BOOLEAN } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { nullTest } from '../../conditions/not-true.js'
import type { BoundExpression } from '../../logical/bound-expression.js'
import { FALSE } from '../../logical/conjuncts.js'

/** A place in the order of x, as the conditions that x is there or behind it, or before it. */
export interface Place {
  readonly from: BoundExpression
  readonly before: BoundExpression
}

/**
 * What is known of a function that never falls while x grows, and of a constant: where it reaches that constant, and where it
 * exceeds it.
 *
 *   FLOOR(x) and 3     reaches it at x = 3, exceeds it at x = 4
 *   FLOOR(x) and 2.5   reaches and exceeds it at x = 3: no x has it
 */
export interface Climb {
  readonly x: BoundExpression
  readonly reached: Place
  readonly exceeded: Place
  /** Whether some x may have the very value. */
  readonly hasEqual: boolean
}

/** `f(x) <operator> constant` as a condition on x, which is null where x is. */
export function comparedClimb(
  { x, reached, exceeded, hasEqual }: Climb,
  operator: ComparisonOperator,
): BoundExpression {
  switch (operator) {
    case '>=':
      return reached.from
    case '>':
      return exceeded.from
    case '<':
      return reached.before
    case '<=':
      return exceeded.before
    case '=':
      return hasEqual ? both('And', reached.from, exceeded.before) : FALSE
    case '<>':
      return hasEqual ? both('Or', reached.before, exceeded.from) : nullTest(x, true)
  }
}

export function both(kind: 'And' | 'Or', left: BoundExpression, right: BoundExpression): BoundExpression {
  return { kind, operands: [left, right], type: BOOLEAN }
}

/** A condition that another one is, or at least implies. */
export interface Derived {
  readonly condition: BoundExpression
  /** Whether it holds for just the same rows. */
  readonly isExact: boolean
}
