import { CertSqlError, decimal, ExactNumber, type JsonRecord, TEXT } from '@certsql/core'
import { isDuckDbLoaded } from '../../src/duckdb/load-duckdb.js'
import { execute } from '../../src/index.js'
import { FakeSource } from '../support/fake-source.js'
import { contextOver, flatten, remoteQuery, rowsOf, scanColumn, scanPlan } from '../support/plans.js'

const SOQL = 'SELECT Id, Name, Amount FROM Account'

function records(from: number, count: number): JsonRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    Id: `001${String(from + index).padStart(15, '0')}`,
    Name: `Account ${from + index}`,
    Amount: from + index + 0.25,
  }))
}

function threePages(): FakeSource {
  return new FakeSource({ [SOQL]: [records(0, 3), records(3, 3), records(6, 2)] })
}

describe('a query that the org answers alone', () => {
  test('gives the rows of all pages in their order', async () => {
    const rows = await rowsOf(remoteQuery(scanPlan(SOQL)), threePages())
    expect(rows.map(([, name]) => name)).toEqual(records(0, 8).map(({ Name }) => Name))
    expect(rows[7]).toEqual(['001000000000000007', 'Account 7', 7.25])
  })

  test('never loads DuckDB', async () => {
    await rowsOf(remoteQuery(scanPlan(SOQL)), threePages())
    expect(isDuckDbLoaded()).toBe(false)
  })

  test('hands out the first page before the second was asked for', async () => {
    const asked: number[] = []
    const source = new FakeSource(
      { [SOQL]: [records(0, 3), records(3, 3)] },
      { beforePage: (page) => void asked.push(page) },
    )
    for await (const batch of execute(remoteQuery(scanPlan(SOQL)), contextOver(source))) {
      expect(batch.rows).toHaveLength(3)
      expect(asked).toEqual([0])
      break
    }
  })

  test('stops asking when the loop is left', async () => {
    const source = threePages()
    for await (const _ of execute(remoteQuery(scanPlan(SOQL)), contextOver(source))) break
    expect(source.pagesServed.get(SOQL)).toBe(1)
    expect(source.ended).toEqual([SOQL])
  })

  test.each([
    { offset: 0, count: 2, expected: [0, 1], pages: 1 },
    { offset: 2, count: 2, expected: [2, 3], pages: 2 },
    { offset: 0, count: 3, expected: [0, 1, 2], pages: 1 },
    { offset: 7, count: 5, expected: [7], pages: 3 },
    { offset: 9, count: 5, expected: [], pages: 3 },
    { offset: 4, count: undefined, expected: [4, 5, 6, 7], pages: 3 },
  ])('takes rows $offset+$count from $pages pages', async ({ offset, count, expected, pages }) => {
    const source = threePages()
    const window = count === undefined ? { offset } : { offset, count }
    const rows = await rowsOf(remoteQuery(scanPlan(SOQL), window), source)
    expect(rows.map(([, name]) => name)).toEqual(expected.map((index) => `Account ${index}`))
    expect(source.pagesServed.get(SOQL)).toBe(pages)
  })

  test('asks nothing for LIMIT 0', async () => {
    const source = threePages()
    expect(await rowsOf(remoteQuery(scanPlan(SOQL), { offset: 0, count: 0 }), source)).toEqual([])
    expect(source.queries).toEqual([])
  })

  test('gives no batch for no rows, but its columns', async () => {
    const result = execute(remoteQuery(scanPlan(SOQL)), contextOver(new FakeSource({ [SOQL]: [[]] })))
    expect(await flatten(result)).toEqual([])
    expect(result.columns.map(({ name }) => name)).toEqual(['Id', 'Name', 'Amount'])
    expect(result.stats.firstRowMilliseconds).toBeUndefined()
  })

  test('shows columns in the order of the outputs, one twice', async () => {
    const plan = { ...remoteQuery(scanPlan(SOQL)), outputs: [1, 0, 1] }
    const rows = await rowsOf(plan, new FakeSource({ [SOQL]: [records(5, 1)] }))
    expect(rows).toEqual([['Account 5', '001000000000000005', 'Account 5']])
  })

  test('passes page size and queryAll on', async () => {
    const source = threePages()
    const plan = remoteQuery({ ...scanPlan(SOQL), includeDeleted: true })
    await rowsOf(plan, source, { pageSize: 500 })
    expect(source.queries[0]?.options).toMatchObject({ includeDeleted: true, pageSize: 500 })
  })

  test('measures calls, rows and bytes', async () => {
    const result = execute(remoteQuery(scanPlan(SOQL)), contextOver(threePages()))
    await flatten(result)
    expect(result.stats).toMatchObject({ apiCalls: 3, rowsFetched: 8, rows: 8, bytes: 300 })
    expect(result.stats.scans).toEqual([
      {
        id: 1,
        transport: 'rest',
        name: SOQL,
        object: 'Account',
        soql: SOQL,
        apiCalls: 3,
        pages: 3,
        rows: 8,
        expectedRows: 8,
        bytes: 300,
        retries: 0,
        waitMilliseconds: 0,
        bulkJobs: 0,
        milliseconds: 15,
      },
    ])
    expect(result.stats.firstRowMilliseconds).toBeLessThanOrEqual(result.stats.milliseconds)
  })

  test('fails when records are missing at the end', async () => {
    const source = new FakeSource({ [SOQL]: [records(0, 3)] }, { totalSize: 4 })
    await expect(rowsOf(remoteQuery(scanPlan(SOQL)), source)).rejects.toMatchObject({
      code: 'CERT-6004',
      message: 'The org promised 4 records of Account and sent 3.',
    })
  })

  test('passes an error in the middle on, after the rows before it', async () => {
    const failure = new CertSqlError({ code: 'CERT-8502', message: 'The connection broke off.' })
    const source = new FakeSource({ [SOQL]: [records(0, 3), failure] })
    const seen: number[] = []
    const reading = async () => {
      for await (const batch of execute(remoteQuery(scanPlan(SOQL)), contextOver(source))) {
        seen.push(batch.rows.length)
      }
    }
    await expect(reading()).rejects.toBe(failure)
    expect(seen).toEqual([3])
  })

  test('stops at MaxApiCalls', async () => {
    await expect(rowsOf(remoteQuery(scanPlan(SOQL)), threePages(), { maxApiCalls: 2 })).rejects.toMatchObject(
      {
        code: 'CERT-7001',
      },
    )
    expect(await rowsOf(remoteQuery(scanPlan(SOQL)), threePages(), { maxApiCalls: 3 })).toHaveLength(8)
  })
})

