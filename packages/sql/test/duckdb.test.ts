import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import {
  type Expression,
  makeBetween,
  makeColumn,
  makeNumber,
  parseExpression,
  parseStatement,
  printDuckDb,
  type Query,
} from '../src/index.js'
import { arbitraryExpression } from './support/arbitrary-tree.js'
import { readBusinessQueries, readCorpus } from './support/corpus.js'
import { goldenCases } from './support/golden.js'
import { isPlain, withAllParentheses } from './support/parentheses.js'
import { nodesOf, withoutKeys } from './support/trees.js'

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})

afterAll(() => connection.closeSync())

describe("DuckDB's dialect", () => {
  test.each(goldenCases('duckdb.txt', duckDbOf))('$input', async ({ input, output }) => {
    expect(duckDbOf(input)).toBe(output)
    await expect(connection.extractStatements(output)).resolves.toMatchObject({ count: 1 })
  })

  const corpus = readCorpus().map(({ sql }) => ({ name: sql, sql }))
  const queries = [...corpus, ...readBusinessQueries()].filter(({ sql }) => isSpellable(sql))

  test('is tried with many queries', () => {
    expect(queries.length).toBeGreaterThan(250)
  })

  test.each(queries)('is understood by DuckDB: $name', async ({ sql }) => {
    await expect(connection.extractStatements(duckDbOf(sql))).resolves.toMatchObject({ count: 1 })
  })

  test('means with few parentheses what it means with all of them', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryExpression.filter(isPlain), async (expression) => {
        const sparse = await parseInDuckDb(`SELECT ${printDuckDb(expression)}`)
        expect(sparse).toEqual(await parseInDuckDb(`SELECT ${withAllParentheses(expression, printDuckDb)}`))
      }),
      { numRuns: 200 },
    )
  })

  test('gives parameters of each style the numbers of DuckDB', () => {
    expect(printDuckDb(parseExpression('? + ?'))).toBe('$1 + $2')
    expect(printDuckDb(parseExpression(':b + :a + :b'))).toBe('$1 + $2 + $1')
    expect(printDuckDb(parseExpression('$2 + $1'))).toBe('$2 + $1')
  })

  test('refuses to print what DuckDB cannot spell', () => {
    const ties = parseStatement('SELECT a FROM t ORDER BY a FETCH FIRST 1 ROW WITH TIES')
    expect(() => printDuckDb((ties as { query: Query }).query)).toThrow('WITH TIES')
    let nested: Expression = makeColumn(['a'])
    for (let level = 0; level < 50; level++) {
      nested = makeBetween(nested, makeNumber(1), makeNumber(2), false, true)
    }
    expect(() => printDuckDb(nested)).toThrow('BETWEEN SYMMETRIC is nested')
  })
})

function duckDbOf(sql: string): string {
  const statement = parseStatement(sql)
  if (statement.kind !== 'QueryStatement') throw new Error(`not a query: ${sql}`)
  return printDuckDb(statement)
}

function isSpellable(sql: string): boolean {
  const statement = parseStatement(sql)
  const nodes = nodesOf(statement)
  // DuckDB has no row values without items, no stars of a table in a schema, and an OVERLAY of its own form.
  const hasEmptyRow = nodes.some((node) => node.kind === 'RowValue' && 'items' in node && isEmpty(node.items))
  const isForeign = /WITH TIES|OVERLAY|public\.Account\.\*/i.test(sql)
  return statement.kind === 'QueryStatement' && !isForeign && !hasEmptyRow
}

function isEmpty(items: unknown): boolean {
  return Array.isArray(items) && items.length === 0
}

async function parseInDuckDb(sql: string): Promise<unknown> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql])
  const tree: unknown = JSON.parse(String(reader.getRows()[0]?.[0]))
  expect(tree).toMatchObject({ error: false })
  return withoutKeys(tree, 'query_location')
}
