import {
  BIGINT,
  DATE,
  DOUBLE,
  formatSqlType,
  INTEGER,
  INTERVAL,
  isNumeric,
  isTextual,
  type SourceSpan,
  type SqlType,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
} from '@certsql/core'
import type { ArithmeticOperator } from '@certsql/sql'
import { asDecimal, commonNumber, decimalOrDouble } from '../functions/common-type.js'
import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import { coerce, isNullLiteral, isUntyped } from './coerce.js'
import type { LiteralContext } from './read-literal.js'
import { bindError, withType } from './type-error.js'

/**
 * `<left> + - * / % ^ <right>`.
 *
 * | operands | result |
 * |---|---|
 * | INTEGER, BIGINT | the wider; division cuts off, as in PostgreSQL |
 * | DECIMAL `+ -` | the larger scale, one digit more |
 * | DECIMAL `*` | the sum of precisions and scales |
 * | DECIMAL beyond 38 digits | 38 digits of that scale, or DOUBLE: see `decimalOrDouble` |
 * | DECIMAL `/`, anything with DOUBLE, `^` | DOUBLE: a quotient has no scale of its own |
 * | DATE − DATE | INTEGER, days |
 * | DATE ± INTEGER | DATE |
 * | DATE ± INTERVAL | TIMESTAMP |
 * | moment − moment | INTERVAL |
 */
export function makeArithmetic(
  operator: ArithmeticOperator,
  left: BoundExpression,
  right: BoundExpression,
  context: LiteralContext,
  span: SourceSpan,
): BoundExpression {
  const typedLeft = typeUnknown(left, right, operator, context)
  const typedRight = typeUnknown(right, left, operator, context)
  const shape = shapeOf(operator, typedLeft.type, typedRight.type)
  if (shape === undefined) throw noOperator(operator, left, right, span)
  return {
    kind: 'Arithmetic',
    operator,
    left: coerce(typedLeft, shape.left, context),
    right: coerce(typedRight, shape.right, context),
    type: shape.type,
    span,
  }
}

interface Shape {
  readonly left: SqlType
  readonly right: SqlType
  readonly type: SqlType
}

/** NULL and text constants take the type of the other side, or the one that the operator wants of them. */
function typeUnknown(
  operand: BoundExpression,
  beside: BoundExpression,
  operator: ArithmeticOperator,
  context: LiteralContext,
): BoundExpression {
  const other = beside.type
  if (!isUntyped(operand) && !isNullLiteral(operand)) return operand
  if (isUntyped(operand) && isTextual(other) && !isUntyped(beside)) return operand
  return coerce(operand, typeBeside(operand, other, operator), context)
}

function typeBeside(operand: Literal, other: SqlType, operator: ArithmeticOperator): SqlType {
  if (other.kind === 'null' || other.kind === 'text') return operand.value === null ? INTEGER : DOUBLE
  if (operator === '-' || operator === '+') {
    const isMoment = other.kind === 'timestamp' || other.kind === 'timestamptz' || other.kind === 'time'
    // `CreatedDate - '1 day'` is an interval to PostgreSQL too, `DueDate - '2025-01-31'` is a date.
    if (isMoment) return INTERVAL
    if (other.kind === 'date' && operator === '+') return INTEGER
  }
  if (other.kind === 'interval' && operator !== '+' && operator !== '-') return DOUBLE
  return other.kind === 'decimal' && operand.value !== null
    ? { kind: 'decimal', precision: 38, scale: 0 }
    : other
}

function shapeOf(operator: ArithmeticOperator, left: SqlType, right: SqlType): Shape | undefined {
  if (isNumeric(left) && isNumeric(right)) return numberShape(operator, left, right)
  switch (operator) {
    case '+':
      return sumShape(left, right) ?? swap(sumShape(right, left))
    case '-':
      return differenceShape(left, right)
    case '*':
      return scaledInterval(left, right) ?? swap(scaledInterval(right, left))
    case '/':
      return scaledInterval(left, right)
    case '%':
    case '^':
      return undefined
  }
}

function swap(shape: Shape | undefined): Shape | undefined {
  return shape === undefined ? undefined : { left: shape.right, right: shape.left, type: shape.type }
}

