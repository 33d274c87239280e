import type { FieldPath } from '../../src/logical/remote-scan.js'
import { pathOf } from '../../src/soql/field-path.js'
import type { SoqlCondition, SoqlExpression, SoqlOperator, SoqlValue } from '../../src/soql/soql-query.js'

/** A record: scalars by field, and parents by relationship. */
export interface OracleRecord {
  readonly [name: string]: null | boolean | number | string | OracleRecord
}

/** What nobody could verify about the platform, either way. */
export interface OracleVariants {
  readonly nullsMatchNotIn: boolean
  readonly nullsMatchNotLike: boolean
  /** The org compares whole seconds only. */
  readonly comparesSeconds: boolean
}

/** Whether a record meets a condition, by the truth table of the platform: two values, null rows in `!=`. */
export function meets(condition: SoqlCondition, record: OracleRecord, variants: OracleVariants): boolean {
  switch (condition.kind) {
    case 'SoqlAnd':
      return condition.operands.every((operand) => meets(operand, record, variants))
    case 'SoqlOr':
      return condition.operands.some((operand) => meets(operand, record, variants))
    case 'SoqlComparison':
      return compares(condition.left, condition.operator, condition.value, record, variants)
    case 'SoqlIn': {
      const value = read(condition.left, record)
      if (value === null) return condition.negated && variants.nullsMatchNotIn
      const among = condition.values.some((one) => compares(condition.left, '=', one, record, variants))
      return among !== condition.negated
    }
    case 'SoqlLike': {
      const value = read(condition.left, record)
      if (value === null) return condition.negated && variants.nullsMatchNotLike
      return (
        likeMatches(String(value), condition.pattern, isExact(pathOf(condition.left))) !== condition.negated
      )
    }
    case 'SoqlIncludes':
    case 'SoqlSemiJoin':
      throw new Error(`The oracle does not know ${condition.kind}`)
    case 'SoqlNever':
      return false
    case 'SoqlAlways':
      return true
  }
}

function compares(
  left: SoqlExpression,
  operator: SoqlOperator,
  value: SoqlValue,
  record: OracleRecord,
  variants: OracleVariants,
): boolean {
  const path = pathOf(left)
  const isBoolean = path.column.fieldType === 'boolean'
  const found = read(left, record)
  // A boolean is never null: where there is no parent it is false.
  const stored = isBoolean && found === null ? false : found
  if (value.kind === 'null') {
    if (isBoolean) throw new Error('A boolean must not be asked for null')
    return operator === '=' ? stored === null : stored !== null
  }
  if (stored === null) return operator === '!='
  const isPart = left.kind === 'SoqlFunction' && typeof stored === 'number'
  const [a, b] = isPart
    ? [stored, Number(value.value)]
    : [key(stored, path, variants), key(value.value, path, variants)]
  switch (operator) {
    case '=':
      return a === b
    case '!=':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

function key(
  value: boolean | number | string,
  path: FieldPath,
  variants: OracleVariants,
): boolean | number | string {
  switch (path.column.type.kind) {
    case 'text':
      return isExact(path) ? String(value) : fold(String(value))
    case 'integer':
    case 'decimal':
    case 'double':
      return Number(value)
    case 'timestamptz': {
      const moment = Date.parse(String(value))
      return variants.comparesSeconds ? Math.floor(moment / 1000) : moment
    }
    default:
      return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  }
}

function dayInYear(text: string): number {
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number)
  return Math.round((Date.UTC(year ?? 0, (month ?? 1) - 1, day) - Date.UTC(year ?? 0, 0, 1)) / 86_400_000) + 1
}

/** What the org gives for a field or a part of a date. */
export function readExpression(
  expression: SoqlExpression,
  record: OracleRecord,
): null | boolean | number | string {
  return read(expression, record)
}

function read(expression: SoqlExpression, record: OracleRecord): null | boolean | number | string {
  if (expression.kind === 'SoqlFunction') {
    const value = read(expression.argument, record)
    if (value === null) return null
    if (expression.name === 'CALENDAR_MONTH') return Number(String(value).slice(5, 7))
    if (expression.name === 'CALENDAR_YEAR') return Number(String(value).slice(0, 4))
    if (expression.name === 'DAY_ONLY') return String(value).slice(0, 10)
    if (expression.name === 'CALENDAR_QUARTER') return Math.ceil(Number(String(value).slice(5, 7)) / 3)
    if (expression.name === 'DAY_IN_MONTH') return Number(String(value).slice(8, 10))
    if (expression.name === 'HOUR_IN_DAY') return Number(String(value).slice(11, 13))
    if (expression.name === 'DAY_IN_WEEK') return new Date(String(value)).getUTCDay() + 1
    if (expression.name === 'DAY_IN_YEAR') return dayInYear(String(value))
    throw new Error(`The oracle does not know ${expression.name}`)
  }
  if (expression.kind === 'SoqlAggregate') throw new Error('The oracle does not aggregate')
  const { relationships, column } = expression.path
  let current: OracleRecord = record
  for (const relationship of relationships) {
    const parent: OracleRecord[string] = current[relationship] ?? null
    if (parent === null || typeof parent !== 'object') return null
    current = parent
  }
  const value = current[column.name] ?? null
  return typeof value === 'object' ? null : value
}

function isExact({ column }: FieldPath): boolean {
  return column.field.caseSensitive === true || column.type.kind === 'id'
}

export function fold(text: string): string {
  return [...text]
    .map((character) =>
      character.toUpperCase().length === character.length ? character.toUpperCase() : character,
    )
    .join('')
}

/** `%`, `_` and backslash escapes; the whole value must match. */
export function likeMatches(value: string, pattern: string, exact: boolean): boolean {
  const source = [...pattern.matchAll(/\\(.)|%|_|[^\\%_]+/gsu)]
    .map(([piece, escaped]) => {
      if (piece === '%') return '[^]*'
      if (piece === '_') return '[^]'
      return (exact ? (escaped ?? piece) : fold(escaped ?? piece)).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${source}$`, 'u').test(exact ? value : fold(value))
}
