export interface NormalizeOptions {
  /** Whether text that differs in case alone is the same; so it is with `Collation=Org`. */
  readonly fold?: boolean
}

/**
 * Rows of any of the three computations as comparable text: text in upper case, exact numbers without trailing zeros,
 * moments in UTC. Floating point is rounded to twelve digits, since it may be added up in any order.
 */
export function normalizeRows(
  rows: readonly (readonly unknown[])[],
  { fold = true }: NormalizeOptions = {},
): readonly string[] {
  return rows.map((row) => row.map((value) => normalizeValue(value, fold)).join(' | '))
}

function normalizeValue(value: unknown, fold: boolean): string {
  if (value === null || value === undefined) return '∅'
  if (typeof value === 'number') return normalizeDouble(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return normalizeText(value, fold)
  if (Array.isArray(value)) return normalizeList(value, fold)
  return normalizeDuckDbValue(value, fold)
}

function normalizeList(values: readonly unknown[], fold: boolean): string {
  return `[${values.map((value) => normalizeValue(value, fold)).join(', ')}]`
}

/** DuckDB's own value classes. */
function normalizeDuckDbValue(value: object, fold: boolean): string {
  if ('items' in value && Array.isArray(value.items)) return normalizeList(value.items, fold)
  const name = value.constructor.name
  if (name === 'DuckDBTimestampTZValue' && 'micros' in value)
    return new Date(Number(value.micros) / 1000).toISOString()
  return normalizeText(String(value), fold)
}

const NUMBER = /^-?\d+(\.\d+)?$/
const MIDNIGHT = /^\d{4}-\d{2}-\d{2} 00:00:00$/

function normalizeText(text: string, fold: boolean): string {
  if (NUMBER.test(text)) return normalizeDigits(text)
  if (MIDNIGHT.test(text)) return text.slice(0, 10)
  const plain = text.replace(/(\d{2}:\d{2}:\d{2})\.0+$/, '$1')
  return fold ? upperCase(plain) : plain
}

/** Letter by letter, as CertSQL and DuckDB fold text: `ß` does not become two letters. */
export function upperCase(text: string): string {
  return [...text]
    .map((letter) => {
      if (letter === 'ß') return 'ẞ'
      const upper = letter.toUpperCase()
      return [...upper].length === 1 ? upper : letter
    })
    .join('')
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
