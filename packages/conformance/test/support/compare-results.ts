/**
 * Rows of any of the three computations as comparable text: text in upper case, exact numbers without trailing zeros,
 * moments in UTC. Floating point is rounded to twelve digits, since it may be added up in any order.
 */
export function normalizeRows(rows: readonly (readonly unknown[])[]): readonly string[] {
  return rows.map((row) => row.map(normalizeValue).join(' | '))
}

/** For answers without a promised order. */
export function sorted(rows: readonly string[]): readonly string[] {
  return [...rows].sort()
}

function normalizeValue(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number') return normalizeDouble(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return normalizeText(value)
  if (Array.isArray(value)) return `[${value.map(normalizeValue).join(', ')}]`
  return normalizeDuckDbValue(value)
}

/** DuckDB's own value classes. */
function normalizeDuckDbValue(value: object): string {
  if ('items' in value && Array.isArray(value.items)) return `[${value.items.map(normalizeValue).join(', ')}]`
  const name = value.constructor.name
  if (name === 'DuckDBTimestampTZValue' && 'micros' in value)
    return new Date(Number(value.micros) / 1000).toISOString()
  return normalizeText(String(value))
}

const NUMBER = /^-?\d+(\.\d+)?$/
const MOMENT = /^\d{4}-\d{2}-\d{2} 00:00:00$/

function normalizeText(text: string): string {
  if (NUMBER.test(text)) return normalizeDigits(text)
  if (MOMENT.test(text)) return text.slice(0, 10)
  return text.toUpperCase().replace(/(\d{2}:\d{2}:\d{2})\.0+$/, '$1')
}

function normalizeDigits(text: string): string {
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return trimmed === '-0' ? '0' : trimmed
}

const DIGITS = 12

function normalizeDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const rounded = Number(value.toPrecision(DIGITS))
  return Math.abs(rounded) < 1e-9 ? '0' : normalizeDigits(plainDigits(rounded))
}

/** Without an exponent, so that 1e21 and its digits are alike. */
function plainDigits(value: number): string {
  return Math.abs(value) < 1e21
    ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
    : BigInt(value).toString()
}
