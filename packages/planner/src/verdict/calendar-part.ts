import type { FieldPath } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import type { SoqlFunction } from '../soql/soql-query.js'

/** Parts of a date that repeat; SOQL has a function for each. */
export type CalendarPart = 'QUARTER' | 'MONTH' | 'DAY' | 'DOW' | 'ISODOW' | 'DOY' | 'HOUR'

/**
 * How SOQL numbers a part.
 *
 *   alike         as SQL does
 *   sundayIsOne   Sunday is 1; to DOW it is 0, and to ISODOW 7
 */
type Numbering = 'alike' | 'sundayIsOne'

interface SoqlPart {
  readonly function: string
  readonly numbering: Numbering
  /** The numbers that SQL gives the part. */
  readonly smallest: number
  readonly largest: number
}

export const SOQL_PARTS: Readonly<Record<CalendarPart, SoqlPart>> = {
  QUARTER: { function: 'CALENDAR_QUARTER', numbering: 'alike', smallest: 1, largest: 4 },
  MONTH: { function: 'CALENDAR_MONTH', numbering: 'alike', smallest: 1, largest: 12 },
  DAY: { function: 'DAY_IN_MONTH', numbering: 'alike', smallest: 1, largest: 31 },
  DOW: { function: 'DAY_IN_WEEK', numbering: 'sundayIsOne', smallest: 0, largest: 6 },
  ISODOW: { function: 'DAY_IN_WEEK', numbering: 'sundayIsOne', smallest: 1, largest: 7 },
  DOY: { function: 'DAY_IN_YEAR', numbering: 'alike', smallest: 1, largest: 366 },
  HOUR: { function: 'HOUR_IN_DAY', numbering: 'alike', smallest: 0, largest: 23 },
}

const YEAR_FUNCTION = 'CALENDAR_YEAR'

export function isCalendarPart(text: string): text is CalendarPart {
  return Object.hasOwn(SOQL_PARTS, text)
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  YEAR_FUNCTION,
  ...Object.values(SOQL_PARTS).map((part) => part.function),
])

/** Whether a function of SOQL gives the number of a part of a date. */
export function isPartFunction(name: string): boolean {
  return FUNCTIONS.has(name)
}

/** The SOQL function for a part of a date: `CALENDAR_MONTH(CloseDate)`. */
export function calendarFunction(path: FieldPath, part: CalendarPart | 'YEAR'): SoqlFunction {
  const name = part === 'YEAR' ? YEAR_FUNCTION : SOQL_PARTS[part].function
  return { kind: 'SoqlFunction', name, argument: soqlField(path) }
}

/** SOQL's number for what is `number` in SQL. */
export function soqlNumber(part: CalendarPart, number: number): number {
  return SOQL_PARTS[part].numbering === 'alike' ? number : (number % 7) + 1
}

/** SOQL's calendar functions read datetimes in UTC, whatever the session's zone. */
export function readsInSessionZone({ column }: FieldPath, timeZone: string): boolean {
  return column.fieldType === 'date' || (column.fieldType === 'datetime' && timeZone === 'UTC')
}
