import { printSoql } from '../soql/print-soql.js'
import { allOf, compare } from '../soql/soql-condition.js'
import type { NamedGroups, SumParts } from './physical-plan.js'

/**
 * The sums of the numbers above or below zero, of these groups or of all: numbers of one sign have a far smaller error
 * bound, and what is left out is zero.
 *
 * ```ts
 * sumsOfSign(parts, '<', { groups: [['001D000000IRFmaIAH']], condition })
 * // SELECT AccountId k0, SUM(Amount) a0, … FROM Opportunity WHERE AccountId = '001D000000IRFmaIAH' AND Amount < 0 GROUP BY …
 * ```
 */
export function sumsOfSign(
  { query, number }: SumParts,
  sign: '<' | '>',
  groups: NamedGroups | undefined,
): string {
  const where = allOf([
    ...(query.where === undefined ? [] : [query.where]),
    ...(groups === undefined ? [] : [groups.condition]),
    compare(number, sign, { kind: 'number', value: '0' }),
  ])
  return printSoql({ ...query, where })
}
