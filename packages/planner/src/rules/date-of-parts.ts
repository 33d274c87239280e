import { DATE, DOUBLE, INTEGER, INTERVAL, TIMESTAMP } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { type CalendarPart, SOQL_PARTS } from '../verdict/calendar-part.js'
import { castUnlessSame } from './make-expression.js'

/** What SQL wants, made here of the parts of dates that the org groups by. A missing part is 1. */

export function firstDayOf(year: PlanColumn | undefined, month: BoundExpression = ONE): BoundExpression {
  return { kind: 'Call', function: 'make_date', arguments: [use(year), month, ONE], type: DATE }
}

/** (quarter − 1) · 3 + 1 */
export function monthOfQuarter(quarter: PlanColumn | undefined): BoundExpression {
  return whole('+', whole('*', whole('-', use(quarter), ONE), wholeNumber(3)), ONE)
}

/** The day, so many hours later, as clocks show it. */
export function startOfHour(day: PlanColumn | undefined, hour: PlanColumn | undefined): BoundExpression {
  const right: BoundExpression = {
    kind: 'Arithmetic',
    operator: '*',
    left: { kind: 'Literal', value: '1 hour', type: INTERVAL },
    right: castUnlessSame(use(hour), DOUBLE),
    type: INTERVAL,
  }
  return { kind: 'Arithmetic', operator: '+', left: use(day), right, type: TIMESTAMP }
}

/**
 * The part as SQL numbers it, of SOQL's number.
 *
 *   DOW      DAY_IN_WEEK − 1
 *   ISODOW   (DAY_IN_WEEK + 5) % 7 + 1
 */
export function partOfNumber(part: CalendarPart, number: PlanColumn | undefined): BoundExpression {
  if (SOQL_PARTS[part].numbering === 'alike') return use(number)
  return part === 'DOW'
    ? whole('-', use(number), ONE)
    : whole('+', whole('%', whole('+', use(number), wholeNumber(5)), wholeNumber(7)), ONE)
}

export function use(column: PlanColumn | undefined): BoundExpression {
  return column === undefined ? ONE : columnUse(column)
}

const ONE = wholeNumber(1)

function wholeNumber(value: number): BoundExpression {
  return { kind: 'Literal', value: String(value), type: INTEGER }
}

function whole(
  operator: '+' | '-' | '*' | '%',
  left: BoundExpression,
  right: BoundExpression,
): BoundExpression {
  return { kind: 'Arithmetic', operator, left, right, type: INTEGER }
}
