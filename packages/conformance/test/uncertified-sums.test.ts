import type { Connection } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { connectTo, FLIPPED_VARIANTS, NOW, startAdversarialOrg } from './support/adversarial-org.js'
import { boolean, field, lookup, number, object, text } from './support/adversarial-schema.js'
import { recordId } from './support/record-id.js'

const ROWS = 6000

const SCHEMA = {
  objects: [
    object('Account__c', 'a30', [text('Industry__c')]),
    object('Amount__c', 'a31', [
      lookup('Account__c', ['Account__c']),
      text('Label__c'),
      field('Rank__c', 'int', { digits: 6, groupable: true, aggregatable: true }),
      field('Day__c', 'date', { groupable: true, aggregatable: true }),
      field('Moment__c', 'datetime', { aggregatable: true }),
      field('Serial__c', 'int', { digits: 6, groupable: true, aggregatable: true }),
      boolean('Flag__c'),
      number('Value__c', 18, 2),
      number('Other__c', 18, 2),
      // Of most records it is nothing, and of the others it would just be proved.
      number('Open__c', 18, 2),
    ]),
  ],
}

/** Large and small, of both signs, so that doubles lose cents; nulls; texts that differ in case. */
const VALUES = [12_345_678_901_234.45, -12_345_678_901_234.44, 0.01, -0.02, 98_765_432_109.87, null, 0.07]

