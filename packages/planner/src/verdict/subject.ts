import { isMoment, isNumeric, isTextual, type SqlType } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { type CalendarPart, isCalendarPart } from './calendar-part.js'
import { isPeriodUnit, type PeriodUnit } from './period.js'
import type { VerdictContext } from './verdict-context.js'

/**
 * The field that a condition asks about, and what it does to its value first:
 *
 *   Name                             field
 *   CAST(CreatedDate AS DATE)        period (day)
 *   DATE_TRUNC('month', CloseDate)   period (month)
 *   EXTRACT(YEAR FROM CloseDate)     year
 *   EXTRACT(MONTH FROM CloseDate)    calendar part
 */
export type Subject =
  | { readonly kind: 'field'; readonly path: FieldPath; readonly type: SqlType }
  | { readonly kind: 'period'; readonly path: FieldPath; readonly unit: PeriodUnit; readonly type: SqlType }
  | { readonly kind: 'year'; readonly path: FieldPath }
  | { readonly kind: 'calendarPart'; readonly path: FieldPath; readonly part: CalendarPart }

/** The subject of an expression; undefined when SOQL has no words for it. */
export function subjectOf(expression: BoundExpression, context: VerdictContext): Subject | undefined {
  switch (expression.kind) {
    case 'ColumnUse': {
      const output = context.outputOf(expression.column)
      if (output?.kind !== 'SoqlField') return undefined
      return { kind: 'field', path: output.path, type: expression.type }
    }
    case 'CastExpression':
      return castSubject(expression.operand, expression.type, context)
    case 'ExtractPart':
      return partSubject(expression.field, expression.operand, context)
    case 'Call':
      return callSubject(expression, context)
    default:
      return undefined
  }
}

/** The path of a bare column of the scan. */
export function fieldOf(expression: BoundExpression, context: VerdictContext): FieldPath | undefined {
  const subject = expression.kind === 'ColumnUse' ? subjectOf(expression, context) : undefined
  return subject?.path
}

/** Casts that keep every value, and every order of values, are looked through. */
function castSubject(operand: BoundExpression, type: SqlType, context: VerdictContext): Subject | undefined {
  const subject = subjectOf(operand, context)
  if (subject === undefined) return undefined
  if (subject.kind === 'year' || subject.kind === 'calendarPart')
    return isNumeric(type) && keepsNumbers({ kind: 'integer' }, type) ? subject : undefined
  // A wall clock shows an hour twice in autumn, so it names a moment for certain in UTC only.
  const readsClock = subject.type.kind === 'timestamp' && type.kind === 'timestamptz'
  if (readsClock && subject.kind === 'field' && context.options.timeZone !== 'UTC') return undefined
  if (keepsValues(subject.type, type)) return { ...subject, type }
  const cutsToDay =
    type.kind === 'date' && (subject.type.kind === 'timestamptz' || subject.type.kind === 'timestamp')
  if (!cutsToDay) return undefined
  const unit = subject.kind === 'period' ? subject.unit : 'day'
  return { kind: 'period', path: subject.path, unit, type }
}

function keepsValues(from: SqlType, to: SqlType): boolean {
  if (isTextual(from) && isTextual(to)) return true
  if (isNumeric(from) && isNumeric(to)) return keepsNumbers(from, to)
  if (from.kind === 'date') return to.kind === 'date' || isMoment(to)
  if (isMoment(from)) return isMoment(to)
  return from.kind === to.kind
}

/** DOUBLE keeps up to 15 digits apart; that the constant has no more is seen to where it is read. */
function keepsNumbers(from: SqlType, to: SqlType): boolean {
  if (to.kind === 'double') return true
  if (from.kind === 'double') return false
  if (from.kind === 'decimal')
    return (
      to.kind === 'decimal' &&
      to.scale >= from.scale &&
      to.precision - to.scale >= from.precision - from.scale
    )
  if (to.kind === 'decimal')
    return to.precision - to.scale >= WHOLE_DIGITS[from.kind === 'bigint' ? 'bigint' : 'integer']
  return from.kind === 'integer' || to.kind === 'bigint'
}

const WHOLE_DIGITS = { integer: 10, bigint: 19 } as const

function partSubject(field: string, operand: BoundExpression, context: VerdictContext): Subject | undefined {
  const inner = subjectOf(operand, context)
  if (
    inner === undefined ||
    !isDateField(inner.path) ||
    inner.kind === 'year' ||
    inner.kind === 'calendarPart'
  )
    return undefined
  // EXTRACT(YEAR FROM DATE_TRUNC('month', d)) is EXTRACT(YEAR FROM d); a month of a truncated year is not.
  if (field === 'YEAR' && !(inner.kind === 'period' && inner.unit === 'week'))
    return { kind: 'year', path: inner.path }
  return isCalendarPart(field) && keepsPart(inner, field)
    ? { kind: 'calendarPart', path: inner.path, part: field }
    : undefined
}

/** A day has no hour to SOQL, and a moment that is cut to its day has none left. */
function keepsPart(inner: Subject & { readonly kind: 'field' | 'period' }, part: CalendarPart): boolean {
  if (part === 'HOUR') return inner.kind === 'field' && inner.path.column.fieldType === 'datetime'
  return inner.kind === 'field' || inner.unit === 'day'
}

function callSubject(
  call: BoundExpression & { readonly kind: 'Call' },
  context: VerdictContext,
): Subject | undefined {
  const [first, second] = call.arguments
  if (call.function === 'date_part' && second !== undefined && first?.kind === 'Literal')
    return partSubject(String(first.value).toUpperCase(), second, context)
  const { path, unit = '' } = truncated(call, context) ?? {}
  return path === undefined || !isPeriodUnit(unit)
    ? undefined
    : { kind: 'period', path, unit, type: call.type }
}

/** The datetime field of DATE_TRUNC('hour', …), by which the org groups and which no condition can say. */
export function hourSubject(expression: BoundExpression, context: VerdictContext): FieldPath | undefined {
  const { path, unit } = truncated(expression, context) ?? {}
  return unit === 'hour' && path?.column.fieldType === 'datetime' ? path : undefined
}

/** DATE_TRUNC of a field. */
function truncated(
  expression: BoundExpression,
  context: VerdictContext,
): { readonly path: FieldPath; readonly unit: string } | undefined {
  if (expression.kind !== 'Call' || expression.function !== 'date_trunc') return undefined
  const [unit, moment] = expression.arguments
  if (unit?.kind !== 'Literal' || typeof unit.value !== 'string' || moment === undefined) return undefined
  const subject = subjectOf(moment, context)
  return subject?.kind === 'field' && isDateField(subject.path)
    ? { path: subject.path, unit: unit.value.toLowerCase() }
    : undefined
}

function isDateField({ column }: FieldPath): boolean {
  return column.fieldType === 'date' || column.fieldType === 'datetime'
}
