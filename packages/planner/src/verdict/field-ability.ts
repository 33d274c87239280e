import type { OrgFacts, TableColumn } from '@certsql/catalog'
import type { TextComparison } from '@certsql/core'
import type { PlannerOptions } from '../planner-options.js'
import {
  CAPABILITY_FOR,
  type Case,
  type Circumstance,
  FIELD_ABILITIES,
  type Operation,
} from './field-abilities.js'
import { hasOwnCapitals } from './text-constant.js'
import type { VerdictKind } from './verdict.js'

/** What a verdict on a field depends on beside the field itself. */
export interface Surroundings {
  readonly options: Pick<PlannerOptions, 'collation' | 'textOrder' | 'timeZone'>
  readonly org: OrgFacts
}

export interface FieldVerdict {
  readonly verdict: VerdictKind
  readonly reason: string
}

/**
 * Whether SOQL can say this of the field: what describe grants first, then the table.
 *
 * ```ts
 * fieldAbility(account.Name, '<', 'folded', surroundings)
 * // { verdict: 'none', reason: 'the order of text in comparisons is not known' }
 * ```
 */
export function fieldAbility(
  column: TableColumn,
  operation: Operation,
  comparison: TextComparison,
  surroundings: Surroundings,
): FieldVerdict {
  const capability = CAPABILITY_FOR[operation]
  if (capability !== undefined && !column.capabilities[capability])
    return { verdict: 'none', reason: `the org says that ${column.name} is not ${capability}` }
  // A type that the platform adds one day is not in the table.
  if (!Object.hasOwn(FIELD_ABILITIES, column.fieldType))
    return { verdict: 'none', reason: `the type ${column.fieldType} is not known` }
  const cases = FIELD_ABILITIES[column.fieldType][operation]
  const applying = cases.find((one) => applies(one, column, comparison, surroundings))
  return applying ?? { verdict: 'none', reason: 'no verdict covers this' }
}

/** Whether a Bulk job can bring the values of a field, which depends on nothing around it. */
export function bulkAbility(column: TableColumn): FieldVerdict {
  return fieldAbility(column, 'bulk', 'exact', ANYWHERE)
}

const ANYWHERE: Surroundings = {
  options: { collation: 'Org', textOrder: 'Auto', timeZone: 'UTC' },
  org: { multiCurrency: false, userLocale: 'en_US', userTimeZone: 'UTC' },
}

function applies(
  { when }: Case,
  column: TableColumn,
  comparison: TextComparison,
  surroundings: Surroundings,
): boolean {
  return when === undefined || CIRCUMSTANCES[when](column, comparison, surroundings)
}

type Test = (column: TableColumn, comparison: TextComparison, surroundings: Surroundings) => boolean

/** The decimal digits that a double holds whatever they are. */
export const SAFE_DIGITS = 15

const CIRCUMSTANCES: Readonly<Record<Circumstance, Test>> = {
  comparesAlike: (column, comparison) => comparison === comparisonInOrg(column),
  ignoresCase: (column, comparison) => comparison === 'folded' && comparisonInOrg(column) === 'folded',
  stricterHere: (column, comparison) => comparison === 'exact' && comparisonInOrg(column) === 'folded',
  trustedTextOrder: (column, comparison, { options, org }) =>
    comparison === 'folded' &&
    comparisonInOrg(column) === 'folded' &&
    (options.textOrder === 'Org' || isEnglish(org.userLocale)),
  ownCapitals: (_column, comparison, { org }) => comparison === 'folded' && hasOwnCapitals(org),
  calculated: (column) => column.field.calculated === true,
  multiCurrency: (_column, _comparison, { org }) => org.multiCurrency,
  manyDigits: ({ type }) =>
    type.kind === 'double' ||
    type.kind === 'bigint' ||
    (type.kind === 'decimal' && type.precision > SAFE_DIGITS),
}

export function comparisonInOrg(column: TableColumn): TextComparison {
  const isId = column.fieldType === 'id' || column.fieldType === 'reference'
  return isId || column.field.caseSensitive === true ? 'exact' : 'folded'
}

/** An unknown locale is none that may be relied on. */
function isEnglish(locale: string): boolean {
  return /^en(?:[_-]|$)/i.test(locale)
}
