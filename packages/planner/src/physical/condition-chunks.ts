import { printCondition, printValue } from '../soql/print-soql.js'
import type { SoqlCondition } from '../soql/soql-query.js'

/** What SOQL takes at most, less a little. */
export const LONGEST_SOQL = 98_000

/** Items whose conditions, any of which may hold, go into one query: so many, and no more text than there is room for. */
export function conditionChunks<T>(
  items: readonly T[],
  conditionOf: (item: T) => SoqlCondition,
  room: number,
  most: number,
): readonly (readonly T[])[] {
  const chunks: T[][] = []
  let current: T[] = []
  let length = 0
  for (const item of items) {
    const added = lengthInList(conditionOf(item))
    if (current.length > 0 && (current.length >= most || length + added > room)) {
      chunks.push(current)
      current = []
      length = 0
    }
    current.push(item)
    length += added
  }
  return current.length === 0 ? chunks : [...chunks, current]
}

/** Equalities share one list. */
function lengthInList(condition: SoqlCondition): number {
  const isEquality = condition.kind === 'SoqlComparison' && condition.operator === '='
  return isEquality
    ? printValue(condition.value).length + ', '.length
    : printCondition(condition).length + ' OR ()'.length
}
