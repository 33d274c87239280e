import { BOOLEAN, isFoldedText, isNumeric, isTextual, type SqlType } from '@certsql/core'
import type { ArithmeticOperator, ComparisonOperator } from '@certsql/sql'
import type { BoundExpression, InListTest, Literal } from '../logical/bound-expression.js'
import { addMonths, dayNumber, isoDate } from './calendar.js'
import {
  addDecimals,
  compareDecimals,
  type DecimalNumber,
  formatDecimal,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  trimScale,
  withScale,
} from './decimal-number.js'
import { type Interval, negateInterval, parseInterval } from './interval.js'

/**
 * The value of an expression over literals, where it can be told here with certainty. Anything else gives undefined and
 * is left to DuckDB: a fold must never decide otherwise than DuckDB would.
 */
export function evaluateConstant(expression: BoundExpression): Literal | undefined {
  switch (expression.kind) {
    case 'Arithmetic':
      return both(expression.left, expression.right, (left, right) =>
        left.value === null || right.value === null
          ? literal(expression.type, null)
          : evaluateArithmetic(expression.operator, left, right, expression.type),
      )
    case 'Comparison':
      return both(expression.left, expression.right, (left, right) =>
        evaluateComparison(expression.operator, left, right),
      )
    case 'InListTest':
      return evaluateInList(expression)
    case 'IsNullTest':
      return expression.operand.kind === 'Literal'
        ? literal(BOOLEAN, (expression.operand.value === null) !== expression.negated)
        : undefined
    case 'CastExpression':
      return expression.operand.kind === 'Literal'
        ? evaluateCast(expression.operand, expression.type)
        : undefined
    case 'Call':
      return evaluateCall(expression.function, expression.arguments, expression.type)
    default:
      return undefined
  }
}

export function literal(type: SqlType, value: Literal['value']): Literal {
  return { kind: 'Literal', type, value }
}

function both(
  left: BoundExpression,
  right: BoundExpression,
  evaluate: (left: Literal, right: Literal) => Literal | undefined,
): Literal | undefined {
  return left.kind === 'Literal' && right.kind === 'Literal' ? evaluate(left, right) : undefined
}

// ── Arithmetic ─────────────────────────────────────────────────────────────────────────────────────────────────

function evaluateArithmetic(
  operator: ArithmeticOperator,
  left: Literal,
  right: Literal,
  type: SqlType,
): Literal | undefined {
  if (isNumeric(left.type) && isNumeric(right.type)) return evaluateNumbers(operator, left, right, type)
  if (left.type.kind === 'date' && isWholeNumber(right.type)) return shiftDate(operator, left, right)
  if (left.type.kind === 'date' && right.type.kind === 'date')
    return subtractDates(operator, left, right, type)
  if (right.type.kind === 'interval') return shiftByInterval(operator, left, right, type)
  if (left.type.kind === 'interval' && operator === '+') return shiftByInterval(operator, right, left, type)
  return undefined
}

function isWholeNumber(type: SqlType): boolean {
  return type.kind === 'integer' || type.kind === 'bigint'
}

/** Exact kinds only: DOUBLE stays with DuckDB, so that rounding happens in one place. */
function evaluateNumbers(
  operator: ArithmeticOperator,
  left: Literal,
  right: Literal,
  type: SqlType,
): Literal | undefined {
  const a = parseDecimal(String(left.value))
  const b = parseDecimal(String(right.value))
  if (a === undefined || b === undefined || type.kind === 'double') return undefined
  const result = combine(operator, a, b)
  return result === undefined ? undefined : numberOfType(result, type)
}

function combine(
  operator: ArithmeticOperator,
  a: DecimalNumber,
  b: DecimalNumber,
): DecimalNumber | undefined {
  switch (operator) {
    case '+':
      return addDecimals(a, b)
    case '-':
      return addDecimals(a, negateDecimal(b))
    case '*':
      return multiplyDecimals(a, b)
    case '/':
    case '%':
    case '^':
      return undefined
  }
}

const INTEGER_LIMITS = { integer: 2n ** 31n, bigint: 2n ** 63n } as const

