import type { SqlType } from '@certsql/core'
import { parseInterval } from '../../src/constants/interval.js'
import type { BoundExpression } from '../../src/logical/bound-expression.js'
import type { PlanColumn } from '../../src/logical/plan-column.js'
import { fold, likeMatches } from './soql-oracle.js'

export type OracleValue = null | boolean | number | string

/** The value of an expression for one row, by SQL's three-valued logic; UTC is the zone of the session. */
export function evaluate(
  expression: BoundExpression,
  read: (column: PlanColumn) => OracleValue,
): OracleValue {
  const value = (one: BoundExpression) => evaluate(one, read)
  switch (expression.kind) {
    case 'Literal':
      return toValue(expression.value, expression.type)
    case 'ColumnUse':
      return toValue(read(expression.column), expression.type)
    case 'And':
      return and(expression.operands.map(value))
    case 'Or':
      return not(and(expression.operands.map((operand) => not(value(operand)))))
    case 'Not':
      return not(value(expression.operand))
    case 'Comparison':
      return compare(
        value(expression.left),
        expression.operator,
        value(expression.right),
        foldsIn([expression.left, expression.right]),
      )
    case 'IsNullTest':
      return (value(expression.operand) === null) !== expression.negated
    case 'IsTruthTest':
      return (value(expression.operand) === expression.truth) !== expression.negated
    case 'DistinctTest': {
      const [left, right] = [value(expression.left), value(expression.right)]
      const same =
        left === null || right === null
          ? left === right
          : compare(left, '=', right, foldsIn([expression.left, expression.right])) === true
      return !same !== expression.negated
    }
    case 'InListTest': {
      const operand = value(expression.operand)
      const folds = foldsIn([expression.operand, ...expression.items])
      const among = not(and(expression.items.map((item) => not(compare(operand, '=', value(item), folds)))))
      return expression.negated ? not(among) : among
    }
    case 'LikeTest': {
      const [text, pattern] = [value(expression.operand), value(expression.pattern)]
      if (text === null || pattern === null) return null
      const folds = expression.caseInsensitive || foldsIn([expression.operand, expression.pattern])
      return likeMatches(String(text), String(pattern), !folds) !== expression.negated
    }
    case 'CastExpression': {
      const operand = value(expression.operand)
      if (operand === null) return null
      if (expression.type.kind === 'date') return String(operand).slice(0, 10)
      if (expression.operand.type.kind === 'date' && expression.type.kind === 'timestamp')
        return `${operand} 00:00:00`
      if (expression.operand.type.kind === 'date') return `${operand}T00:00:00.000Z`
      return operand
    }
    case 'CaseExpression': {
      const branch = expression.branches.find(({ when }) => value(when) === true)
      return value(branch === undefined ? expression.otherwise : branch.then)
    }
    case 'Arithmetic': {
      const [left, right] = [value(expression.left), value(expression.right)]
      if (left === null || right === null) return null
      if (typeof left === 'string' || typeof right === 'string') {
        return shift(left, expression.operator, right, expression.type)
      }
      if (expression.operator === '/') return Number(left) / Number(right)
      if (expression.operator === '*') return exactly(Number(left) * Number(right))
      return exactly(
        expression.operator === '+' ? Number(left) + Number(right) : Number(left) - Number(right),
      )
    }
    case 'Call':
      return call(expression.function, expression.arguments.map(value))
    case 'ExtractPart': {
      const operand = value(expression.operand)
      if (operand === null) return null
      return partOf(new Date(String(operand)), expression.field)
    }
    default:
      throw new Error(`The oracle does not know ${expression.kind}`)
  }
}

/** A part of a moment in UTC. */
function partOf(moment: Date, field: string): number {
  const [year, month, day] = [moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate()]
  const weekday = moment.getUTCDay()
  const dayOfYear = (Date.UTC(year, month, day) - Date.UTC(year, 0, 1)) / DAY + 1
  switch (field) {
    case 'YEAR':
      return year
    case 'QUARTER':
      return Math.floor(month / 3) + 1
    case 'MONTH':
      return month + 1
    case 'DOW':
      return weekday
    case 'ISODOW':
      return weekday === 0 ? 7 : weekday
    case 'DOY':
      return dayOfYear
    case 'HOUR':
      return moment.getUTCHours()
    case 'WEEK': {
      // The week of the Thursday of the same week.
      const thursday = new Date(Date.UTC(year, month, day + 4 - (weekday === 0 ? 7 : weekday)))
      return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY / 7) + 1
    }
    default:
      throw new Error(`The oracle does not know ${field}`)
  }
}

