import { createHash } from 'node:crypto'
import type { QueryRecord } from './read-script.js'

/** Values as sqllogictest writes them, in its order. */
export function formatResult(
  rows: readonly (readonly unknown[])[],
  { types, sort }: Pick<QueryRecord, 'types' | 'sort'>,
): readonly string[] {
  const texts = rows.map((row) => row.map((value, index) => formatValue(value, types[index] ?? 'T')))
  if (sort === 'rowsort') texts.sort(compareRows)
  const values = texts.flat()
  return sort === 'valuesort' ? values.sort(compareBytes) : values
}

/** Whether the values are those that are expected; long results are given by number and hash. */
export function isExpected(values: readonly string[], expected: readonly string[]): boolean {
  const [, count, hash] = /^(\d+) values hashing to ([0-9a-f]{32})$/.exec(expected[0] ?? '') ?? []
  if (count === undefined)
    return values.length === expected.length && values.every((one, at) => one === expected[at])
  return values.length === Number(count) && hashOf(values) === hash
}

function hashOf(values: readonly string[]): string {
  const hash = createHash('md5')
  for (const value of values) hash.update(`${value}\n`)
  return hash.digest('hex')
}

function formatValue(value: unknown, type: string): string {
  if (value === null || value === undefined) return 'NULL'
  if (type === 'I') return formatInteger(value)
  if (type === 'R') return Number(value).toFixed(3)
  const text = String(value)
  // What does not print is an @.
  return text === '' ? '(empty)' : text.replace(/[^ -~]/g, '@')
}

/** Cut, not rounded, and truth is 1: so C's printf would have it. */
function formatInteger(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  const [whole = '0'] = String(value).split('.')
  return whole === '-0' ? '0' : whole
}

function compareRows(left: readonly string[], right: readonly string[]): number {
  for (const [index, value] of left.entries()) {
    const order = compareBytes(value, right[index] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function compareBytes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
