import { BOOLEAN, type SqlType } from '@certsql/core'
import type { BoundExpression, Comparison } from '../../logical/bound-expression.js'

/** What is asked of a row: that its operand equals a key. */
export function equalsKey(operand: BoundExpression, keyType: SqlType, key = ''): Comparison {
  const literal: BoundExpression = { kind: 'Literal', value: key, type: keyType }
  return { kind: 'Comparison', operator: '=', left: operand, right: literal, type: BOOLEAN }
}
