import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../examples/queries/', import.meta.url))
const ROWS_ON_A_PAGE = 2000

/** API calls and rows of the fifteen business queries, against fetching once each table that they name. */
export async function benchBusinessQueries(connection) {
  const counts = await countRecords(connection)
  const figures = []
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    const sql = readFileSync(folder + file, 'utf8')
      .trim()
      .replace(/;$/, '')
    const { rows, stats } = await connection.query(sql)
    const tables = [...counts].filter(([name]) => new RegExp(`(FROM|JOIN|,)\\s+"?${name}\\b`, 'i').test(sql))
    const naiveRows = tables.reduce((sum, [, count]) => sum + count, 0)
    const naiveCalls = tables.reduce(
      (sum, [, count]) => sum + Math.max(1, Math.ceil(count / ROWS_ON_A_PAGE)),
      0,
    )
    figures.push({
      query: file.slice(0, 3),
      rows: rows.length,
      calls: stats.apiCalls,
      naiveCalls,
      rowsMoved: stats.rowsFetched,
      naiveRows,
      fewerRows: Math.round((naiveRows / Math.max(1, stats.rowsFetched)) * 10) / 10,
    })
  }
  return figures
}

async function countRecords(connection) {
  const counts = new Map()
  for (const { name, queryable } of await connection.tables()) {
    if (!queryable) continue
    const { rows } = await connection.query(`SELECT COUNT(*) AS n FROM "${name}"`)
    counts.set(name, Number(rows[0].n))
  }
  return counts
}