function numberShape(operator: ArithmeticOperator, left: SqlType, right: SqlType): Shape {
  const type = numberType(operator, left, right)
  // DOUBLE is computed in DOUBLE from the start: a product of decimals may not fit before it is converted.
  return type.kind === 'double' ? { left: DOUBLE, right: DOUBLE, type } : { left, right, type }
}

function numberType(operator: ArithmeticOperator, left: SqlType, right: SqlType): SqlType {
  const common = commonNumber(left, right)
  if (operator === '^' || common.kind === 'double') return DOUBLE
  if (common.kind !== 'decimal') return common.kind === 'bigint' ? BIGINT : INTEGER
  const [a, b] = [asDecimal(left), asDecimal(right)]
  switch (operator) {
    case '+':
    case '-':
      return decimalOrDouble(common.precision + 1, common.scale)
    case '*':
      return decimalOrDouble(a.precision + b.precision, a.scale + b.scale)
    case '/':
      return DOUBLE
    case '%':
      return common
  }
}

function sumShape(left: SqlType, right: SqlType): Shape | undefined {
  if (left.kind === 'date' && right.kind === 'integer') return { left, right, type: DATE }
  if (left.kind === 'date' && right.kind === 'bigint') return { left, right: INTEGER, type: DATE }
  if (left.kind === 'date' && right.kind === 'time') return { left, right, type: TIMESTAMP }
  if (right.kind === 'interval') return shiftShape(left, right)
  return undefined
}

function shiftShape(left: SqlType, right: SqlType): Shape | undefined {
  switch (left.kind) {
    case 'date':
      return { left, right, type: TIMESTAMP }
    case 'timestamp':
      return { left, right, type: TIMESTAMP }
    case 'timestamptz':
      return { left, right, type: TIMESTAMPTZ }
    case 'time':
      return { left, right, type: TIME }
    case 'interval':
      return { left, right, type: INTERVAL }
    default:
      return undefined
  }
}

function differenceShape(left: SqlType, right: SqlType): Shape | undefined {
  if (left.kind === 'date' && right.kind === 'date') return { left, right, type: INTEGER }
  if (left.kind === 'date' && right.kind === 'integer') return { left, right, type: DATE }
  if (left.kind === 'date' && right.kind === 'bigint') return { left, right: INTEGER, type: DATE }
  if (right.kind === 'interval') return shiftShape(left, right)
  if (left.kind === 'time' && right.kind === 'time') return { left, right, type: INTERVAL }
  const moment = commonMoment(left, right)
  return moment === undefined ? undefined : { left: moment, right: moment, type: INTERVAL }
}

function commonMoment(left: SqlType, right: SqlType): SqlType | undefined {
  const kinds = [left.kind, right.kind]
  if (!kinds.every((kind) => kind === 'date' || kind === 'timestamp' || kind === 'timestamptz'))
    return undefined
  return kinds.includes('timestamptz') ? TIMESTAMPTZ : TIMESTAMP
}

function scaledInterval(left: SqlType, right: SqlType): Shape | undefined {
  return left.kind === 'interval' && isNumeric(right) ? { left, right: DOUBLE, type: INTERVAL } : undefined
}

function noOperator(operator: string, left: BoundExpression, right: BoundExpression, span: SourceSpan) {
  return bindError({
    code: 'CERT-3001',
    message: `There is no ${withType(left)} ${operator} ${withType(right)}.`,
    hint: arithmeticHint(operator, left, right),
    span,
  })
}

function arithmeticHint(operator: string, left: BoundExpression, right: BoundExpression): string | undefined {
  const kinds = [left.type.kind, right.type.kind]
  if (operator === '+' && kinds.some((kind) => kind === 'text' || kind === 'id'))
    return 'texts are joined with ||'
  if (kinds.includes('timestamptz') || kinds.includes('timestamp'))
    return "add and subtract intervals: INTERVAL '1' DAY"
  if (kinds.some((kind) => kind === 'text' || kind === 'id'))
    return `convert the text first, for example CAST(… AS ${formatSqlType({ kind: 'decimal', precision: 18, scale: 2 })})`
  return undefined
}