const RECORDS = {
  Account__c: Array.from({ length: 40 }, (_, index) => ({
    Id: recordId('a30', index),
    Name: `account ${index}`,
    Industry__c: index % 5 === 0 ? null : (['Energy', 'energy'][index % 3] ?? 'Retail'),
    IsDeleted: index === 7,
    CreatedDate: NOW,
    LastModifiedDate: NOW,
    SystemModstamp: NOW,
  })),
  Amount__c: Array.from({ length: ROWS }, (_, index) => ({
    Id: recordId('a31', index),
    Name: `amount ${index}`,
    Account__c: index % 17 === 0 ? null : recordId('a30', index % 40),
    Label__c: [null, 'acme', 'Acme', 'ACME', "O'Neil", 'ärger', 'ÄRGER'][index % 11] ?? `label ${index % 3}`,
    Rank__c: index % 9 === 0 ? null : (index % 4) - 1,
    Day__c: index % 23 === 0 ? null : `202${index % 3}-${two((index % 12) + 1)}-${two((index % 28) + 1)}`,
    Moment__c: index % 29 === 0 ? null : `2024-02-${two((index % 29) + 1)}T${two(index % 24)}:30:00.000+0000`,
    Serial__c: index % 3000,
    Flag__c: index % 2 === 0,
    Value__c: VALUES[index % VALUES.length] ?? null,
    Other__c: VALUES[(index * 3 + 1) % VALUES.length] ?? null,
    Open__c: index % 100 === 0 ? 900_000_000.01 : 0,
    IsDeleted: index % 100 === 99,
    CreatedDate: NOW,
    LastModifiedDate: NOW,
    SystemModstamp: NOW,
  })),
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

const opened: { close(): unknown }[] = []
let org: Emulator
let flipped: Emulator
let off: Connection

beforeAll(async () => {
  const options = { schema: SCHEMA, records: RECORDS, asOf: NOW.slice(0, 10) }
  org = await startEmulator(options)
  flipped = await startEmulator({ ...options, variants: FLIPPED_VARIANTS })
  off = await connectTo(org, { UseBulk: 'never', Pushdown: 'off' })
  opened.push(org, flipped, off)
})

afterAll(async () => {
  for (const one of opened.reverse()) await one.close()
})

/** The statement, and the calls that it takes: one for the groups, and those for the rows of some of them. */
const STATEMENTS: readonly (readonly [sql: string, calls: number])[] = [
  ['SELECT SUM(Value__c) AS s, AVG(Value__c) AS a FROM Amount__c', 4],
  ['SELECT SUM(Open__c) AS s FROM Amount__c', 2],
  ['SELECT SUM(Value__c) AS s, SUM(Other__c) AS o, SUM(Open__c) AS p FROM Amount__c WHERE Flag__c', 3],
  ['SELECT Account__c, SUM(Value__c) AS s, AVG(Value__c) AS a FROM Amount__c GROUP BY Account__c', 4],
  ['SELECT Account__c, SUM(Value__c) AS s FROM Amount__c WHERE Rank__c = 2 GROUP BY Account__c', 2],
  ['SELECT Label__c, SUM(Value__c) AS s, SUM(Other__c) AS o FROM Amount__c GROUP BY Label__c', 4],
  [
    'SELECT a.Industry__c, SUM(Value__c) AS s FROM Amount__c m JOIN Account__c a ON a.Id = m.Account__c GROUP BY 1',
    4,
  ],
  ['SELECT Rank__c, Flag__c, SUM(Value__c) AS s FROM Amount__c GROUP BY Rank__c, Flag__c', 4],
  ["SELECT Day__c, SUM(Value__c) AS s FROM Amount__c WHERE Day__c > DATE '2021-06-01' GROUP BY Day__c", 2],
  [
    'SELECT EXTRACT(YEAR FROM Day__c) AS y, EXTRACT(QUARTER FROM Day__c) AS q, SUM(Value__c) AS s FROM Amount__c GROUP BY 1, 2',
    4,
  ],
  ['SELECT EXTRACT(MONTH FROM Day__c) AS m, AVG(Value__c) AS a FROM Amount__c WHERE Flag__c GROUP BY 1', 3],
  ['SELECT EXTRACT(DAY FROM Day__c) AS m, AVG(Value__c) AS a FROM Amount__c WHERE Flag__c GROUP BY 1', 2],
  ['SELECT EXTRACT(DOW FROM Day__c) AS d, SUM(Value__c) AS s FROM Amount__c WHERE Flag__c GROUP BY 1', 3],
  ['SELECT EXTRACT(DOY FROM Day__c) AS d, SUM(Value__c) AS s FROM Amount__c WHERE Flag__c GROUP BY 1', 2],
  ['SELECT CAST(Moment__c AS DATE) AS d, SUM(Value__c) AS s FROM Amount__c WHERE Flag__c GROUP BY 1', 3],
  ['SELECT EXTRACT(HOUR FROM Moment__c) AS h, SUM(Value__c) AS s FROM Amount__c WHERE Flag__c GROUP BY 1', 3],
  ['SELECT Account__c, SUM(Value__c) AS s FROM Amount__c GROUP BY Account__c HAVING SUM(Value__c) > 0', 4],
  ['SELECT Account__c, SUM(Value__c) AS s FROM Amount__c GROUP BY Account__c HAVING COUNT(*) > 140', 4],
  ['SELECT Account__c, Label__c, SUM(Value__c) AS s FROM Amount__c GROUP BY Account__c, Label__c', 4],
  ['SELECT Serial__c, SUM(Value__c) AS s FROM Amount__c WHERE Flag__c GROUP BY Serial__c', 2],
  ['SELECT Serial__c, SUM(Value__c) AS s, SUM(Other__c) AS o FROM Amount__c GROUP BY Serial__c', 5],
]

describe.each(['planned', 'flipped', 'over Bulk'] as const)('%s', (way) => {
  let connection: Connection

  beforeAll(async () => {
    const bulk =
      way === 'over Bulk' ? ({ UseBulk: 'auto', BulkThreshold: 500 } as const) : { UseBulk: 'never' as const }
    connection = await connectTo(way === 'flipped' ? flipped : org, bulk)
    opened.push(connection)
  })

  test.each(STATEMENTS)('%s', async (sql, calls) => {
    const expected = await off.query(sql, [], { rowMode: 'array' })
    const { rows, stats, notices } = await connection.query(sql, [], { rowMode: 'array' })
    expect(sorted(rows)).toEqual(sorted(expected.rows))
    expect(notices.map(({ kind }) => kind)).not.toContain('sumNotCertified')
    if (way !== 'over Bulk') expect(stats.apiCalls).toBe(calls)
  })
})

function sorted(rows: readonly (readonly unknown[])[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row).toUpperCase()).toSorted()
}

test('the sum and the average of one column take the same rows, and one call for all groups', async () => {
  const adversarial = await startAdversarialOrg()
  const connection = await connectTo(adversarial)
  opened.push(adversarial, connection)
  const { stats } = await connection.query(
    'SELECT Customer__c, SUM(Total__c) AS s, AVG(Total__c) AS a FROM Invoice__c GROUP BY Customer__c',
  )
  expect(stats.apiCalls).toBe(2)
})
