import { foldText } from '../org/fold-text.js'
import type { FieldValue } from '../org/record-sink.js'
import { comparisonKey, keyOrder } from './comparison.js'
import type { Evaluation } from './evaluation.js'
import type { Operand } from './operand.js'

export interface SortKey {
  readonly operand: Operand
  readonly descending: boolean
  readonly nulls: 'FIRST' | 'LAST' | undefined
}

type Value = Exclude<FieldValue, null>

/** Sorts rows by these keys; rows that are equal in all of them stay in the order in which they came. */
export function orderRows(
  rows: readonly number[],
  keys: readonly SortKey[],
  evaluation: Evaluation,
): number[] {
  const columns = keys.map((key) => sortColumn(rows, key, evaluation))
  const positions = rows.map((_, position) => position)
  positions.sort((a, b) => {
    for (const compare of columns) {
      const order = compare(a, b)
      if (order !== 0) return order
    }
    return a - b
  })
  return positions.map((position) => rows[position] ?? 0)
}

/** Compares two positions in `rows`. The values are read once, since rows are compared many times. */
function sortColumn(
  rows: readonly number[],
  { operand, descending, nulls }: SortKey,
  evaluation: Evaluation,
): (a: number, b: number) => number {
  const { variants } = evaluation
  const keyOf = sortKeyOf(operand)
  const read = operand.inCurrency?.('corporate') ?? operand.read
  const values = rows.map((row) => {
    const value = read(row)
    if (value !== null) return keyOf(value)
    return operand.kind === 'boolean' ? false : null
  })
  const order = keyOrder(operand, evaluation)
  const direction = descending ? -1 : 1
  const isParentField = operand.path.lookups.length > 0
  const nullsLast = nulls === 'LAST' && (!isParentField || variants.nullsLastOnParentFields)
  const nullSide = nullsLast ? 1 : -1
  return (a, b) => {
    const left = values[a] ?? null
    const right = values[b] ?? null
    if (left === null || right === null) return left === right ? 0 : left === null ? nullSide : -nullSide
    return direction * order(left, right)
  }
}

/** What values are sorted by: picklists go by the order of their definition, values that it lacks after the others. */
export function sortKeyOf(operand: Operand): (value: Value) => Value {
  const { field, functions } = operand
  if (field.schema.type === 'phone') return (value) => value
  if (field.picklistOrder.size === 0 || functions.length > 0) return comparisonKey(operand)
  return (value) => {
    const folded = foldText(String(value))
    const place = field.picklistOrder.get(folded) ?? field.picklistOrder.size
    return `${String(place).padStart(6, '0')}${folded}`
  }
}
