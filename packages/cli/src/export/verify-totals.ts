import { type Column, decimalText, isNumeric, quoteIdentifier, TEXT } from '@certsql/core'
import type { Connection, ParameterValues } from '@certsql/driver'
import type { Totals } from '../totals/row-totals.js'

/** One figure of the org beside that of what was written. */
export interface Comparison {
  readonly what: string
  readonly org: string | null
  readonly written: string | null
  readonly agrees: boolean
}

export const COMPARISON_COLUMNS: readonly Column[] = [
  { name: 'figure', type: TEXT },
  { name: 'org', type: TEXT },
  { name: 'written', type: TEXT },
  { name: '', type: TEXT },
]

/** Where the columns stand whose sums are compared: numbers whose names are theirs alone. */
export function summedColumns(columns: readonly Column[]): readonly number[] {
  const names = columns.map(({ name }) => name.toLowerCase())
  return columns.flatMap(({ type }, index) => {
    const isOnlyOne = names.filter((name) => name === names[index]).length === 1
    return isNumeric(type) && isOnlyOne ? [index] : []
  })
}

/** Asks the org for the same figures, and compares. */
export async function compareTotals(
  connection: Connection,
  { sql, parameters }: { readonly sql: string; readonly parameters: ParameterValues },
  columns: readonly Column[],
  { rows, sums }: Totals,
  signal: AbortSignal,
): Promise<readonly Comparison[]> {
  const summed = summedColumns(columns).flatMap((place) => columns[place] ?? [])
  const items = summed.map(({ name }) => `SUM(${quoteIdentifier(name)})`)
  const question = `SELECT ${['COUNT(*)', ...items].join(', ')} FROM (${sql}\n) AS exported`
  const { rows: answer } = await connection.query(question, parameters, { rowMode: 'array', signal })
  const [count, ...found] = answer[0] ?? []
  return [
    compare('rows', String(count), String(rows), true),
    ...summed.map(({ name, type }, index) => {
      const org = found[index] ?? null
      return compare(
        `SUM(${name})`,
        org === null ? null : decimalText(String(org), 0),
        sums[index] ?? null,
        type.kind !== 'double',
      )
    }),
  ]
}

/** Sums of doubles depend on the order in which they are added. */
const DOUBLE_ERROR = 1e-9

function compare(what: string, org: string | null, written: string | null, isExact: boolean): Comparison {
  return { what, org, written, agrees: org === written || agree(org, written, isExact) }
}

function agree(org: string | null, written: string | null, isExact: boolean): boolean {
  if (org === null || written === null) return false
  if (isExact) return withoutZeros(org) === withoutZeros(written)
  const [one, other] = [Number(org), Number(written)]
  if (Number.isNaN(one) && Number.isNaN(other)) return true
  return Math.abs(one - other) <= DOUBLE_ERROR * Math.max(Math.abs(one), Math.abs(other))
}

function withoutZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
}
