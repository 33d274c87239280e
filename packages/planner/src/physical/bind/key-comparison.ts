import { BOOLEAN, type SqlType } from '@certsql/core'
import type { BoundExpression, Comparison } from '../../logical/bound-expression.js'
import type { BindCandidate, RangeOperator } from './bind-candidate.js'

/** What is asked of a row: that its operand equals a key, or is on this side of it. */
export function comparedWithKey(
  { operand, operator }: Pick<BindCandidate, 'operand' | 'operator'>,
  keyType: SqlType,
  key = '',
): Comparison {
  const right: BoundExpression = { kind: 'Literal', value: key, type: keyType }
  return {
    kind: 'Comparison',
    operator: operator === undefined ? '=' : reachingKey(operator, keyType),
    left: operand,
    right,
    type: BOOLEAN,
  }
}

/** The text of a moment ends with its milliseconds: what is behind that is before the moment itself. */
function reachingKey(operator: RangeOperator, keyType: SqlType): RangeOperator {
  return operator === '<' && keyType.kind === 'timestamptz' ? '<=' : operator
}
