import { BOOLEAN, isFoldedText, isNumeric, isTextual, type SqlType } from '@certsql/core'
import type { ArithmeticOperator, ComparisonOperator } from '@certsql/sql'
import type { BoundExpression, InListTest, Literal } from '../logical/bound-expression.js'
import { PRINTABLE_ASCII } from './ascii.js'
import { dayNumber, isoDate } from './calendar.js'
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
import { evaluateCall } from './evaluate-call.js'
import { type Interval, negateInterval, parseInterval } from './interval.js'
import { localOf, momentOfLocal, partOfLocal, shiftLocal } from './moment-constant.js'

/**
 * The value of an expression over literals, where it can be told here with certainty. Anything else gives undefined and
 * is left to DuckDB: a fold must never decide otherwise than DuckDB would. Without a zone, what depends on the zone of the
 * session stays as it is.
 */
export function evaluateConstant(expression: BoundExpression, zone?: string): Literal | undefined {
  switch (expression.kind) {
    case 'Arithmetic':
      return both(expression.left, expression.right, (left, right) =>
        left.value === null || right.value === null
          ? literal(expression.type, null)
          : evaluateArithmetic(expression.operator, left, right, expression.type, zone),
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
        ? evaluateCast(expression.operand, expression.type, zone)
        : undefined
    case 'ExtractPart':
      return expression.operand.kind === 'Literal'
        ? evaluatePart(expression.field, expression.operand, expression.type, zone)
        : undefined
    case 'Call':
      return evaluateCall(expression, zone)
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
  zone: string | undefined,
): Literal | undefined {
  if (isNumeric(left.type) && isNumeric(right.type)) return evaluateNumbers(operator, left, right, type)
  if (left.type.kind === 'date' && isWholeNumber(right.type)) return shiftDate(operator, left, right)
  if (left.type.kind === 'date' && right.type.kind === 'date')
    return subtractDates(operator, left, right, type)
  if (right.type.kind === 'interval') return shiftByInterval(operator, left, right, type, zone)
  if (left.type.kind === 'interval' && operator === '+')
    return shiftByInterval(operator, right, left, type, zone)
  return undefined
}

function isWholeNumber(type: SqlType): boolean {
  return type.kind === 'integer' || type.kind === 'bigint'
}

function evaluateNumbers(
  operator: ArithmeticOperator,
  left: Literal,
  right: Literal,
  type: SqlType,
): Literal | undefined {
  if (type.kind === 'double') return evaluateDoubles(operator, left, right, type)
  const a = parseDecimal(String(left.value))
  const b = parseDecimal(String(right.value))
  if (a === undefined || b === undefined) return undefined
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

/** IEEE 754 leaves no choice to those who add, subtract, multiply or divide; a power it does. */
function evaluateDoubles(
  operator: ArithmeticOperator,
  left: Literal,
  right: Literal,
  type: SqlType,
): Literal | undefined {
  const result = combineDoubles(operator, Number(left.value), Number(right.value))
  const digits = String(result)
  return PLAIN_NUMBER.test(digits) && !Object.is(result, -0) ? literal(type, digits) : undefined
}

/** Neither infinite nor so great or small that it takes an exponent. */
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/

function combineDoubles(operator: ArithmeticOperator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
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

/** Months, days and time from a day or a moment; from a day it is a timestamp, as in PostgreSQL. */
function shiftByInterval(
  operator: ArithmeticOperator,
  moment: Literal,
  by: Literal,
  type: SqlType,
  zone: string | undefined,
): Literal | undefined {
  const read = parseInterval(String(by.value))
  if (read === undefined || (operator !== '+' && operator !== '-')) return undefined
  const interval = operator === '+' ? read : negateInterval(read)
  if (moment.type.kind === 'timestamptz') return shiftInstant(moment, interval, zone)
  const local = type.kind === 'timestamp' ? localOf(moment, zone) : undefined
  return local === undefined ? undefined : momentOfLocal(type, shiftLocal(local, interval), zone)
}

/** Days and months have the length that the session's zone gives them; time is exact. */
function shiftInstant(
  moment: Literal,
  { months, days, microseconds }: Interval,
  zone: string | undefined,
): Literal | undefined {
  const byMonths = shiftedIn(zone, moment, { months, days: 0, microseconds: 0 })
  const byDays = byMonths && shiftedIn(zone, byMonths, { months: 0, days, microseconds: 0 })
  return byDays && shiftedIn('UTC', byDays, { months: 0, days: 0, microseconds })
}

function shiftedIn(zone: string | undefined, moment: Literal, interval: Interval): Literal | undefined {
  if (interval.months === 0 && interval.days === 0 && interval.microseconds === 0) return moment
  const local = localOf(moment, zone)
  return local === undefined ? undefined : momentOfLocal(moment.type, shiftLocal(local, interval), zone)
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
  if (isFolded && !(PRINTABLE_ASCII.test(a) && PRINTABLE_ASCII.test(b))) return undefined
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

// ── Casts and parts ────────────────────────────────────────────────────────────────────────────────────────────

function evaluateCast(operand: Literal, type: SqlType, zone: string | undefined): Literal | undefined {
  if (operand.value === null) return literal(type, null)
  if (operand.type.kind === type.kind && type.kind !== 'decimal') return literal(type, operand.value)
  if (isNumeric(operand.type) && operand.type.kind !== 'double' && isNumeric(type)) {
    const number = parseDecimal(String(operand.value))
    if (number === undefined) return undefined
    return type.kind === 'double' ? literal(type, String(operand.value)) : numberOfType(number, type)
  }
  return momentOfLocal(type, localOf(operand, zone), zone)
}

function evaluatePart(
  field: string,
  operand: Literal,
  type: SqlType,
  zone: string | undefined,
): Literal | undefined {
  if (operand.value === null) return literal(type, null)
  const local = localOf(operand, zone)
  const part = local === undefined ? undefined : partOfLocal(field, local)
  return part === undefined ? undefined : literal(type, String(part))
}
