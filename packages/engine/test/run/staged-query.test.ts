import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MetadataTable } from '@certsql/catalog'
import {
  BIGINT,
  BOOLEAN,
  CertSqlError,
  DATE,
  DOUBLE,
  decimal,
  ExactNumber,
  ID,
  INTEGER,
  INTERVAL,
  JSON_TYPE,
  type JsonRecord,
  list,
  TEXT,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
} from '@certsql/core'
import { execute } from '../../src/index.js'
import { FakeSource } from '../support/fake-source.js'
import {
  closeDatabases,
  contextOver,
  flatten,
  rowsOf,
  scanColumn,
  scanPlan,
  stagedQuery,
} from '../support/plans.js'

afterAll(closeDatabases)

const ACCOUNTS = scanPlan('accounts', [scanColumn('Id', ID), scanColumn('Name', TEXT)])
const INVOICES = scanPlan('invoices', [
  scanColumn('Account', ID, ['Account__c']),
  scanColumn('Total', decimal(18, 2), ['Total__c']),
])
const JOIN = `SELECT a."Name", sum(i."Total"), count(*) FROM accounts a JOIN invoices i ON i."Account" = a."Id"
  GROUP BY a."Name" ORDER BY a."Name"`
const JOIN_COLUMNS = [
  { name: 'name', type: TEXT },
  { name: 'total', type: decimal(38, 2) },
  { name: 'n', type: BIGINT },
]

function invoices(count: number): JsonRecord[] {
  return Array.from({ length: count }, (_, index) => ({ Account__c: `00${index % 2}`, Total__c: 0.1 }))
}

const accounts = [
  { Id: '000', Name: 'Acme' },
  { Id: '001', Name: 'Beta' },
]

