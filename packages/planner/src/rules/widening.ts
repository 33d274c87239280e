import type { SqlType } from '@certsql/core'
import type { BoundExpression, Literal } from '../logical/bound-expression.js'

/** The number below casts that keep it as it is. */
export function withoutWidening(expression: BoundExpression): BoundExpression {
  if (expression.kind !== 'CastExpression' || expression.safe) return expression
  const { operand, type } = expression
  return keepsNumber(operand.type, type) ? withoutWidening(operand) : expression
}

function keepsNumber(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'null') return true
  if (to.kind === 'decimal') {
    const { precision, scale } = wholeOrDecimal(from)
    return precision > 0 && to.scale >= scale && to.precision - to.scale >= precision - scale
  }
  return from.kind === 'integer' && (to.kind === 'bigint' || to.kind === 'integer')
}

function wholeOrDecimal(type: SqlType): { readonly precision: number; readonly scale: number } {
  if (type.kind === 'decimal') return type
  return { precision: type.kind === 'integer' ? 10 : type.kind === 'bigint' ? 19 : 0, scale: 0 }
}

/** A constant that is added exactly. */
export function isExactNumber(expression: BoundExpression): expression is Literal {
  return (
    expression.kind === 'Literal' &&
    typeof expression.value === 'string' &&
    EXACT_KINDS.has(expression.type.kind)
  )
}

export function isNumber(expression: BoundExpression, wanted: number): boolean {
  return isExactNumber(expression) && Number(expression.value) === wanted
}

const EXACT_KINDS: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal'])