function numberOfType(number: DecimalNumber, type: SqlType): Literal | undefined {
  const trimmed = trimScale(number)
  switch (type.kind) {
    case 'integer':
    case 'bigint': {
      const limit = INTEGER_LIMITS[type.kind]
      const fits = trimmed.scale === 0 && trimmed.digits < limit && trimmed.digits >= -limit
      return fits ? literal(type, formatDecimal(trimmed)) : undefined
    }
    case 'decimal': {
      const scaled = withScale(trimmed, type.scale)
      const size = (scaled.digits < 0n ? -scaled.digits : scaled.digits).toString().length
      return scaled.scale === type.scale && size <= type.precision
        ? literal(type, formatDecimal(scaled))
        : undefined
    }
    default:
      return undefined
  }
}

function shiftDate(operator: ArithmeticOperator, date: Literal, days: Literal): Literal | undefined {
  const day = dayNumber(String(date.value))
  if (day === undefined || (operator !== '+' && operator !== '-')) return undefined
  const shifted = isoDate(operator === '+' ? day + Number(days.value) : day - Number(days.value))
  return shifted === undefined ? undefined : literal(date.type, shifted)
}

function subtractDates(
  operator: ArithmeticOperator,
  left: Literal,
  right: Literal,
  type: SqlType,
): Literal | undefined {
  const [from, to] = [dayNumber(String(right.value)), dayNumber(String(left.value))]
  if (operator !== '-' || from === undefined || to === undefined) return undefined
  return literal(type, String(to - from))
}

/** Whole months and days from a date: a timestamp at midnight, as in PostgreSQL. */
function shiftByInterval(
  operator: ArithmeticOperator,
  moment: Literal,
  by: Literal,
  type: SqlType,
): Literal | undefined {
  const read = parseInterval(String(by.value))
  if (read === undefined || (operator !== '+' && operator !== '-')) return undefined
  const interval = operator === '+' ? read : negateInterval(read)
  switch (moment.type.kind) {
    case 'date':
      return shiftMidnight(String(moment.value), interval, type)
    case 'timestamptz':
      return shiftInstant(String(moment.value), interval, type)
    default:
      return undefined
  }
}

function shiftMidnight(date: string, interval: Interval, type: SqlType): Literal | undefined {
  const day = dayNumber(date)
  if (day === undefined || interval.microseconds !== 0 || type.kind !== 'timestamp') return undefined
  const shifted = isoDate(addMonths(day, interval.months) + interval.days)
  return shifted === undefined ? undefined : literal(type, `${shifted} 00:00:00`)
}

/** Only by an exact time: days and months have the length that the session's zone gives them. */
function shiftInstant(instant: string, interval: Interval, type: SqlType): Literal | undefined {
  const milliseconds = interval.microseconds / 1000
  if (interval.months !== 0 || interval.days !== 0 || !Number.isInteger(milliseconds)) return undefined
  const moment = new Date(Date.parse(instant) + milliseconds)
  return Number.isNaN(moment.getTime()) ? undefined : literal(type, moment.toISOString())
}

// ── Comparison ─────────────────────────────────────────────────────────────────────────────────────────────────

function evaluateComparison(
  operator: ComparisonOperator,
  left: Literal,
  right: Literal,
): Literal | undefined {
  if (left.value === null || right.value === null) return literal(BOOLEAN, null)
  const order = compareValues(operator, left, right)
  return order === undefined ? undefined : literal(BOOLEAN, holds(operator, order))
}

/** The order of texts is left to DuckDB, and so is what is equal beyond ASCII. */
function compareValues(operator: ComparisonOperator, left: Literal, right: Literal): number | undefined {
  if (isNumeric(left.type) && isNumeric(right.type)) return compareNumbers(left, right)
  if (isTextual(left.type) && isTextual(right.type) && (operator === '=' || operator === '<>'))
    return compareTexts(left, right)
  if (
    left.type.kind === right.type.kind &&
    (left.type.kind === 'timestamp' || left.type.kind === 'timestamptz')
  )
    return compareMoments(String(left.value), String(right.value))
  if (left.type.kind === 'date' && right.type.kind === 'date') {
    const [a, b] = [dayNumber(String(left.value)), dayNumber(String(right.value))]
    return a === undefined || b === undefined ? undefined : a - b
  }
  if (left.type.kind === 'boolean' && right.type.kind === 'boolean')
    return Number(left.value) - Number(right.value)
  return undefined
}

