import { BOOLEAN, decimal, ExactNumber, INTEGER, JSON_TYPE, type JsonRecord, TEXT } from '@certsql/core'
import type { RowWindow } from '@certsql/planner'
import { execute } from '../../src/index.js'
import { FakeSource } from '../support/fake-source.js'
import {
  closeDatabases,
  contextOver,
  flatten,
  pagewiseQuery,
  rowsOf,
  scanColumn,
  scanPlan,
} from '../support/plans.js'

afterAll(closeDatabases)

const SCAN = {
  ...scanPlan('SELECT Name, Amount FROM Account', [
    scanColumn('Name', TEXT),
    scanColumn('Amount', decimal(18, 2)),
  ]),
  name: 'a "b"',
}
const RESIDUAL = `SELECT upper("Name"), "Amount" * 2 FROM "a ""b""" WHERE "Amount" >= 1`
const COLUMNS = [
  { name: 'name', type: TEXT },
  { name: 'twice', type: decimal(38, 2) },
]

function pages(...sizes: number[]): FakeSource {
  let next = 0
  const script = sizes.map((size) =>
    Array.from({ length: size }, (): JsonRecord => ({ Name: `acc ${next}`, Amount: next++ })),
  )
  return new FakeSource({ [SCAN.soql]: script })
}

describe('row-wise work page by page', () => {
  test('filters and computes on every page, the first of which is empty', async () => {
    const rows = await rowsOf(pagewiseQuery(SCAN, RESIDUAL, COLUMNS), pages(0, 1, 3, 2))
    expect(rows).toEqual([1, 2, 3, 4, 5].map((index) => [`ACC ${index}`, index * 2]))
  })

  test('hands out what the first page gives before the second was asked for', async () => {
    const asked: number[] = []
    const source = new FakeSource(
      { [SCAN.soql]: [[{ Name: 'x', Amount: 1 }], [{ Name: 'y', Amount: 1 }]] },
      { beforePage: (page) => void asked.push(page) },
    )
    for await (const batch of execute(pagewiseQuery(SCAN, RESIDUAL, COLUMNS), contextOver(source))) {
      expect(batch.rows).toEqual([['X', 2]])
      break
    }
    expect(asked).toEqual([0])
    expect(source.ended).toEqual([SCAN.soql])
  })

  test('counts its window over the pages', async () => {
    const source = pages(3, 3, 3)
    const rows = await rowsOf(pagewiseQuery(SCAN, RESIDUAL, COLUMNS, { offset: 1, count: 3 }), source)
    expect(rows.map(([name]) => name)).toEqual(['ACC 2', 'ACC 3', 'ACC 4'])
    expect(source.pagesServed.get(SCAN.soql)).toBe(2)
  })

  test('asks for a page ahead only if its window needs it even should all records of this one pass', async () => {
    const ahead = async (window?: RowWindow, sql = RESIDUAL) => {
      const source = pages(3, 3, 3)
      await rowsOf(pagewiseQuery(SCAN, sql, COLUMNS, window), source)
      return source.readAhead
    }
    expect(await ahead()).toEqual([true, true])
    expect(await ahead({ offset: 5 })).toEqual([true, true])
    expect(await ahead({ offset: 0, count: 2 })).toEqual([false])
    // The first row does not pass, so two of four are left, and the page behind may not be needed.
    expect(await ahead({ offset: 0, count: 4 })).toEqual([true, false])
    expect(await ahead({ offset: 2, count: 3 })).toEqual([true, false])
    expect(await ahead({ offset: 4, count: 5 })).toEqual([true, true])
  })

  test('takes pages larger than a vector of DuckDB', async () => {
    const rows = await rowsOf(pagewiseQuery(SCAN, RESIDUAL, COLUMNS), pages(5000, 1))
    expect(rows).toHaveLength(5000)
    expect(rows.at(-1)).toEqual(['ACC 5000', 10_000])
  })

  test('a residual may read its page twice', async () => {
    const sql = `SELECT x."Name", (SELECT count(*) FROM "a ""b""") FROM "a ""b""" AS x`
    const columns = [COLUMNS[0] ?? { name: '', type: TEXT }, { name: 'n', type: INTEGER }]
    expect(await rowsOf(pagewiseQuery(SCAN, sql, columns), pages(2))).toEqual([
      ['acc 0', 2],
      ['acc 1', 2],
    ])
  })

  test('widens a column when a later page needs it, and loses no digit', async () => {
    const source = new FakeSource({
      [SCAN.soql]: [
        [{ Name: 'a', Amount: 1.25 }],
        [{ Name: 'b', Amount: 1.00005 }],
        [{ Name: 'c', Amount: 7 }],
      ],
    })
    const sql = 'SELECT "Name", "Amount" FROM "a ""b"""'
    const rows = await rowsOf(pagewiseQuery(SCAN, sql, COLUMNS), source, { decimals: 'String' })
    expect(rows).toEqual([
      ['a', '1.25'],
      ['b', '1.00005'],
      ['c', '7.00'],
    ])
  })

  test('carries JSON and booleans', async () => {
    const scan = {
      ...scanPlan('SELECT Address, IsActive FROM Account', [
        { name: 'Address', type: JSON_TYPE, path: ['Address'], compound: true },
        scanColumn('IsActive', BOOLEAN),
      ]),
      name: 't',
    }
    const sql = `SELECT "Address", "Address"->>'city', NOT "IsActive" FROM t`
    const columns = [
      { name: 'address', type: JSON_TYPE },
      { name: 'city', type: TEXT },
      { name: 'closed', type: BOOLEAN },
    ]
    const address = { city: 'Århus', latitude: new ExactNumber('55.123456789012345678') }
    const source = new FakeSource({
      [scan.soql]: [[{ Address: address, IsActive: true }], [{ Address: null, IsActive: false }]],
    })
    expect(await rowsOf(pagewiseQuery(scan, sql, columns), source)).toEqual([
      [{ city: 'Århus', latitude: Number('55.123456789012345678') }, 'Århus', false],
      [null, null, true],
    ])
  })

  test('statements share a database without seeing each other', async () => {
    const context = contextOver(pages(2))
    const other = pages(3)
    const plan = pagewiseQuery(SCAN, RESIDUAL, COLUMNS)
    const [two, three] = await Promise.all([
      flatten(execute(plan, context)),
      flatten(execute(plan, { ...context, source: other })),
    ])
    expect([two.length, three.length]).toEqual([1, 2])
  })

  test('memory stays flat over many pages', async () => {
    const wide = { ...SCAN, columns: Array.from({ length: 10 }, (_, i) => scanColumn(`c${i}`, TEXT)) }
    const record = Object.fromEntries(
      wide.columns.map(({ name }) => [name, `a text of some length in ${name}`]),
    )
    const page = Array.from({ length: 2000 }, () => record)
    const source = new FakeSource({ [SCAN.soql]: Array.from({ length: 120 }, () => page) })
    const columns = [{ name: 'c0', type: TEXT }]
    const plan = pagewiseQuery(wide, `SELECT upper("c0") FROM "a ""b""" WHERE "c1" LIKE 'a%'`, columns)
    let batches = 0
    let early = 0
    for await (const _ of execute(plan, contextOver(source))) {
      if (++batches === 20) early = process.memoryUsage().rss
    }
    // 100 pages of 2,000 rows × 400 bytes are 80 MB, were they kept.
    expect(process.memoryUsage().rss - early).toBeLessThan(50e6)
  })
})
