import { quoteIdentifier } from '@certsql/core'
import type { ResidualQuery, TableKeys, TextGrouping } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'

/** Tables with fewer rows are grouped in no time, one way or the other. */
const MANY_ROWS = 100_000

/** Of more, about so many are looked at. */
const SAMPLE = 10_000

/** The SQL of a residual whose tables are there: where it groups by texts, the way that suits their rows. */
export async function residualSql(
  residual: ResidualQuery,
  session: Pick<DuckDbSession, 'firstRow' | 'rowsIn'>,
): Promise<string> {
  if (residual.groupings === undefined) return residual.sql
  const { found, sqlIf } = residual.groupings
  const rowsOf: RowsOf = ({ path }) => session.rowsIn(path.at(-1) ?? '')
  const varied = new Set<number>()
  for (const [index, grouping] of found.entries()) {
    const table = largestOf(grouping, rowsOf)
    if (table !== undefined && (await isVaried(table, rowsOf(table), grouping.isSampled, session)))
      varied.add(index)
  }
  return varied.size === 0 ? residual.sql : sqlIf(varied)
}

type RowsOf = (table: TableKeys) => number

/** Behind joins there are about as many rows as in the largest table, which decides by itself. */
function largestOf({ tables }: TextGrouping, rowsOf: RowsOf): TableKeys | undefined {
  const [largest] = [...tables].sort((a, b) => rowsOf(b) - rowsOf(a))
  return largest !== undefined && largest.keys.length > 0 ? largest : undefined
}

/**
 * Whether hardly two rows agree in what they are grouped by: more than half as many groups as rows. Only where they don't in a
 * few blocks of rows, which are quick to look at, are all rows looked at, unless that is not worth it: what is alike may be far
 * apart.
 */
async function isVaried(
  table: TableKeys,
  rows: number,
  isSampled: boolean,
  session: Pick<DuckDbSession, 'firstRow'>,
): Promise<boolean> {
  if (rows < MANY_ROWS) return false
  const [seen = 0, groups = 0] = (await session.firstRow(groupsOfSample(table, rows))).map(Number)
  // Of n rows with d groups of one size, s rows that are picked have s² / 2d pairs that agree.
  if (seen - groups >= (seen * seen) / rows) return false
  if (isSampled) return true
  const [all] = await session.firstRow(
    `SELECT approx_count_distinct(hash(${keysOf(table)})) FROM ${pathOf(table)}`,
  )
  return Number(all) > rows / 2
}

/** How many rows of a sample there are, and how many groups they are. Always the same rows of the same table. */
function groupsOfSample(table: TableKeys, rows: number): string {
  const keys = keysOf(table)
  const percent = (100 * SAMPLE) / rows
  const sample = `SELECT ${keys} FROM ${pathOf(table)} TABLESAMPLE SYSTEM (${percent} PERCENT) REPEATABLE (1)`
  return `SELECT sum(n), count(*) FROM (SELECT count(*) AS n FROM (${sample}) AS s GROUP BY ${keys}) AS g`
}

function keysOf({ keys }: TableKeys): string {
  return keys.map(quoteIdentifier).join(', ')
}

function pathOf({ path }: TableKeys): string {
  return path.map(quoteIdentifier).join('.')
}
