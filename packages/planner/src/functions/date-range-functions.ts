import { DATE_RANGES } from './date-range.js'
import type { SpecialForm } from './function-definition.js'

/** SOQL's date literals as functions. They are ranges, so they can only be compared with. */
export const DATE_RANGE_FUNCTIONS: readonly SpecialForm[] = DATE_RANGES.map(({ name, counted, help }) => ({
  kind: 'special',
  name: name.toLowerCase(),
  family: 'date',
  signatures: [counted ? 'integer -> date' : '-> date'],
  help: `${help} A range of days: CloseDate = ${name}(${counted ? '30' : ''}).`,
}))