/** So many digits are a value of their own as a DOUBLE too. */
const SAFE_DIGITS = 15

function compareNumbers(left: Literal, right: Literal): number | undefined {
  const [a, b] = [parseDecimal(String(left.value)), parseDecimal(String(right.value))]
  if (a === undefined || b === undefined) return undefined
  const isFloating = left.type.kind === 'double' || right.type.kind === 'double'
  const isSafe = [a, b].every(({ digits }) => digits.toString().length <= SAFE_DIGITS)
  return isFloating && !isSafe ? undefined : compareDecimals(a, b)
}

/** Zero for the same text, as the types of both compare it. */
function compareTexts(left: Literal, right: Literal): number | undefined {
  const [a, b] = [String(left.value), String(right.value)]
  const isFolded = [left, right].every(({ type }) => isFoldedText(type))
  if (isFolded && !(ASCII.test(a) && ASCII.test(b))) return undefined
  const isSame = isFolded ? a.toUpperCase() === b.toUpperCase() : a === b
  return isSame ? 0 : 1
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z?$/

/** Both of one form: their texts have the order of the moments. */
function compareMoments(left: string, right: string): number | undefined {
  const [a, b] = [MOMENT.exec(left), MOMENT.exec(right)]
  if (a === null || b === null) return undefined
  const [one, other] = [a, b].map(
    ([, day, clock, fraction = '']) => `${day} ${clock}.${fraction.padEnd(9, '0')}`,
  )
  if (one === undefined || other === undefined) return undefined
  return one < other ? -1 : one > other ? 1 : 0
}

function holds(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

/** One member that is equal decides; else one that cannot be judged leaves it open, and a null makes it unknown. */
function evaluateInList({ operand, items, negated }: InListTest): Literal | undefined {
  if (operand.kind !== 'Literal') return undefined
  if (operand.value === null) return literal(BOOLEAN, null)
  const answers = items.map((item) =>
    item.kind === 'Literal' ? evaluateComparison('=', operand, item)?.value : undefined,
  )
  const types = items.map((item) => item.type).filter(isTextual)
  // A list with one exact text compares exactly as a whole.
  if (types.some((type) => !sameComparison(type, types[0] ?? type))) return undefined
  if (answers.includes(true)) return literal(BOOLEAN, !negated)
  if (answers.includes(undefined)) return undefined
  return literal(BOOLEAN, answers.includes(null) ? null : negated)
}

function sameComparison(a: SqlType, b: SqlType): boolean {
  return a.kind === 'text' && b.kind === 'text' ? a.comparison === b.comparison : a.kind === b.kind
}

// ── Casts and functions ────────────────────────────────────────────────────────────────────────────────────────

function evaluateCast(operand: Literal, type: SqlType): Literal | undefined {
  if (operand.value === null) return literal(type, null)
  if (operand.type.kind === type.kind && type.kind !== 'decimal') return literal(type, operand.value)
  if (isNumeric(operand.type) && operand.type.kind !== 'double' && isNumeric(type)) {
    const number = parseDecimal(String(operand.value))
    if (number === undefined) return undefined
    return type.kind === 'double' ? literal(type, String(operand.value)) : numberOfType(number, type)
  }
  if (operand.type.kind === 'timestamp' && type.kind === 'date') {
    const [date = '', time = ''] = String(operand.value).split(' ')
    return /^00:00:00(\.0*)?$/.test(time) && dayNumber(date) !== undefined ? literal(type, date) : undefined
  }
  if (operand.type.kind === 'date' && type.kind === 'timestamp')
    return literal(type, `${String(operand.value)} 00:00:00`)
  return undefined
}

/** Case is mapped for ASCII only: beyond it, DuckDB's tables decide. */
const ASCII = /^[\x20-\x7e]*$/

function evaluateCall(
  name: string,
  operands: readonly BoundExpression[],
  type: SqlType,
): Literal | undefined {
  const [first] = operands
  if (operands.length !== 1 || first?.kind !== 'Literal' || first.type.kind !== 'text') return undefined
  if (name !== 'upper' && name !== 'lower') return undefined
  if (first.value === null) return literal(type, null)
  const text = String(first.value)
  if (!ASCII.test(text)) return undefined
  return literal(type, name === 'upper' ? text.toUpperCase() : text.toLowerCase())
}
