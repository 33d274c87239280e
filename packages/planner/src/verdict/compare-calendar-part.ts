import type { ComparisonOperator } from '@certsql/sql'
import type { FieldPath } from '../logical/remote-scan.js'
import { allOf, compare, isNotNull, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import {
  type CalendarPart,
  calendarFunction,
  readsInSessionZone,
  SOQL_PARTS,
  soqlNumber,
} from './calendar-part.js'
import { exact, none } from './combine-verdicts.js'
import type { ConditionVerdict } from './verdict.js'

/** A constant between two whole numbers is known by the lower one. */
interface PartNumber {
  readonly whole: number
  readonly isWhole: boolean
}

/**
 * EXTRACT(MONTH FROM d) against a constant: the numbers of the part that meet the comparison, as SOQL counts them.
 *
 *   EXTRACT(MONTH FROM d) > 2.5     CALENDAR_MONTH(d) >= 3
 *   EXTRACT(DOW FROM d) <= 1        DAY_IN_WEEK(d) <= 2
 *   EXTRACT(ISODOW FROM d) >= 6     DAY_IN_WEEK(d) IN (7, 1)
 *   EXTRACT(MONTH FROM d) < 13      d != null
 *
 * Data that would break more than that:
 *   EXTRACT(MONTH FROM CreatedDate) = 1 in Berlin, created at 2024-12-31T23:30Z   -- January here, December in the org
 */
export function compareCalendarPart(
  path: FieldPath,
  part: CalendarPart,
  operator: ComparisonOperator,
  number: PartNumber,
  timeZone: string,
): ConditionVerdict {
  if (!readsInSessionZone(path, timeZone)) return none('the org reads parts of a datetime in UTC')
  const { smallest, largest } = SOQL_PARTS[part]
  const numbers = Array.from({ length: largest - smallest + 1 }, (_, index) => smallest + index)
  const wanted = numbers.filter((one) => meets(one, operator, number))
  if (wanted.length === 0) return exact(NEVER, 'no date has such a part')
  if (wanted.length === numbers.length) return exact(isNotNull(path), 'every date has such a part')
  return exact(amongNumbers(path, part, operator, wanted, number.whole), 'SOQL has this calendar part')
}

function meets(one: number, operator: ComparisonOperator, { whole, isWhole }: PartNumber): boolean {
  switch (operator) {
    case '=':
      return isWhole && one === whole
    case '<>':
      return !isWhole || one !== whole
    case '<':
      return isWhole ? one < whole : one <= whole
    case '<=':
      return one <= whole
    case '>':
      return one > whole
    case '>=':
      return isWhole ? one >= whole : one > whole
  }
}

/** `wanted` are some of the numbers, and not all. */
function amongNumbers(
  path: FieldPath,
  part: CalendarPart,
  operator: ComparisonOperator,
  wanted: readonly number[],
  whole: number,
): SoqlCondition {
  const left = calendarFunction(path, part)
  const numberOf = (one = 0) => ({ kind: 'number', value: String(soqlNumber(part, one)) }) as const
  switch (operator) {
    case '=':
      return compare(left, '=', numberOf(whole))
    case '<>':
      return allOf([compare(left, '!=', numberOf(whole)), isNotNull(path)])
    case '<':
    case '<=':
    case '>':
    case '>=': {
      if (wanted.length === 1) return compare(left, '=', numberOf(wanted[0]))
      // A week that begins on Monday is none of SOQL's.
      if (part === 'ISODOW') return { kind: 'SoqlIn', left, values: wanted.map(numberOf), negated: false }
      return operator === '<' || operator === '<='
        ? compare(left, '<=', numberOf(wanted.at(-1)))
        : compare(left, '>=', numberOf(wanted[0]))
    }
  }
}
