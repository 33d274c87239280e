import type { ComparisonOperator } from '@certsql/sql'
import type { FieldPath } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import { allOf, compare, isNotNull } from '../soql/soql-condition.js'
import type { SoqlFunction } from '../soql/soql-query.js'
import { exact, none } from './combine-verdicts.js'
import type { CalendarPart } from './subject.js'
import type { ConditionVerdict } from './verdict.js'

interface SoqlCalendarPart {
  readonly function: string
  readonly largest: number
}

const SOQL_PARTS: Readonly<Record<CalendarPart, SoqlCalendarPart>> = {
  QUARTER: { function: 'CALENDAR_QUARTER', largest: 4 },
  MONTH: { function: 'CALENDAR_MONTH', largest: 12 },
  DAY: { function: 'DAY_IN_MONTH', largest: 31 },
}

/** The SOQL function for a part of a date: `CALENDAR_MONTH(CloseDate)`. */
export function calendarFunction(path: FieldPath, part: CalendarPart | 'YEAR'): SoqlFunction {
  const name = part === 'YEAR' ? 'CALENDAR_YEAR' : SOQL_PARTS[part].function
  return { kind: 'SoqlFunction', name, argument: soqlField(path) }
}

/** SOQL's calendar functions read datetimes in UTC, whatever the session's zone. */
export function readsInSessionZone({ column }: FieldPath, timeZone: string): boolean {
  return column.fieldType === 'date' || (column.fieldType === 'datetime' && timeZone === 'UTC')
}

/**
 * EXTRACT(MONTH FROM d) against a whole number.
 *
 *   EXTRACT(MONTH FROM CreatedDate) = 1 in Berlin, created at 2024-12-31T23:30Z   -- January here, December in the org
 */
export function compareCalendarPart(
  path: FieldPath,
  part: CalendarPart,
  operator: ComparisonOperator,
  number: { readonly whole: number; readonly isWhole: boolean },
  timeZone: string,
): ConditionVerdict {
  if (!readsInSessionZone(path, timeZone)) return none('the org reads parts of a datetime in UTC')
  if (!number.isWhole || number.whole < 1 || number.whole > SOQL_PARTS[part].largest)
    return none('there is no such part of a date')
  const left = calendarFunction(path, part)
  const value = { kind: 'number', value: String(number.whole) } as const
  const reason = 'SOQL has this calendar part'
  if (operator === '<>') return exact(allOf([compare(left, '!=', value), isNotNull(path)]), reason)
  return exact(compare(left, operator, value), reason)
}
