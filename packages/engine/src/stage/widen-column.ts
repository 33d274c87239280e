import { CertSqlError, decimal, ExactNumber, type JsonRecord, type SqlType } from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'
import { countDigits, parseDecimal } from '../decode/exact-decimal.js'
import { columnReader } from '../decode/read-path.js'

/** The most digits that DuckDB's DECIMAL has. */
const MOST_DIGITS = 38

/**
 * The column with a type that holds all it held before and these records too: a value of the org that does not fit
 * what its describe says is neither rounded nor lost.
 */
export function widenColumn(column: ScanColumn, records: readonly JsonRecord[]): ScanColumn {
  const read = columnReader(column)
  let { whole, scale } = digitsOf(column.type)
  for (const record of records) {
    const value = read(record)
    if (typeof value !== 'number' && !(value instanceof ExactNumber)) continue
    const exact = parseDecimal(String(value))
    if (exact === undefined) continue
    scale = Math.max(scale, exact.scale)
    whole = Math.max(whole, countDigits(exact.digits) - exact.scale)
  }
  if (whole + scale > MOST_DIGITS) {
    throw new CertSqlError({
      code: 'CERT-3008',
      message: `The numbers of "${column.name}" need ${whole + scale} digits; ${MOST_DIGITS} are possible.`,
      hint: 'CAST the column to DOUBLE, or leave it out',
    })
  }
  return { ...column, type: decimal(MOST_DIGITS, scale) }
}

function digitsOf(type: SqlType): { readonly whole: number; readonly scale: number } {
  if (type.kind === 'decimal') return { whole: type.precision - type.scale, scale: type.scale }
  return { whole: type.kind === 'integer' ? 10 : 19, scale: 0 }
}
