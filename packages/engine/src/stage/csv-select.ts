import { internalError, type SqlType } from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'
import type { CsvLayout } from '../decode/csv-columns.js'
import { duckDbTypeName } from '../duckdb/duckdb-type.js'
import { quotePath } from '../duckdb/quote-path.js'

/** A record has at most 400,000 characters, four bytes each, and quotes are doubled. */
const LONGEST_LINE_BYTES = 4_000_000

/** Two lines at least; DuckDB would take 16 of them for each thread. */
const BUFFER_BYTES = 2 * LONGEST_LINE_BYTES

/**
 * The SQL that reads the columns of a scan from a CSV file, or from several of the same columns one after the other. It gives each value as it would have come over REST, or
 * fails: DuckDB rounds a number that has more digits than its type, and must not get to see one.
 */
export function selectFromCsv(
  files: string | readonly string[],
  layout: CsvLayout,
  columns: readonly ScanColumn[],
): string {
  const names = Array.from({ length: layout.width }, (_, index) => `${cellName(index)}: 'VARCHAR'`)
  const source = [
    typeof files === 'string' ? quotePath(files) : `[${files.map(quotePath).join(', ')}]`,
    'auto_detect = false',
    'hive_partitioning = false',
    'header = true',
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    // Empty cells, in quotes or not.
    "nullstr = ''",
    `max_line_size = ${LONGEST_LINE_BYTES}`,
    `buffer_size = ${BUFFER_BYTES}`,
    `columns = {${names.join(', ')}}`,
  ]
  const items = columns.map((column) => columnExpression(column, layout))
  return `SELECT ${items.join(', ')} FROM read_csv(${source.join(', ')})`
}

function columnExpression({ path, deletedFlags = [], type }: ScanColumn, layout: CsvLayout): string {
  // The mark of a table without columns.
  if (path[0] === '') return 'NULL'
  const value = typedCell(cellName(layout.indexOf(path)), type)
  if (deletedFlags.length === 0) return value
  const flags = deletedFlags.map((flag) => `${cellName(layout.indexOf(flag))} = 'true'`)
  return `CASE WHEN ${flags.join(' OR ')} THEN NULL ELSE ${value} END`
}

function cellName(index: number): string {
  return `c${index}`
}

function typedCell(cell: string, type: SqlType): string {
  switch (type.kind) {
    case 'null':
    case 'text':
    case 'id':
      return cell
    case 'integer':
    case 'bigint':
      return exactNumber(cell, duckDbTypeName(type), 0)
    case 'decimal':
      return exactNumber(cell, duckDbTypeName(type), type.scale)
    case 'boolean':
    case 'double':
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return `CAST(${cell} AS ${duckDbTypeName(type)})`
    case 'time':
      return `CAST(rtrim(${cell}, 'Z') AS TIME)`
    case 'json':
    case 'interval':
    case 'list':
      throw internalError(`a column of type ${type.kind} can't come from a Bulk job.`)
  }
}

/**
 * The number if it has no more places than the type: `12.50`, and `1.25E7`, whose places are those before the E less
 * what stands behind it.
 */
function exactNumber(cell: string, typeName: string, scale: number): string {
  const places = (text: string) => `length(rtrim(split_part(${text}, '.', 2), '0'))`
  const mantissa = `split_part(${cell}, 'E', 1)`
  const exponent = `TRY_CAST(split_part(${cell}, 'E', 2) AS INTEGER)`
  return `CASE WHEN strpos(${cell}, 'E') = 0 AND ${places(cell)} <= ${scale} THEN CAST(${cell} AS ${typeName})
    WHEN strpos(${cell}, 'E') > 0 AND ${places(mantissa)} - ${exponent} <= ${scale} THEN CAST(${cell} AS ${typeName})
    WHEN ${cell} IS NOT NULL THEN CAST(error('no place for ' || ${cell}) AS ${typeName}) END`
}
