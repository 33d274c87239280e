import { readdirSync, readFileSync } from 'node:fs'
import { FUNCTIONS } from '../../src/functions/registry.js'
import { Evaluator } from '../support/evaluate.js'

/**
 * What functions answer in DuckDB, against what PostgreSQL documents. A line is an expression and its value as text, or
 * `!!` and a part of the error. The value must also be of the type that the binder declared.
 */
const folder = new URL('./testdata/', import.meta.url)
const QUERIES = 'queries.sql.txt'
const lines = readdirSync(folder)
  .filter((file) => file !== QUERIES)
  .flatMap(readLines)
const queries = readLines(QUERIES)

function readLines(file: string): readonly string[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}

let evaluator: Evaluator

beforeAll(async () => {
  evaluator = await Evaluator.open()
})

afterAll(() => evaluator.close())

test.each(lines)('%s', async (line) => {
  const [, expression = '', relation, expected = ''] = /^(.*?) (=>|!!) ?(.*)$/.exec(line) ?? []
  const evaluated = evaluator.evaluate(expression)
  if (relation === '!!') {
    await expect(evaluated).rejects.toThrow(expected)
    return
  }
  const { text, actual, declared } = await evaluated
  // DuckDB does not always tell the type of a NULL.
  const type = actual === '"NULL"' ? declared : actual
  expect(`${text}: ${comparable(type)}`).toBe(`${expected}: ${comparable(declared)}`)
})

/** How many digits a DECIMAL may have is of no consequence, its scale is. */
function comparable(type: string): string {
  return type.replace(/DECIMAL\(\d+,/, 'DECIMAL(…,')
}

test.each(queries)('%s', async (line) => {
  const [, sql = '', expected] = /^(.*) => (.*)$/.exec(line) ?? []
  expect(await evaluator.rows(sql)).toBe(expected)
})

test('every aggregate, window and table function has an answer here', () => {
  const text = queries.join('\n').toLowerCase()
  const untested = FUNCTIONS.filter(
    ({ kind }) => kind === 'aggregate' || kind === 'window' || kind === 'table',
  )
    .map(({ name }) => name)
    .filter((name) => !text.includes(`${name}(`))
  expect(untested).toEqual([])
})

test('every scalar function has an answer here', () => {
  const text = lines.join('\n').toLowerCase()
  const scalars = FUNCTIONS.filter(({ kind }) => kind === 'scalar' || kind === 'special')
  const untested = scalars
    .filter((definition) => !('internal' in definition))
    .map(({ name }) => name)
    .filter((name) => !text.includes(`${name}(`))
  // Computed by the org, or by the binder: see the binder's tests.
  const elsewhere = ['tolabel', 'convertcurrency', 'grouping']
  const isRange = (name: string) => /(today|yesterday|tomorrow|week|month|quarter|year|days|ago)/.test(name)
  expect(untested.filter((name) => !elsewhere.includes(name) && !isRange(name))).toEqual([])
})
