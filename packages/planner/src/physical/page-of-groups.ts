import { pathOf } from '../soql/field-path.js'
import { printSoql } from '../soql/print-soql.js'
import { allOf, anyOf, compare, isNotNull, isNull, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import { type GroupPlace, hasValue, literalOf } from './group-place.js'
import type { GroupPageKey, GroupPages } from './physical-plan.js'

/**
 * The query of the page behind a group.
 *
 * ```ts
 * pageOfGroups(pages, ['001D000000IRFmaIAH'])
 * // SELECT AccountId k0, COUNT(Id) a0 FROM Contact WHERE AccountId > '001D000000IRFmaIAH' GROUP BY AccountId ORDER BY …
 * ```
 */
export function pageOfGroups({ query, keys }: GroupPages, last: GroupPlace): string {
  const behind = groupsBehind(keys, last)
  const where = query.where === undefined ? behind : allOf([query.where, behind])
  return printSoql({ ...query, where })
}

/** Groups that come later: by the first key, or by the others where the first is the same. */
function groupsBehind(keys: readonly GroupPageKey[], last: GroupPlace): SoqlCondition {
  const [key, ...others] = keys
  if (key === undefined) return NEVER
  const [value = null, ...rest] = last
  return anyOf([behindValue(key, value), allOf([hasValue(key, value), groupsBehind(others, rest)])])
}

function behindValue(key: GroupPageKey, value: string | null): SoqlCondition {
  const { expression, direction, nulls } = key
  const field = pathOf(expression)
  if (value === null) return nulls === 'FIRST' ? isNotNull(field) : NEVER
  const further = compare(expression, direction === 'ASC' ? '>' : '<', literalOf(key, value))
  return nulls === 'FIRST' ? further : anyOf([further, isNull(field)])
}
