import { readFileSync, writeFileSync } from 'node:fs'
import { formatSqlType } from '@certsql/core'
import { parseStatement, printDuckDb } from '@certsql/sql'
import { DuckDBInstance } from '@duckdb/node-api'
import type { PhysicalPlan, ResidualQuery, ScanPlan } from '../../src/physical/physical-plan.js'
import { planStatement } from '../../src/plan-statement.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS } from '../support/plan-of.js'

/**
 * What is left for DuckDB, as text: remarks, a query, the residual. REWRITE=1 writes the residuals anew, to be read in
 * the difference. Each residual is also prepared by DuckDB over empty tables of the scans' types.
 */
const FILE = new URL('./testdata/residuals.txt', import.meta.url)
const cases = readFileSync(FILE, 'utf8').trimEnd().split(/\n\n+/)
const rewrite = process.env.REWRITE === '1'

describe('the residual', () => {
  const rewritten = [...cases]

  test.each(cases.map((text, index) => [headOf(text).replace(/^# /, ''), text, index] as const))(
    '%s',
    async (_, text, index) => {
      const head = headOf(text)
      const sql = head.replace(/^#.*\n/gm, '')
      const plan = planOf(sql)
      const shown =
        plan.residual === undefined ? '(nothing)' : printDuckDb(plan.residual.query, { layout: 'pretty' })
      rewritten[index] = `${head}\n----\n${shown}`
      if (plan.residual !== undefined)
        for (const one of waysOf(plan.residual)) await prepares(one, plan.scans)
      if (!rewrite) expect(shown).toBe(text.slice(head.length + '\n----\n'.length))
    },
  )

  if (rewrite) afterAll(() => writeFileSync(FILE, `${rewritten.join('\n\n')}\n`))
})

function headOf(text: string): string {
  return text.split('\n----')[0] ?? text
}

interface Left {
  readonly scans: readonly ScanPlan[]
  readonly residual?: ResidualQuery
}

/** A residual for texts that repeat, and one for texts that hardly do. */
function waysOf({ sql, groupings }: ResidualQuery): readonly string[] {
  return groupings === undefined ? [sql] : [sql, groupings.sqlIf(new Set(groupings.found.keys()))]
}

function planOf(sql: string): Left {
  const planned = planStatement(parseStatement(sql), fixtureCatalog(), {
    ...DEFAULT_OPTIONS,
    pushdown: false,
  })
  if (planned.kind !== 'Query') throw new Error('not a query')
  return leftOf(planned.plan)
}

function leftOf(plan: PhysicalPlan): Left {
  switch (plan.kind) {
    case 'ConstantRows':
      return { scans: [] }
    case 'RemoteQuery':
      return { scans: [plan.scan] }
    case 'PagewiseQuery':
      return { scans: [plan.scan], residual: plan.residual }
    case 'StagedQuery':
      return { scans: plan.scans, residual: plan.residual }
    case 'FallbackPlan':
      return leftOf(plan.primary)
  }
}

async function prepares(sql: string, scans: readonly ScanPlan[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('SET integer_division = true')
  for (const { name, columns } of scans) {
    const types = columns.map((column) => `"${column.name}" ${duckDbType(formatSqlType(column.type))}`)
    await connection.run(`CREATE TABLE "${name}" (${types.length === 0 ? 'one INTEGER' : types.join(', ')})`)
  }
  await connection.runAndReadAll(sql)
  connection.closeSync()
  instance.closeSync()
}

function duckDbType(type: string): string {
  return type === 'ID' || type === 'TEXT' ? 'VARCHAR' : type
}
