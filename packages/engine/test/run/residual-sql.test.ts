import type { ResidualQuery, TableKeys } from '@certsql/planner'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { residualSql } from '../../src/run/residual-sql.js'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
  await connection.run(
    'CREATE TABLE "many" AS SELECT i AS id, \'n\' || (i * 7919) % 1000003 AS name FROM range(200000) AS r(i)',
  )
  await connection.run('CREATE TABLE "alike" AS SELECT id, \'n\' || id % 60000 AS name FROM "many"')
  await connection.run('CREATE TABLE "few" AS SELECT id, \'n\' || id % 500 AS name FROM "many"')
  await connection.run('CREATE TABLE "little" AS SELECT * FROM "many" LIMIT 99999')
  await connection.run('CREATE TABLE "nothing" AS SELECT * FROM "many" LIMIT 0')
})

afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const ROWS: Readonly<Record<string, number>> = {
  many: 200_000,
  alike: 200_000,
  few: 200_000,
  little: 99_999,
  nothing: 0,
}

/** Which groupings are taken for those whose rows hardly agree. */
async function variedOf(groupings: (readonly TableKeys[])[], isSampled = false): Promise<string> {
  const found = groupings.map((tables) => ({ tables, isSampled }))
  const residual = {
    sql: 'none',
    groupings: { found, sqlIf: (varied: ReadonlySet<number>) => [...varied].join() },
  } as unknown as ResidualQuery
  const firstRow = async (sql: string) => (await connection.runAndReadAll(sql)).getRows()[0] ?? []
  return await residualSql(residual, { firstRow, rowsIn: (table) => ROWS[table] ?? 0 })
}

function keys(table: string, ...columns: string[]) {
  return { path: ['main', table], keys: columns }
}

describe('a grouping by texts', () => {
  test.each<[string, string, TableKeys[][]]>([
    ['has rows that agree', 'none', [[keys('alike', 'name')]]],
    ['has a text for nearly each row', '0', [[keys('many', 'name')]]],
    ['has a number for each row', '0', [[keys('alike', 'name', 'id')]]],
    ['has few rows', 'none', [[keys('little', 'name')]]],
    ['has no rows', 'none', [[keys('nothing', 'name')]]],
    ['goes by what a smaller table says of the rows', 'none', [[keys('many'), keys('little', 'name')]]],
    ['goes by what the largest table says of itself', '0', [[keys('many', 'name'), keys('little')]]],
    ['is looked at by itself', '1', [[keys('alike', 'name')], [keys('many', 'name')]]],
  ])('%s', async (_, varied, groupings) => {
    expect(await variedOf(groupings)).toBe(varied)
  })

  test.each([
    ['few texts', 'few', 'none'],
    ['texts that are alike far apart', 'alike', '0'],
    ['a text for nearly each row', 'many', '0'],
  ])('of which a sample decides has %s', async (_, table, varied) => {
    expect(await variedOf([[keys(table, 'name')]], true)).toBe(varied)
  })
})
