import { RECORDS, SYSTEM_COLUMNS } from './schema.js'

const SEEDED = new Set(
  Object.values(RECORDS).flatMap((records) => records.map(({ Id }) => String(Id).toLowerCase())),
)

const ID = /^[0-9A-Za-z]{18}$/

/** Makes results of two databases comparable: what differs in form alone is put in one form. */
export function normalize(value: unknown): unknown {
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return Number(value.toFixed(6))
  if (typeof value === 'string')
    return ID.test(value) && !SEEDED.has(value.toLowerCase()) ? '<new Id>' : value
  if (Array.isArray(value)) return value.map(normalize)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([name]) => !SYSTEM_COLUMNS.includes(name))
  return Object.fromEntries(entries.map(([name, part]) => [name, normalize(part)]))
}

/** A raw query gives rows here, and a result that holds them there. */
export function rowsOf(result: unknown): unknown {
  return result !== null && typeof result === 'object' && 'rows' in result ? result.rows : result
}

export function lowerTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase()
  if (Array.isArray(value)) return value.map(lowerTexts)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, lowerTexts(part)]))
}

/** Rows whose order was not asked for, in one order. */
export function inAnyOrder(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort((a, b) => compare(key(a), key(b))) : value
}

function key(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compare(a, b)))
      : part,
  )
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