/** Decimals are computed without the dust of floating point. */
function exactly(number: number): number {
  return Math.round(number * 1e6) / 1e6
}

const DAY = 86_400_000

/** Days and moments, shifted or subtracted. */
function shift(left: OracleValue, operator: string, right: OracleValue, type: SqlType): OracleValue {
  const sign = operator === '-' ? -1 : 1
  const [moment, by] = /^\d{4}-/.test(String(left)) ? [left, right] : [right, left]
  const start = Date.parse(String(moment))
  if (/^\d{4}-/.test(String(by))) return (start - Date.parse(String(by))) / DAY
  const interval =
    typeof by === 'number' ? { months: 0, days: by, microseconds: 0 } : parseInterval(String(by))
  if (interval === undefined) throw new Error(`The oracle does not know ${by}`)
  const shifted = addMonths(start, sign * interval.months)
  const end = new Date(shifted + sign * (interval.days * DAY + interval.microseconds / 1000)).toISOString()
  if (type.kind === 'date') return end.slice(0, 10)
  return type.kind === 'timestamp' ? end.slice(0, 19).replace('T', ' ') : end
}

function addMonths(instant: number, months: number): number {
  const date = new Date(instant)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.getTime()
}

function call(name: string, operands: readonly OracleValue[]): OracleValue {
  const [first = null, second = null] = operands
  if (name === 'coalesce') return operands.find((operand) => operand !== null) ?? null
  if (first === null) return null
  switch (name) {
    case 'upper':
      return fold(String(first))
    case 'lower':
      return String(first).toLowerCase()
    case 'length':
      return [...String(first)].length
    case 'abs':
      return Math.abs(Number(first))
    case 'floor':
      return Math.floor(Number(first))
    case 'ceil':
      return Math.ceil(Number(first))
    case 'round':
      return Math.sign(Number(first)) * (Math.round(Math.abs(Number(first)) * 10) / 10)
    case 'date_trunc':
      return second === null ? null : truncated(String(first), String(second))
    case 'make_date':
      return `${first}-${String(second).padStart(2, '0')}-01`
    default:
      throw new Error(`The oracle does not know ${name}`)
  }
}

function truncated(unit: string, moment: string): string {
  const [year = '', month = '1'] = moment.split('-')
  const first =
    unit === 'year' ? 1 : unit === 'quarter' ? Math.floor((Number(month) - 1) / 3) * 3 + 1 : Number(month)
  const day = `${year}-${String(first).padStart(2, '0')}-01`
  return moment.includes('T') ? `${day}T00:00:00.000Z` : `${day} 00:00:00`
}

function toValue(value: OracleValue, type: SqlType): OracleValue {
  const isNumber = ['integer', 'bigint', 'decimal', 'double'].includes(type.kind)
  return value !== null && isNumber ? Number(value) : value
}

function and(values: readonly OracleValue[]): OracleValue {
  if (values.includes(false)) return false
  return values.includes(null) ? null : true
}

function not(value: OracleValue): OracleValue {
  return value === null ? null : !value
}

function compare(left: OracleValue, operator: string, right: OracleValue, folds: boolean): OracleValue {
  if (left === null || right === null) return null
  const [a, b] = [key(left, folds), key(right, folds)]
  switch (operator) {
    case '=':
      return a === b
    case '<>':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    default:
      return a >= b
  }
}

function key(value: boolean | number | string, folds: boolean): boolean | number | string {
  if (typeof value !== 'string') return value
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return Date.parse(value)
  return folds ? fold(value) : value
}

function foldsIn(expressions: readonly BoundExpression[]): boolean {
  return expressions.every(
    ({ type }) => type.kind === 'null' || (type.kind === 'text' && type.comparison === 'folded'),
  )
}
