import { isNumeric } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'

/** A value as far as it matters here: which number it is only where that needs no rounding. */
export type KnownValue = null | boolean | number

/** What columns are known to hold; undefined for the others. */
export type KnownColumns = (column: number) => KnownValue | undefined

/**
 * Whether a condition cannot be true where some columns are known, whatever the others hold.
 *
 * ```ts
 * isNeverTrue(bound('ABS(COALESCE(a, 0) - COALESCE(b, 0)) > 0.005'), (column) => (column === a.id ? 0 : null)) // true
 * ```
 */
export function isNeverTrue(condition: BoundExpression, columns: KnownColumns): boolean {
  switch (condition.kind) {
    case 'And':
      return condition.operands.some((one) => isNeverTrue(one, columns))
    case 'Or':
      return condition.operands.every((one) => isNeverTrue(one, columns))
    default: {
      const value = knownValue(condition, columns)
      return value === false || value === null
    }
  }
}

/** What an expression comes to; undefined where what is known does not tell. */
export function knownValue(expression: BoundExpression, columns: KnownColumns): KnownValue | undefined {
  const known = (one: BoundExpression) => knownValue(one, columns)
  switch (expression.kind) {
    case 'Literal':
      return literalValue(expression)
    case 'ColumnUse':
      return columns(expression.column.id)
    case 'CastExpression': {
      const value = known(expression.operand)
      return value === null || (value === 0 && isNumber(expression)) ? value : undefined
    }
    case 'Not': {
      const value = known(expression.operand)
      return typeof value === 'boolean' ? !value : value
    }
    case 'Comparison':
      return compared(expression.operator, known(expression.left), known(expression.right))
    case 'Arithmetic':
      return calculated(expression.operator, known(expression.left), known(expression.right))
    case 'IsNullTest': {
      const value = known(expression.operand)
      return value === undefined ? undefined : (value === null) !== expression.negated
    }
    case 'Call':
      return called(expression.function, expression.arguments.map(known))
    default:
      return undefined
  }
}

function literalValue({
  value,
  type,
}: BoundExpression & { readonly kind: 'Literal' }): KnownValue | undefined {
  if (typeof value !== 'string') return value
  if (!isNumeric(type)) return undefined
  const number = Number(value)
  // What is too small for a number is no zero.
  return number === 0 && /[1-9]/.test(value.replace(/e.*$/i, '')) ? undefined : number
}

function isNumber({ type }: BoundExpression): boolean {
  return isNumeric(type)
}

type Known = KnownValue | undefined

/** On which side of zero a number is, rounding does not change. */
function compared(operator: string, left: Known, right: Known): Known {
  if (left === null || right === null) return null
  if (typeof left !== 'number' || typeof right !== 'number' || (left !== 0 && right !== 0)) return undefined
  switch (operator) {
    case '=':
      return left === right
    case '<>':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return undefined
  }
}

function calculated(operator: string, left: Known, right: Known): Known {
  if (left === null || right === null) return null
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  switch (operator) {
    case '+':
      return left === 0 || right === 0 ? left + right : undefined
    case '-':
      return left === 0 || right === 0 ? left - right : undefined
    case '*':
      return left === 0 || right === 0 ? 0 : undefined
    default:
      return undefined
  }
}

function called(name: string, values: readonly Known[]): Known {
  const [first] = values
  switch (name) {
    case 'coalesce': {
      const decisive = values.find((one) => one !== null)
      return values.length > 0 && values.every((one) => one === null) ? null : decisive
    }
    case 'abs':
      return typeof first === 'number' ? Math.abs(first) : first === null ? null : undefined
    case 'round':
      return first === 0 || first === null ? first : undefined
    default:
      return undefined
  }
}
