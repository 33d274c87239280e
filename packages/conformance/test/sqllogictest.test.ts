import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainFailure } from './sqllogictest/explain-failure.js'
import { formatResult, isExpected } from './sqllogictest/format-result.js'
import { readScript } from './sqllogictest/read-script.js'
import { runScript, type ScriptFigures } from './sqllogictest/run-script.js'

/** The public corpus lies beside the project; another folder can be given: see scripts/sqllogictest.mjs. */
const folder =
  process.env.CERTSQL_SQLLOGICTEST ?? join(import.meta.dirname, '../../../../shared/sqllogictest')
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.test')) : []
const oneIn = Number(process.env.CERTSQL_SQLLOGICTEST_ONE_IN ?? 30)
const report = process.env.CERTSQL_SQLLOGICTEST_REPORT
const figures: ScriptFigures[] = []

describe('sqllogictest', () => {
  if (files.length === 0) {
    test.skip(`there are no files in ${folder}; CERTSQL_SQLLOGICTEST names another folder`, () => {})
  }
  for (const file of files) {
    test(`${file}, one query in ${oneIn}`, async () => {
      const result = await runScript(join(folder, file), { oneIn })
      figures.push(result)
      expect(result.failures.filter((failure) => explainFailure(failure) === undefined)).toEqual([])
    }, 3_600_000)
  }
})

/** For scripts/sqllogictest.mjs: figures, and every failure with its reason. */
afterAll(() => {
  if (report === undefined) return
  const explained = figures.map(({ failures, ...counts }) => ({
    ...counts,
    failures: failures.map((failure) => ({ ...failure, reason: explainFailure(failure) ?? null })),
  }))
  writeFileSync(report, JSON.stringify(explained))
})

describe('the runner', () => {
  const script = `
# a comment
statement ok
CREATE TABLE t(x INTEGER)

skipif postgresql # not ours
query I nosort
SELECT 1
----
1

onlyif mysql
query I nosort
SELECT 2
----
2

skipif mysql
query IT rowsort label-1
SELECT x, 'a'
FROM t
----
1
a
`

  test('reads records and passes over those for others', () => {
    const { records, skipped } = readScript(script)
    expect(skipped).toBe(2)
    expect(records).toMatchObject([
      { kind: 'statement', line: 1, succeeds: true, sql: 'CREATE TABLE t(x INTEGER)' },
      { kind: 'query', types: 'IT', sort: 'rowsort', sql: "SELECT x, 'a'\nFROM t", expected: ['1', 'a'] },
    ])
  })

  test('writes values as the format says', () => {
    expect(
      formatResult(
        [
          [2, null],
          ['10.9', ''],
        ],
        { types: 'IT', sort: 'rowsort' },
      ),
    ).toEqual(['10', '(empty)', '2', 'NULL'])
    expect(formatResult([[0.5, true]], { types: 'RI', sort: 'valuesort' })).toEqual(['0.500', '1'])
  })

  test('tells a wrong answer from a right one, given in full or by hash', () => {
    expect(isExpected(['1', '2'], ['1', '2'])).toBe(true)
    expect(isExpected(['1', '2'], ['1', '3'])).toBe(false)
    expect(isExpected(['1', '2'], ['2 values hashing to 6ddb4095eb719e2a9f0a3f95677d24e0'])).toBe(true)
    expect(isExpected(['2', '1'], ['2 values hashing to 6ddb4095eb719e2a9f0a3f95677d24e0'])).toBe(false)
  })
})