describe('cancelling', () => {
  test('ends a request under way', async () => {
    const controller = new AbortController()
    const source = new FakeSource({ [SOQL]: [records(0, 3), records(3, 3)] }, { delayMilliseconds: 20_000 })
    const reading = flatten(
      execute(remoteQuery(scanPlan(SOQL)), contextOver(source, { signal: controller.signal })),
    )
    setTimeout(() => controller.abort(), 10)
    await expect(reading).rejects.toMatchObject({ code: 'CERT-7006' })
    expect(source.ended).toEqual([SOQL])
  })

  test('throws the reason when that says more', async () => {
    const controller = new AbortController()
    const reason = new CertSqlError({ code: 'CERT-7004', message: 'Too slow.' })
    controller.abort(reason)
    const source = threePages()
    const result = execute(remoteQuery(scanPlan(SOQL)), contextOver(source, { signal: controller.signal }))
    await expect(flatten(result)).rejects.toBe(reason)
    expect(source.queries).toEqual([])
  })

  test('takes effect between two batches', async () => {
    const controller = new AbortController()
    const result = execute(
      remoteQuery(scanPlan(SOQL)),
      contextOver(threePages(), { signal: controller.signal }),
    )
    const reading = async () => {
      for await (const _ of result) controller.abort()
    }
    await expect(reading()).rejects.toMatchObject({ code: 'CERT-7006' })
  })
})

describe('numbers', () => {
  const scan = scanPlan('SELECT Amount FROM X', [
    scanColumn('Amount', decimal(18, 2)),
    scanColumn('Name', TEXT),
  ])
  const source = () =>
    new FakeSource({
      'SELECT Amount FROM X': [
        [12.5, -0.1, 100, new ExactNumber('1234567890123456.78'), 1.005, null].map((Amount) => ({ Amount })),
      ],
    })

  test('are numbers with Decimals=Number, and a notice tells of those that have more digits', async () => {
    const result = execute(remoteQuery(scan), contextOver(source()))
    const rows = await flatten(result)
    expect(rows.map(([amount]) => amount)).toEqual([12.5, -0.1, 100, 1234567890123456.8, 1.005, null])
    expect(result.notices.map(({ kind }) => kind)).toEqual(['decimalPrecision'])
  })

  test('are digits with Decimals=String, in the declared scale or in more', async () => {
    const result = execute(remoteQuery(scan), contextOver(source(), { decimals: 'String' }))
    const rows = await flatten(result)
    expect(rows.map(([amount]) => amount)).toEqual([
      '12.50',
      '-0.10',
      '100.00',
      '1234567890123456.78',
      '1.005',
      null,
    ])
    expect(result.notices).toEqual([])
  })
})
