import { formatDecimal, parseDecimal, trimScale } from '../constants/decimal-number.js'
import { pathOf } from '../soql/field-path.js'
import { allOf, compare, isNull } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlValue } from '../soql/soql-query.js'
import type { GroupKey } from './physical-plan.js'

/** The values of some keys in one group or record, as they are written in SOQL without quotes; null for null. */
export type KeyPlace = readonly (string | null)[]

/** The records that are behind a group. */
export function inGroup(keys: readonly GroupKey[], place: KeyPlace): SoqlCondition {
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
      return { kind, value }
    case 'number':
      return { kind, value: plainDigits(value) }
  }
}

/** 1.5E+3 is 1500. */
function plainDigits(text: string): string {
  const number = parseDecimal(text)
  return number === undefined ? text : formatDecimal(trimScale(number))
}
