import { pathOf } from '../soql/field-path.js'
import { printSoql } from '../soql/print-soql.js'
import { allOf, anyOf, compare, isNotNull, isNull, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlQuery } from '../soql/soql-query.js'
import { hasValue, type KeyPlace, literalOf } from './key-place.js'
import type { OrderKey } from './physical-plan.js'

/**
 * A query in the order of some keys, of only what comes behind a place in it, if there is one.
 *
 * ```ts
 * queryBehind(query, keys, ['001D000000IRFmaIAH'])
 * // SELECT AccountId k0, COUNT(Id) a0 FROM Contact WHERE AccountId > '001D000000IRFmaIAH' GROUP BY AccountId ORDER BY …
 * ```
 */
export function queryBehind(query: SoqlQuery, keys: readonly OrderKey[], last: KeyPlace | undefined): string {
  if (last === undefined) return printSoql(query)
  const behind = placesBehind(keys, last)
  const where = query.where === undefined ? behind : allOf([query.where, behind])
  return printSoql({ ...query, where })
}

/** What comes later: by the first key, or by the others where the first is the same. */
function placesBehind(keys: readonly OrderKey[], last: KeyPlace): SoqlCondition {
  const [key, ...others] = keys
  if (key === undefined) return NEVER
  const [value = null, ...rest] = last
  return anyOf([behindValue(key, value), allOf([hasValue(key, value), placesBehind(others, rest)])])
}

function behindValue(key: OrderKey, value: string | null): SoqlCondition {
  const { expression, direction, nulls } = key
  const field = pathOf(expression)
  if (value === null) return nulls === 'FIRST' ? isNotNull(field) : NEVER
  const further = compare(expression, direction === 'ASC' ? '>' : '<', literalOf(key, value))
  return nulls === 'FIRST' ? further : anyOf([further, isNull(field)])
}
