import { DATE, type SourceSpan } from '@certsql/core'
import type { ComparisonOperator, Expression, FunctionCall } from '@certsql/sql'
import { isoDate } from '../constants/calendar.js'
import { DATE_RANGES, type DateRangeFunction, type DayRange } from '../functions/date-range.js'
import { formatSignature } from '../functions/signature.js'
import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import { firstDayOfWeek } from './first-day-of-week.js'
import { constantOf } from './fold-constant.js'
import { makeComparison } from './make-comparison.js'
import { today } from './read-literal.js'
import { all, any } from './row-values.js'
import type { Binder, Scope } from './scope.js'
import { bindError, withType } from './type-error.js'
import { isRepeatable } from './volatile.js'

const rangesByName = new Map(DATE_RANGES.map((range) => [range.name.toLowerCase(), range]))

/** A call of one of SOQL's date literals. */
export interface RangeCall extends FunctionCall {
  readonly star: false
}

/** `THIS_MONTH()`, `LAST_N_DAYS(30)`: SOQL's date literals, written as functions. */
export function isRangeCall(expression: Expression): expression is RangeCall {
  return expression.kind === 'FunctionCall' && !expression.star && rangeOf(expression) !== undefined
}

function rangeOf({ name }: FunctionCall): DateRangeFunction | undefined {
  const [only, more] = name.parts
  return only === undefined || more !== undefined ? undefined : rangesByName.get(only.name.toLowerCase())
}

/**
 * A comparison with a range of days: `=` is in it, `<` before it, `>` after it. It becomes one with the days themselves,
 * at midnight of the session's zone where moments are compared.
 *
 *   CloseDate = THIS_MONTH()   ⇒   CloseDate >= DATE '2025-06-01' AND CloseDate < DATE '2025-07-01'
 */
export function compareWithRange(
  operator: ComparisonOperator,
  operand: BoundExpression,
  call: FunctionCall,
  scope: Scope,
  binder: Binder,
  span: SourceSpan,
): BoundExpression {
  requireDays(operand, call)
  const { start, end } = rangeDays(call, scope, binder)
  const compare = (by: ComparisonOperator, day: number) =>
    makeComparison(by, operand, dayLiteral(day, call), binder.options, span)
  switch (operator) {
    case '=':
      return all([compare('>=', start), compare('<', end)])
    case '<>':
      return any([compare('<', start), compare('>=', end)])
    case '<':
      return compare('<', start)
    case '<=':
      return compare('<', end)
    case '>':
      return compare('>=', end)
    case '>=':
      return compare('>=', start)
  }
}

function requireDays(operand: BoundExpression, call: FunctionCall): void {
  const { kind } = operand.type
  const isDay = kind === 'date' || kind === 'timestamp' || kind === 'timestamptz'
  if (isDay && isRepeatable(operand)) return
  throw bindError({
    code: isDay ? 'CERT-4002' : 'CERT-3001',
    message: `${withType(operand)} cannot be compared with a range of days.`,
    hint: isDay ? 'compute it in a subquery first' : 'ranges compare with dates and timestamps',
    span: call.span,
  })
}

function rangeDays(call: FunctionCall, scope: Scope, binder: Binder): DayRange {
  const range = rangeOf(call)
  const given = call.arguments.map((argument) => constantOf(binder.bindExpression(argument, scope)))
  const [first] = given
  const fits = range !== undefined && given.length === (range.counted ? 1 : 0)
  if (!fits || (range.counted && !isCount(first))) throw wrongCount(call, range)
  return range.range(
    {
      today: today(binder.options),
      firstDayOfWeek: firstDayOfWeek(binder.view.org.userLocale),
      firstMonthOfYear: binder.options.fiscalYearStartMonth ?? 1,
    },
    Number(first?.value ?? 0),
  )
}

/** Far beyond any calendar that SOQL can write. */
const LARGEST_COUNT = 100_000

function isCount(literal: Literal | undefined): boolean {
  return (
    literal?.type.kind === 'integer' && Number(literal.value) >= 0 && Number(literal.value) <= LARGEST_COUNT
  )
}

function wrongCount(call: FunctionCall, range: DateRangeFunction | undefined) {
  const name = range?.name ?? ''
  return bindError({
    code: 'CERT-3002',
    message: `${name} takes ${range?.counted === true ? 'one constant whole number that is not negative' : 'no arguments'}.`,
    hint: `it is called as ${formatSignature(name, range?.counted === true ? 'integer -> *' : '-> *')}`,
    span: call.span,
  })
}

function dayLiteral(day: number, call: FunctionCall): Literal {
  const value = isoDate(day)
  if (value !== undefined) return { kind: 'Literal', type: DATE, value }
  throw bindError({ code: 'CERT-3008', message: 'This range leaves the calendar.', span: call.span })
}

/** Anywhere but in a comparison a range has no meaning. */
export function rangeOutsideComparison(call: FunctionCall) {
  const name = call.name.parts.map((part) => part.name).join('.')
  return bindError({
    code: 'CERT-4002',
    message: `${name.toUpperCase()} is a range of days; it can only be compared with.`,
    hint: `write it as CloseDate = ${name.toUpperCase()}(…), or compute days: date_trunc('month', CURRENT_DATE)`,
    span: call.span,
  })
}
