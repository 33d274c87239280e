import type { SqlType } from '@certsql/core'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'

/** The value in a type; the value itself where it has that type. */
export function castUnlessSame(operand: BoundExpression, type: SqlType): BoundExpression {
  return sameType(operand.type, type) ? operand : { kind: 'CastExpression', operand, safe: false, type }
}

/** 0 with the places of the type. */
export function zero(type: SqlType): BoundExpression {
  const places = type.kind === 'decimal' ? type.scale : 0
  return { kind: 'Literal', value: (0).toFixed(places), type }
}

/** The number, and 0 in the place of null. */
export function orZero(number: BoundExpression): BoundExpression {
  return { kind: 'Call', function: 'coalesce', arguments: [number, zero(number.type)], type: number.type }
}
