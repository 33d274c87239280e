import { pathOf } from '../soql/field-path.js'
import { allOf, compare, isNull } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlValue } from '../soql/soql-query.js'
import type { GroupKey } from './physical-plan.js'

/** The values of some keys in one group, as they are written in SOQL without quotes; null for null. */
export type GroupPlace = readonly (string | null)[]

/** The records that are behind a group. */
export function inGroup(keys: readonly GroupKey[], place: GroupPlace): SoqlCondition {
  return allOf(keys.map((key, index) => hasValue(key, place[index] ?? null)))
}

export function hasValue(key: GroupKey, value: string | null): SoqlCondition {
  return value === null ? isNull(pathOf(key.expression)) : compare(key.expression, '=', literalOf(key, value))
}

export function literalOf({ value: kind }: GroupKey, value: string): SoqlValue {
  switch (kind) {
    case 'id':
    case 'text':
      return { kind: 'text', value }
    case 'boolean':
      return { kind: 'boolean', value: value === 'true' }
    case 'date':
    case 'number':
      return { kind, value }
  }
}
