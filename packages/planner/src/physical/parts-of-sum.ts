import { printSoql } from '../soql/print-soql.js'
import { allOf, anyOf, compare } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlQuery } from '../soql/soql-query.js'
import { inGroup, type KeyPlace } from './key-place.js'
import type { SumParts } from './physical-plan.js'

/**
 * The sums of the numbers above or below zero, of these groups or of all: numbers of one sign have a far smaller error
 * bound, and what is left out is zero.
 *
 * ```ts
 * sumsOfSign(parts, '<', [['001D000000IRFmaIAH']])
 * // SELECT AccountId k0, SUM(Amount) a0, … FROM Opportunity WHERE AccountId = '001D000000IRFmaIAH' AND Amount < 0 GROUP BY …
 * ```
 */
export function sumsOfSign(
  { query, keys, number }: SumParts,
  sign: '<' | '>',
  groups: readonly KeyPlace[] | undefined,
): string {
  const ofGroups = groups === undefined ? [] : [anyOf(groups.map((place) => inGroup(keys, place)))]
  const ofSign = compare(number, sign, { kind: 'number', value: '0' })
  return printSoql(narrowed(query, [...ofGroups, ofSign]))
}

/** The numbers behind the sum of one group. */
export function numbersOfGroup({ query, keys, number }: SumParts, group: KeyPlace): string {
  const rows = { ...query, select: [{ expression: number }], groupBy: [] }
  return printSoql(narrowed(rows, [inGroup(keys, group)]))
}

function narrowed(query: SoqlQuery, conditions: readonly SoqlCondition[]): SoqlQuery {
  const where = allOf([...(query.where === undefined ? [] : [query.where]), ...conditions])
  if (where.kind !== 'SoqlAlways') return { ...query, where }
  const { where: _, ...rest } = query
  return rest
}
