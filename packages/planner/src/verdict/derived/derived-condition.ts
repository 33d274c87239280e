import { BOOLEAN } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import type {
  BoundExpression,
  Comparison,
  InListTest,
  LikeTest,
  Literal,
} from '../../logical/bound-expression.js'
import { MIRRORED } from '../../logical/mirrored-operators.js'
import type { Derived } from './climb.js'
import { dayRange } from './day-range.js'
import { dayTextLike, dayTextRange } from './day-text.js'
import { momentRange } from './moment-range.js'
import { numberRange } from './number-range.js'

/**
 * What a condition that SOQL has no words for says of the columns in it, as a condition on them. The column may still be wrapped
 * in something else, about which the same can be asked again.
 *
 * It is true of fields of the org: days of the years 1700 to 4000, moments, numbers. Undefined where there is nothing to say.
 */
export function derivedCondition(
  condition: Comparison | InListTest | LikeTest,
  timeZone: string,
): Derived | undefined {
  switch (condition.kind) {
    case 'Comparison': {
      const { left, operator, right } = condition
      if (right.kind === 'Literal') return comparedWith(left, operator, right, timeZone)
      return left.kind === 'Literal' ? comparedWith(right, MIRRORED[operator], left, timeZone) : undefined
    }
    case 'InListTest':
      return amongValues(condition, timeZone)
    case 'LikeTest':
      return condition.caseInsensitive || isPlain(condition.operand) ? undefined : dayTextLike(condition)
  }
}

function comparedWith(
  operand: BoundExpression,
  operator: ComparisonOperator,
  constant: Literal,
  timeZone: string,
): Derived | undefined {
  if (constant.value === null || isPlain(operand)) return undefined
  return (
    numberRange(operand, operator, constant) ??
    dayRange(operand, operator, constant, timeZone) ??
    dayTextRange(operand, operator, constant) ??
    momentRange(operand, operator, constant, timeZone)
  )
}

function isPlain({ kind }: BoundExpression): boolean {
  return kind !== 'Call' && kind !== 'Arithmetic' && kind !== 'CastExpression'
}

/** A range for each is a long condition. */
const MOST_RANGES = 60

function amongValues({ operand, items, negated }: InListTest, timeZone: string): Derived | undefined {
  if (isPlain(operand) || items.length > MOST_RANGES) return undefined
  const ranges: Derived[] = []
  for (const item of items) {
    const range =
      item.kind === 'Literal' ? comparedWith(operand, negated ? '<>' : '=', item, timeZone) : undefined
    if (range === undefined) return undefined
    ranges.push(range)
  }
  const operands = ranges.map(({ condition }) => condition)
  return {
    condition: { kind: negated ? 'And' : 'Or', operands, type: BOOLEAN },
    isExact: ranges.every(({ isExact }) => isExact),
  }
}
