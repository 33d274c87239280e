import { DATE, isMoment, TIMESTAMP } from '@certsql/core'
import { showsDaysOnly } from '../functions/moment-format.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { mapExpression } from '../logical/map-expression.js'
import { isPeriodUnit } from '../verdict/period.js'
import { castUnlessSame } from './make-expression.js'

/**
 * The same expression, where it reads no more of a moment than its day, over that day: the org groups by days of moments,
 * and not by moments.
 *
 *   EXTRACT(WEEK FROM CreatedDate)     EXTRACT(WEEK FROM CAST(CreatedDate AS DATE))
 *   DATE_TRUNC('week', CreatedDate)    CAST(DATE_TRUNC('week', CAST(CreatedDate AS DATE)) AS TIMESTAMPTZ)
 *   TO_CHAR(CreatedDate, 'YYYY-MM')    TO_CHAR(CAST(CreatedDate AS DATE), 'YYYY-MM')
 *   EXTRACT(MINUTE FROM CreatedDate)   as it is
 */
export function readByDay(expression: BoundExpression): BoundExpression {
  return mapExpression(expression, (one) => {
    switch (one.kind) {
      case 'ExtractPart':
        return PARTS_OF_DAYS.has(one.field) ? { ...one, operand: dayOf(one.operand) } : one
      case 'Call':
        return callByDay(one)
      default:
        return one
    }
  })
}

function callByDay(call: BoundExpression & { readonly kind: 'Call' }): BoundExpression {
  const [first, second] = call.arguments
  switch (call.function) {
    case 'date_trunc': {
      const cutsDays = first?.kind === 'Literal' && isUnitOfDays(String(first.value).toLowerCase())
      if (!cutsDays || second === undefined || !isMoment(second.type)) return call
      return castUnlessSame({ ...call, arguments: [first, dayOf(second)], type: TIMESTAMP }, call.type)
    }
    case 'last_day':
      return first === undefined ? call : { ...call, arguments: [dayOf(first)] }
    case 'to_char': {
      const showsDays = second?.kind === 'Literal' && showsDaysOnly(String(second.value))
      return showsDays && first !== undefined ? { ...call, arguments: [dayOf(first), second] } : call
    }
    default:
      return call
  }
}

function dayOf(expression: BoundExpression): BoundExpression {
  return isMoment(expression.type) ? castUnlessSame(expression, DATE) : expression
}

const PARTS_OF_DAYS: ReadonlySet<string> = new Set([
  'MILLENNIUM',
  'CENTURY',
  'DECADE',
  'YEAR',
  'ISOYEAR',
  'QUARTER',
  'MONTH',
  'WEEK',
  'DAY',
  'DOW',
  'ISODOW',
  'DOY',
])

function isUnitOfDays(unit: string): boolean {
  return isPeriodUnit(unit) || unit === 'decade' || unit === 'century' || unit === 'millennium'
}
