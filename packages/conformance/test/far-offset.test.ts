import type { Connection } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { connectTo, FLIPPED_VARIANTS, NOW } from './support/adversarial-org.js'
import { boolean, field, number, object } from './support/adversarial-schema.js'
import { recordId } from './support/record-id.js'

const ROWS = 6500

const SCHEMA = {
  objects: [
    object('Far__c', 'a20', [
      field('Rank__c', 'int', { digits: 6, groupable: true, aggregatable: true }),
      field('Day__c', 'date', { groupable: true, aggregatable: true }),
      number('Rate__c', 12, 4),
      number('Total__c', 18, 2),
      number('Huge__c', 18, 2),
      field('Money__c', 'currency', { precision: 18, scale: 2 }),
      boolean('Flag__c'),
    ]),
  ],
}

/** Few ranks, so that steps end among equals; nulls more than a step skips; some records in the recycle bin. */
const RECORDS = {
  Far__c: Array.from({ length: ROWS }, (_, index) => ({
    Id: recordId('a20', index),
    Name: `far ${index}`,
    Rank__c: index % 3 === 0 ? null : (index * 7) % 5,
    Day__c: index % 11 === 0 ? null : `2025-0${(index % 9) + 1}-1${index % 7}`,
    Rate__c: index % 13 === 0 ? null : (((index * 37) % 1000) - 500) / 10_000,
    Total__c: index % 7 === 0 ? null : ((index * 37) % 2000) * 1_000_000 + 0.25,
    // Half of them have more digits than a double keeps.
    Huge__c:
      index % 2 === 0
        ? index / 4
        : `1234567890123${String(index % 1000).padStart(3, '0')}.${(index % 90) + 10}`,
    Money__c: (index * 11) % 3000,
    Flag__c: index % 2 === 0,
    IsDeleted: index % 100 === 99,
    CreatedDate: NOW,
    LastModifiedDate: NOW,
    SystemModstamp: NOW,
  })),
}

let org: Emulator
let planned: Connection
let off: Connection

beforeAll(async () => {
  org = await startEmulator({
    schema: SCHEMA,
    records: RECORDS,
    asOf: NOW.slice(0, 10),
    variants: FLIPPED_VARIANTS,
  })
  planned = await connectTo(org, { UseBulk: 'never' })
  off = await connectTo(org, { UseBulk: 'never', Pushdown: 'off' })
})

afterAll(async () => {
  await planned.close()
  await off.close()
  await org.close()
})

const KEYS = 'Rank__c, Day__c, Rate__c'
const LIVING = RECORDS.Far__c.filter(({ IsDeleted }) => !IsDeleted).length

describe.each([
  'Rank__c',
  'Rank__c NULLS FIRST',
  'Rank__c DESC, Day__c',
  'Rank__c DESC NULLS LAST, Rate__c DESC',
  'Day__c NULLS FIRST, Rate__c, Rank__c',
  'Total__c DESC, Money__c',
  'Total__c NULLS FIRST, Rank__c DESC',
  'Money__c DESC',
])('ORDER BY %s', (order) => {
  test.each([
    [20, 2001],
    [200, 3999],
    [7, 4000],
    [300, 4001],
    [1000, 5990],
    [5, LIVING - 2],
    [5, LIVING],
    [5, 20_000],
  ])('LIMIT %d OFFSET %d', async (count, offset) => {
    const keys = order.replace(/ (?:DESC|NULLS (?:FIRST|LAST))/g, '')
    const sql = (columns: string) =>
      `SELECT ${columns} FROM Far__c ORDER BY ${order} LIMIT ${count} OFFSET ${offset}`
    const expected = await off.query(sql(keys), [], { rowMode: 'array' })
    const { rows, stats } = await planned.query(sql(`${keys}, Id`), [], { rowMode: 'array' })
    expect(rows.map((row) => row.slice(0, -1))).toEqual(expected.rows)
    expect(new Set(rows.map((row) => row.at(-1))).size).toBe(rows.length)
    expect(stats.apiCalls).toBeLessThanOrEqual(Math.ceil((offset + count) / 2000))
    expect(stats.rowsFetched).toBeLessThanOrEqual(count <= 200 ? count + 20 : count + 2020)
  })
})

describe.each(['Huge__c', 'Huge__c DESC'])(
  'ORDER BY %s: what has too many digits to be asked for is fetched and skipped',
  (order) => {
    test.each([
      [20, 2001],
      [7, 4000],
      [300, 4001],
      [1000, 5990],
      [5, LIVING - 2],
      [5, 20_000],
    ])('LIMIT %d OFFSET %d', async (count, offset) => {
      const sql = (columns: string) =>
        `SELECT ${columns} FROM Far__c ORDER BY ${order} LIMIT ${count} OFFSET ${offset}`
      const expected = await off.query(sql('Huge__c'), [], { rowMode: 'array' })
      const { rows, stats } = await planned.query(sql('Huge__c, Id'), [], { rowMode: 'array' })
      expect(rows.map((row) => row.slice(0, -1))).toEqual(expected.rows)
      expect(new Set(rows.map((row) => row.at(-1))).size).toBe(rows.length)
      expect(stats.apiCalls).toBeLessThanOrEqual(Math.ceil((offset + count) / 2000) + 1)
      // The first step ends at such a number.
      if (order.endsWith('DESC')) expect(stats.rowsFetched).toBe(Math.min(LIVING, offset + count) + 1)
    })
  },
)

test('pages without an order, one behind the other, in the order of Ids beyond the first', async () => {
  const seen = new Set<unknown>()
  for (let offset = 2001; offset < LIVING + 200; offset += 200) {
    const sql = `SELECT Id, ${KEYS} FROM Far__c WHERE Flag__c LIMIT 200 OFFSET ${offset}`
    const { rows } = await planned.query(sql, [], { rowMode: 'array' })
    for (const row of rows) seen.add(row[0])
  }
  const { rows } = await off.query('SELECT COUNT(*) AS n FROM Far__c WHERE Flag__c', [], { rowMode: 'array' })
  expect(seen.size).toBe(Number(rows[0]?.[0]) - 2001)
})

test('in a subquery, and with a condition that is checked above it', async () => {
  const sql = `SELECT COUNT(*) AS n, MIN(Rank__c) AS m, SUM(Rate__c) AS s
    FROM (SELECT Rank__c, Rate__c FROM Far__c WHERE Flag__c ORDER BY Rate__c DESC, Rank__c LIMIT 1000 OFFSET 2100) t WHERE Rate__c < 0`
  expect((await planned.query(sql)).rows).toEqual((await off.query(sql)).rows)
})

test('an interruption between steps is an error or the right answer, never other rows', async () => {
  const broken = await startEmulator({
    schema: SCHEMA,
    records: RECORDS,
    asOf: NOW.slice(0, 10),
    faults: [{ match: { soql: 'OFFSET 1999', nth: 2 }, action: { reset: true }, times: 1 }],
  })
  const connection = await connectTo(broken, { UseBulk: 'never' })
  const sql = 'SELECT Rank__c, Day__c FROM Far__c ORDER BY Rank__c, Day__c LIMIT 10 OFFSET 5000'
  expect((await connection.query(sql)).rows).toEqual((await off.query(sql)).rows)
  await connection.close()
  await broken.close()
})
