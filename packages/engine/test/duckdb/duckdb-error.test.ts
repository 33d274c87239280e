import { type CertSqlError, INTEGER } from '@certsql/core'
import { LocalDatabase } from '../../src/index.js'
import { FakeSource } from '../support/fake-source.js'
import { closeDatabases, contextOver, rowsOf, stagedQuery } from '../support/plans.js'

afterAll(closeDatabases)

function failing(sql: string): Promise<CertSqlError> {
  return rowsOf(stagedQuery([], sql, [{ name: 'v', type: INTEGER }]), new FakeSource({})).then(
    () => {
      throw new Error(`${sql} did not fail`)
    },
    (error: CertSqlError) => error,
  )
}

describe('an error of DuckDB', () => {
  test.each([
    ["SELECT error('division by zero')", 'CERT-3006', 'Division by zero.'],
    ["SELECT CAST('x' AS INTEGER)", 'CERT-3003', `Could not convert string 'x' to INTEGER.`],
    ["SELECT CAST('abc' AS DATE)", 'CERT-3003', expect.stringContaining('"abc"')],
    [
      'SELECT 2147483647::INTEGER + 1::INTEGER',
      'CERT-3008',
      'Overflow in addition of INTEGER (2147483647 + 1)!',
    ],
    ['SELECT CAST(1e10 AS INTEGER)', 'CERT-3008', expect.stringContaining('out of range')],
    [
      'SELECT (SELECT x FROM (VALUES (1), (2)) AS t(x))',
      'CERT-3007',
      'A subquery that stands for one value returned more than one row.',
    ],
    ['SELECT sqrt(-1)', 'CERT-3008', 'Cannot take square root of a negative number.'],
    [
      'SELECT (SELECT count(*) FROM (VALUES (1)) AS b(y) LEFT JOIN (VALUES (1)) AS c(z) ON y = z AND y < x) FROM (VALUES (1)) AS a(x)',
      'CERT-4002',
      expect.stringContaining('outer join'),
    ],
    ["SELECT regexp_matches('a', '(')", 'CERT-3002', 'Missing ): (.'],
  ])('%s', async (sql, code, message) => {
    expect(await failing(sql)).toMatchObject({ code, message })
  })

  test('of a kind that only we can cause is internal, with the SQL in the cause alone', async () => {
    const error = await failing('SELECT nothing FROM nowhere')
    expect(error.code).toBe('CERT-9001')
    expect(error.message).not.toContain('nowhere')
    expect(String(error.cause)).toContain('nowhere')
  })

  test.each(["SELECT * FROM read_csv('/etc/hostname')", "COPY (SELECT 1) TO '/tmp/certsql-test.csv'"])(
    'files stay out of reach: %s',
    async (sql) => {
      const error = await failing(sql)
      expect(String(error.cause)).toContain('disabled by configuration')
    },
  )

  test('settings are locked', async () => {
    expect(String((await failing("SET memory_limit = '10GB'")).cause)).toContain('locked')
  })

  test('too little memory names the property to raise', async () => {
    const context = {
      ...contextOver(new FakeSource({})),
      database: new LocalDatabase({
        memoryLimit: '20MB',
        threads: 1,
        tempDirectory: '/dev/null/x',
        allowLocalFiles: false,
      }),
    }
    const { execute } = await import('../../src/index.js')
    const sql = "SELECT list(i::VARCHAR || repeat('x', 100)) IS NULL FROM range(5000000) t(i)"
    const reading = async () => {
      for await (const _ of execute(stagedQuery([], sql, [{ name: 'v', type: INTEGER }]), context));
    }
    await expect(reading()).rejects.toMatchObject({
      code: 'CERT-7003',
      hint: expect.stringContaining('MemoryLimit'),
    })
    context.database.close()
  })
})
