import type { KeyPlace, OrderKey } from '@certsql/planner'

/** Which of two groups comes first in the order of the pages: negative for the first, zero where they agree. */
export function comparePlaces(a: KeyPlace, b: KeyPlace, keys: readonly OrderKey[]): number {
  for (const [index, key] of keys.entries()) {
    const order = compareValues(a[index] ?? null, b[index] ?? null, key)
    if (order !== 0) return order
  }
  return 0
}

function compareValues(a: string | null, b: string | null, key: OrderKey): number {
  if (a === null || b === null) {
    if (a === b) return 0
    return (a === null) === (key.nulls === 'FIRST') ? -1 : 1
  }
  const order = ORDERS[key.value](a, b)
  return key.direction === 'ASC' ? order : -order
}

/** The length of an Id without the checksum, which says no more. */
const ID_LENGTH = 15

const ORDERS: Readonly<Record<OrderKey['value'], (a: string, b: string) => number>> = {
  id: (a, b) => compareTexts(a.slice(0, ID_LENGTH), b.slice(0, ID_LENGTH)),
  text: compareTexts,
  date: compareTexts,
  boolean: compareTexts,
  number: (a, b) => Number(a) - Number(b),
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