describe('scans staged for the local part', () => {
  test('join and sum exactly, whichever scan ends first', async () => {
    const source = new FakeSource({ accounts: [accounts], invoices: [invoices(2000), invoices(2000)] })
    expect(await rowsOf(stagedQuery([ACCOUNTS, INVOICES], JOIN, JOIN_COLUMNS), source)).toEqual([
      ['Acme', 200, 2000],
      ['Beta', 200, 2000],
    ])
  })

  test.each([0, 1, 2000, 2001])('%i rows of one page', async (count) => {
    const source = new FakeSource({ invoices: [invoices(count)] })
    const sql = 'SELECT count(*), sum("Total") FROM invoices'
    const columns = [
      { name: 'n', type: BIGINT },
      { name: 'total', type: decimal(38, 2) },
    ]
    const total = count === 0 ? null : count / 10
    expect(await rowsOf(stagedQuery([INVOICES], sql, columns), source)).toEqual([[count, total]])
  })

  describe('that need not be read to their end', () => {
    const sql = 'SELECT count(*) FROM (SELECT 1 FROM invoices WHERE "Total" > 0 LIMIT 3)'
    const enough = { sql, rows: 3, asJob: () => undefined, inNoOrder: () => INVOICES }
    const scan = { ...INVOICES, enough }
    const count = [{ name: 'n', type: BIGINT }]
    const passing = (rows: number): JsonRecord[] =>
      Array.from({ length: 5 }, (_, index) => ({ Account__c: 'a', Total__c: index < rows ? 1 : 0 }))

    test('end with the page that has enough rows', async () => {
      const source = new FakeSource({
        invoices: [passing(2), passing(0), passing(1), passing(5), passing(5)],
      })
      const plan = stagedQuery([scan], 'SELECT count(*) FROM invoices', count)
      expect(await rowsOf(plan, source)).toEqual([[15]])
      expect(source.pagesServed.get('invoices')).toBe(3)
      expect(source.ended).toEqual(['invoices'])
    })

    test('are read to their end where it never has', async () => {
      const source = new FakeSource({ invoices: [passing(2), passing(0), passing(0)] })
      const plan = stagedQuery([scan], 'SELECT count(*) FROM invoices', count)
      expect(await rowsOf(plan, source)).toEqual([[15]])
    })

    test('fail where a page that is needed fails', async () => {
      const failure = new CertSqlError({ code: 'CERT-6001', message: 'No.' })
      const source = new FakeSource({ invoices: [passing(2), failure] })
      const plan = stagedQuery([scan], 'SELECT count(*) FROM invoices', count)
      await expect(rowsOf(plan, source)).rejects.toBe(failure)
    })
  })

  test('run at most MaxConcurrency at a time', async () => {
    const names = ['s1', 's2', 's3', 's4', 's5']
    const scripts = Object.fromEntries(names.map((name) => [name, [accounts]]))
    const source = new FakeSource(scripts, { delayMilliseconds: 5 })
    const scans = names.map((name) => scanPlan(name, ACCOUNTS.columns))
    const sql = names.map((name) => `SELECT count(*) FROM ${name}`).join(' UNION ALL ')
    const rows = await rowsOf(stagedQuery(scans, sql, [{ name: 'n', type: BIGINT }]), source, {
      maxConcurrency: 2,
    })
    expect(rows).toEqual([[2], [2], [2], [2], [2]])
    expect(source.mostActive).toBe(2)
  })

  test('a join takes nothing from what a LIMIT below it chooses from', async () => {
    const columns = [scanColumn('Id', TEXT), scanColumn('l', TEXT), scanColumn('f', INTEGER)]
    const rows = [
      { Id: '6', l: '7', f: -5 },
      { Id: '5', l: '7', f: 0 },
      { Id: '1', l: '3', f: 2 },
      { Id: '4', l: null, f: 0 },
      { Id: '3', l: '6', f: 0 },
    ]
    const sql =
      'SELECT d.l FROM (SELECT -5 AS c, l, max(f) OVER (PARTITION BY "Id") AS m FROM t ' +
      'ORDER BY 2 ASC NULLS FIRST, 3, 1 LIMIT 1) AS d JOIN t AS o ON d.l = o.l WHERE o.f * 2 <> 0'
    const plan = stagedQuery([scanPlan('t', columns)], sql, [{ name: 'l', type: TEXT }])
    expect(await rowsOf(plan, new FakeSource({ t: [rows] }))).toEqual([])
  })

  test('a window over one column twice is one over that column', async () => {
    const columns = [scanColumn('Id', INTEGER), scanColumn('g', TEXT)]
    const rows = [
      { Id: 1, g: 'A' },
      { Id: 2, g: 'A' },
    ]
    const sql =
      'SELECT max("Id") OVER (PARTITION BY "Id", g), max("Id") OVER (PARTITION BY g, g) FROM t ORDER BY 1'
    const plan = stagedQuery([scanPlan('t', columns)], sql, [
      { name: 'a', type: INTEGER },
      { name: 'b', type: INTEGER },
    ])
    expect(await rowsOf(plan, new FakeSource({ t: [rows] }))).toEqual([
      [1, 2],
      [2, 2],
    ])
  })

  test('a scan that fails stops the others and is the error', async () => {
    const failure = new CertSqlError({ code: 'CERT-6001', message: 'No.' })
    const source: FakeSource = new FakeSource(
      { accounts: [failure], invoices: Array.from({ length: 1000 }, () => invoices(1)) },
      {
        delayMilliseconds: 2,
        // The other scan is under way when the first one fails.
        beforePage: async () => {
          while (source.queries.length < 2) await nextTurn()
        },
      },
    )
    const plan = stagedQuery([ACCOUNTS, INVOICES], JOIN, JOIN_COLUMNS)
    await expect(rowsOf(plan, source)).rejects.toBe(failure)
    expect(source.ended.sort()).toEqual(['accounts', 'invoices'])
    expect(source.pagesServed.get('invoices') ?? 0).toBeLessThan(20)
  })

  test('the answer streams: an early end leaves the rest uncomputed', async () => {
    const source = new FakeSource({ accounts: [accounts] })
    const sql = 'SELECT range::BIGINT FROM accounts, range(2000000000)'
    const started = performance.now()
    for await (const { rows } of execute(
      stagedQuery([ACCOUNTS], sql, [{ name: 'n', type: BIGINT }]),
      contextOver(source),
    )) {
      expect(rows.length).toBeGreaterThan(0)
      break
    }
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('cancelling interrupts DuckDB', async () => {
    const controller = new AbortController()
    const sql = 'SELECT count(*) FROM range(3000000) a, range(3000000) b WHERE (a.range * b.range) % 7 = 3'
    const context = contextOver(new FakeSource({}), { signal: controller.signal })
    const reading = flatten(execute(stagedQuery([], sql, [{ name: 'n', type: BIGINT }]), context))
    setTimeout(() => controller.abort(), 300)
    const started = performance.now()
    await expect(reading).rejects.toMatchObject({ code: 'CERT-7006' })
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('a scan without columns has its rows counted', async () => {
    const source = new FakeSource({ invoices: [invoices(3)] })
    const plan = stagedQuery([{ ...INVOICES, columns: [] }], 'SELECT count(*) FROM invoices', [
      { name: 'n', type: BIGINT },
    ])
    expect(await rowsOf(plan, source)).toEqual([[3]])
  })

  test('metadata tables are staged beside scans', async () => {
    const table: MetadataTable = {
      schema: 'certsql',
      name: 'objects',
      columns: [
        { name: 'name', type: TEXT },
        { name: 'label', type: TEXT },
        { name: 'records', type: BIGINT },
        { name: 'seen', type: TIMESTAMPTZ },
      ],
      needs: 'nothing',
      objectColumn: null,
      rows: () => [],
    }
    const seen = new Date('2025-03-01T12:00:00.500Z')
    const context = {
      ...contextOver(new FakeSource({ accounts: [accounts] })),
      metadataRows: () =>
        Promise.resolve([
          ['Acme', 'An object', 9007199254740993n, seen],
          ['Nobody', null, 1, null],
        ]),
    }
    const plan = {
      ...stagedQuery(
        [ACCOUNTS],
        'SELECT m."key", m.records, m.seen FROM m JOIN accounts a ON a."Name" = m."key"',
        [
          { name: 'key', type: TEXT },
          { name: 'records', type: BIGINT },
          { name: 'seen', type: TIMESTAMPTZ },
        ],
      ),
      metadata: [{ name: 'm', table, columns: [2, 0, 3], names: ['records', 'key', 'seen'] }],
    }
    expect(await flatten(execute(plan, context))).toEqual([['Acme', 9007199254740993n, seen]])
  })
})

describe('staged values', () => {
  /** What becomes of one value in a staged column of a type. */
  async function staged(type: Parameters<typeof scanColumn>[1], value: JsonRecord[string]): Promise<unknown> {
    const source = new FakeSource({ t: [[{ v: null }, { v: value }, { v: null }]] })
    const plan = stagedQuery([scanPlan('t', [scanColumn('v', type)])], 'SELECT v FROM t', [
      { name: 'v', type },
    ])
    const rows = await rowsOf(plan, source, { decimals: 'String' })
    expect(rows.map(([v]) => v)).toEqual([null, expect.anything(), null])
    return rows[1]?.[0]
  }

  test.each([
    [TEXT, 'naïve 😀 text of more than twelve bytes', 'naïve 😀 text of more than twelve bytes'],
    [TEXT, '', ''],
    [TEXT, 'with \0 inside', 'with \0 inside'],
    [TEXT, 'x'.repeat(100_000), 'x'.repeat(100_000)],
    [TEXT, 12.5, '12.5'],
    [ID, '001A0000012Zabc123', '001A0000012Zabc123'],
    [BOOLEAN, false, false],
    [INTEGER, -2147483647, -2147483647],
    [BIGINT, 9007199254740991, 9007199254740991],
    [BIGINT, new ExactNumber('-9223372036854775807'), -9223372036854775807n],
    [DOUBLE, 0.1, 0.1],
    [DOUBLE, new ExactNumber('0.30000000000000004'), 0.30000000000000004],
    [DOUBLE, -1e300, -1e300],
    [decimal(4, 1), -99.9, '-99.9'],
    [decimal(9, 2), 1234567.89, '1234567.89'],
    [decimal(18, 2), 1.1, '1.10'],
    [decimal(18, 2), -0.01, '-0.01'],
    [decimal(18, 0), new ExactNumber('-999999999999999999'), '-999999999999999999'],
    [decimal(18, 2), new ExactNumber('9999999999999999.99'), '9999999999999999.99'],
    [
      decimal(30, 10),
      new ExactNumber('-12345678901234567890.0123456789'),
      '-12345678901234567890.0123456789',
    ],
    [decimal(30, 4), 2.5, '2.5000'],
    [DATE, '2024-02-29', '2024-02-29'],
    [DATE, '1700-01-01', '1700-01-01'],
    [DATE, '4000-12-31', '4000-12-31'],
    [TIME, '23:59:59.999Z', '23:59:59.999'],
    [TIMESTAMPTZ, '2026-01-31T10:00:00.123+0000', new Date('2026-01-31T10:00:00.123Z')],
    [TIMESTAMPTZ, '2026-01-31T10:00:00.000-0530', new Date('2026-01-31T15:30:00Z')],
    [TIMESTAMPTZ, '1969-12-31T23:59:59.999Z', new Date(-1)],
    [TIMESTAMPTZ, '9999-12-31T23:59:59.999+0000', new Date('9999-12-31T23:59:59.999Z')],
    [JSON_TYPE, { a: [1, null, { b: 'x' }] }, { a: [1, null, { b: 'x' }] }],
  ])('%j keeps %j', async (type, value, expected) => {
    expect(await staged(type, value)).toEqual(expected)
  })

  test.each([
    [decimal(18, 2), 1.005, '1.005'],
    [decimal(18, 2), new ExactNumber('12345678901234567.89'), '12345678901234567.89'],
    [decimal(4, 2), 12345.5, '12345.50'],
    [decimal(18, 0), 0.1, '0.1'],
    [INTEGER, 2147483648, 2147483648],
  ])('%j is widened for %j', async (type, value, expected) => {
    expect(await staged(type, value)).toEqual(expected)
  })

  test('a number beyond 38 digits is refused', async () => {
    await expect(staged(decimal(18, 2), new ExactNumber(`1${'0'.repeat(39)}.5`))).rejects.toMatchObject({
      code: 'CERT-3008',
    })
  })

  test.each([
    [BOOLEAN, 'yes', 'The org sent "yes" for "v", which is no BOOLEAN.'],
    [DATE, '31.01.2025', 'The org sent "31.01.2025" for "v", which is no DATE.'],
    [TIMESTAMPTZ, '2025-01-31', 'The org sent "2025-01-31" for "v", which is no TIMESTAMPTZ.'],
    [decimal(18, 2), 'much', 'The org sent "much" for "v", which is no DECIMAL(18,2).'],
  ])('%j refuses %j', async (type, value, message) => {
    await expect(staged(type, value)).rejects.toMatchObject({ code: 'CERT-6002', message })
  })

  test('sums of exact decimals are exact', async () => {
    const values = [0.1, 0.2, 0.3, new ExactNumber('1234567890123456.78')]
    const source = new FakeSource({ t: [values.map((v) => ({ v }))] })
    const plan = stagedQuery([scanPlan('t', [scanColumn('v', decimal(18, 2))])], 'SELECT sum(v) FROM t', [
      { name: 'sum', type: decimal(38, 2) },
    ])
    expect(await rowsOf(plan, source, { decimals: 'String' })).toEqual([['1234567890123457.38']])
  })
})

describe('values that DuckDB computes', () => {
  test.each([
    ['sum(1) FROM range(3)', BIGINT, 3],
    ['170141183460469231731687303715884105727::HUGEINT', BIGINT, 170141183460469231731687303715884105727n],
    ['1::HUGEINT', DOUBLE, 1],
    ['3::BIGINT', decimal(38, 2), 3],
    ['12.50::DECIMAL(4,2)', decimal(4, 2), 12.5],
    ['12.50::DECIMAL(9,2)', decimal(9, 2), 12.5],
    ['12345678901234567890.5::DECIMAL(38,1)', decimal(38, 1), 12345678901234567000],
    ['7::INTEGER / 2', INTEGER, 3],
    ["TIMESTAMP '2025-01-31 13:30:00'", TIMESTAMP, '2025-01-31 13:30:00'],
    ["TIMESTAMP '2025-01-31 13:30:00.5'", TIMESTAMP, '2025-01-31 13:30:00.5'],
    ["TIMESTAMP '1969-12-31 23:59:59.999999'", TIMESTAMP, '1969-12-31 23:59:59.999999'],
    ["TIME '13:30:00'", TIME, '13:30:00.000'],
    ["TIME '13:30:00.000123'", TIME, '13:30:00.000123'],
    ["DATE '-infinity'", DATE, '-infinity'],
    ["DATE '0044-03-15 (BC)'", DATE, '0044-03-15 BC'],
    ["INTERVAL '1 month 3 days 04:05:06.7'", INTERVAL, '1 mon 3 days 04:05:06.7'],
    ["INTERVAL '14 months'", INTERVAL, '1 year 2 mons'],
    ["INTERVAL '0 days'", INTERVAL, '00:00:00'],
    ["INTERVAL '-1 day' + INTERVAL '3 hours'", INTERVAL, '-1 days +03:00:00'],
    ["INTERVAL '-2 months' + INTERVAL '1 day' - INTERVAL '90 minutes'", INTERVAL, '-2 mons +1 day -01:30:00'],
    ["['a', NULL, 'b']", list(TEXT), ['a', null, 'b']],
    ['[1.5::DECIMAL(4,1)]', list(decimal(4, 1)), [1.5]],
    [`'{"a": [1, true]}'::JSON`, JSON_TYPE, { a: [1, true] }],
    ["TIMESTAMPTZ '2025-06-30 00:00:00'", TIMESTAMPTZ, new Date('2025-06-29T22:00:00Z')],
    ["CAST(TIMESTAMPTZ '2025-06-30 23:00:00Z' AS DATE)", DATE, '2025-07-01'],
    ['NULL', TEXT, null],
    ["'nan'::DOUBLE", DOUBLE, Number.NaN],
    ['42::DOUBLE', decimal(18, 2), 42],
  ])('%s', async (expression, type, expected) => {
    const plan = stagedQuery([], `SELECT ${expression}`, [{ name: 'v', type }])
    const rows = await rowsOf(plan, new FakeSource({}), { timeZone: 'Europe/Berlin' })
    expect(rows).toEqual([[expected]])
  })

  test('a wide result keeps its columns apart', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `c${index}`)
    const sql = `SELECT ${names.map((name, index) => `${index}::INTEGER AS ${name}`).join(', ')} FROM range(2100)`
    const rows = await rowsOf(
      stagedQuery(
        [],
        sql,
        names.map((name) => ({ name, type: INTEGER })),
      ),
      new FakeSource({}),
    )
    expect(rows).toHaveLength(2100)
    expect(rows[2099]).toEqual(names.map((_, index) => index))
  })
})
