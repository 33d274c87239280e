import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  quoteText,
  type SqlType,
  TEXT,
  TIMESTAMP,
  TIMESTAMPTZ,
} from '@certsql/core'

/** What the texts of a column look like: a bit for each class that some of them belong to. */
const CLASS = {
  integer: 1,
  longInteger: 2,
  decimal: 4,
  float: 8,
  date: 16,
  timestamp: 32,
  timestamptz: 64,
  boolean: 128,
  text: 256,
} as const

/** How dates and numbers are written. */
export interface ValueStyle {
  /** As DuckDB writes it: `%d.%m.%Y`; ISO unless said. */
  readonly dateFormat?: string | undefined
  readonly decimalSeparator: string
}

const MOST_DIGITS = 38

const ISO_DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const ISO_MOMENT = `${ISO_DAY}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?`

/**
 * Three aggregates over a column of texts: its classes, its most digits before the point, and behind it. Numbers with
 * leading zeros or a plus are texts, as account codes and telephone numbers would lose them; so are days that are not
 * ISO, which could be read in two ways.
 */
export function classAggregates(column: string, style: ValueStyle): readonly string[] {
  const { dateFormat } = style
  const number = plainNumber(column, style)
  const matches = (text: string, pattern: string) => `regexp_full_match(${text}, ${quoteText(pattern)})`
  const isDay =
    dateFormat === undefined
      ? `${matches(column, ISO_DAY)} AND TRY_CAST(${column} AS DATE) IS NOT NULL`
      : `try_strptime(${column}, ${quoteText(dateFormat)}) IS NOT NULL`
  const classes = `CASE WHEN ${column} IS NULL THEN 0
    WHEN ${matches(number, '-?(0|[1-9][0-9]{0,17})')} THEN ${CLASS.integer}
    WHEN ${matches(number, '-?(0|[1-9][0-9]*)')} THEN ${CLASS.longInteger}
    WHEN ${matches(number, '-?(0|[1-9][0-9]*)[.][0-9]+')} THEN ${CLASS.decimal}
    WHEN ${matches(number, '-?[0-9]+([.][0-9]+)?[eE][-+]?[0-9]+')} AND isfinite(TRY_CAST(${number} AS DOUBLE)) THEN ${CLASS.float}
    WHEN ${isDay} THEN ${hasTime(style) ? CLASS.timestamp : CLASS.date}
    WHEN ${matches(column, ISO_MOMENT)} AND TRY_CAST(${column} AS TIMESTAMP) IS NOT NULL THEN ${CLASS.timestamp}
    WHEN ${matches(column, `${ISO_MOMENT}(Z|[-+][0-9]{2}(:?[0-9]{2})?)`)} AND TRY_CAST(${column} AS TIMESTAMPTZ) IS NOT NULL THEN ${CLASS.timestamptz}
    WHEN ${matches(column, '(?i)true|false')} THEN ${CLASS.boolean}
    ELSE ${CLASS.text} END`
  return [
    `COALESCE(bit_or(${classes}), 0)`,
    `COALESCE(max(length(split_part(ltrim(${number}, '-'), '.', 1))), 0)`,
    `COALESCE(max(length(split_part(${number}, '.', 2))), 0)`,
  ]
}

/** The type that all values of such a column fit into; text where there is no other. */
export function typeOfClasses(classes: number, digits: number, decimals: number): SqlType {
  const isAll = (...among: readonly number[]) => (classes & ~among.reduce((sum, one) => sum | one, 0)) === 0
  if (classes === 0) return TEXT
  if (isAll(CLASS.integer)) return BIGINT
  if (isAll(CLASS.integer, CLASS.longInteger)) return digits <= MOST_DIGITS ? decimal(digits, 0) : TEXT
  if (isAll(CLASS.integer, CLASS.longInteger, CLASS.decimal))
    return digits + decimals <= MOST_DIGITS ? decimal(digits + decimals, decimals) : TEXT
  if (isAll(CLASS.integer, CLASS.longInteger, CLASS.decimal, CLASS.float)) return DOUBLE
  if (isAll(CLASS.date)) return DATE
  if (isAll(CLASS.date, CLASS.timestamp)) return TIMESTAMP
  if (isAll(CLASS.timestamptz)) return TIMESTAMPTZ
  return isAll(CLASS.boolean) ? BOOLEAN : TEXT
}

/** Makes a value of the type of a text of such a column. */
export function readText(column: string, type: SqlType, style: ValueStyle): string {
  switch (type.kind) {
    case 'date':
    case 'timestamp':
      return style.dateFormat === undefined
        ? `CAST(${column} AS ${type.kind})`
        : `CAST(strptime(${column}, ${quoteText(style.dateFormat)}) AS ${type.kind})`
    case 'bigint':
      return `CAST(${column} AS BIGINT)`
    case 'double':
      return `CAST(${plainNumber(column, style)} AS DOUBLE)`
    case 'decimal':
      return `CAST(${plainNumber(column, style)} AS DECIMAL(${type.precision},${type.scale}))`
    case 'timestamptz':
      return `CAST(${column} AS TIMESTAMPTZ)`
    case 'boolean':
      return `CAST(${column} AS BOOLEAN)`
    default:
      return column
  }
}

function plainNumber(column: string, { decimalSeparator }: ValueStyle): string {
  return decimalSeparator === '.' ? column : `replace(${column}, ${quoteText(decimalSeparator)}, '.')`
}

function hasTime({ dateFormat = '' }: ValueStyle): boolean {
  return /%[-]?[HIMSTcX]/.test(dateFormat)
}
