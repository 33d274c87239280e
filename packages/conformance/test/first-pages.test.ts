import type { Connection, ConnectOptions } from '@certsql/driver'
import { type Emulator, type Fault, startEmulator } from '@certsql/emulator'
import { connectTo, FLIPPED_VARIANTS, NOW } from './support/adversarial-org.js'
import { boolean, field, number, object, text } from './support/adversarial-schema.js'
import { recordId } from './support/record-id.js'

/**
 * The first rows in an order of which the org knows the first keys only: it sends pages in their order until what it sorts by
 * changes, and the later keys decide here. The data is made to break that: rows that agree reach over the ends of pages, at the
 * end of the nulls, over the whole table; and the order in which the org sends them is another one at every call.
 */
const ROWS = 2600
const PAGE = 200

const SCHEMA = {
  objects: [
    object('Tied__c', 'a21', [
      field('Day__c', 'date', { groupable: true, aggregatable: true }),
      field('Rank__c', 'int', { digits: 6, groupable: true, aggregatable: true }),
      field('Same__c', 'int', { digits: 6, groupable: true, aggregatable: true }),
      number('Rate__c', 18, 2),
      boolean('Flag__c'),
      text('Text__c'),
    ]),
  ],
}

const TEXTS = ['acme', 'ACME', 'Acme', 'b', 'B', 'zebra', null]

/** Ids go up and down with nothing else; 80 to 240 rows of a day, 325 without one, whole pages of some ranks. */
const RECORDS = {
  Tied__c: Array.from({ length: ROWS }, (_, index) => ({
    Id: recordId('a21', (index * 1009) % ROWS),
    Name: `tied ${(index * 31) % ROWS}`,
    Day__c: index % 8 === 0 ? null : `2025-0${(index % 9) + 1}-${index % 3 === 0 ? '01' : '15'}`,
    Rank__c: index < 400 ? 1 : index < 405 ? 2 : index % 13 === 0 ? null : index % 50,
    Same__c: 7,
    Rate__c: index % 17 === 0 ? null : (((index * 37) % 1300) - 500) / 100,
    Flag__c: index % 2 === 0,
    Text__c: TEXTS[index % TEXTS.length] ?? null,
    IsDeleted: false,
    CreatedDate: NOW,
    LastModifiedDate: NOW,
    SystemModstamp: NOW,
  })),
}

type Tied = (typeof RECORDS.Tied__c)[number]

let org: Emulator
let flipped: Emulator
let off: Connection
const opened = new Map<string, Promise<Connection>>()

function open(emulator: Emulator, options: ConnectOptions): Promise<Connection> {
  const key = JSON.stringify([emulator.url, options])
  const connection = opened.get(key) ?? connectTo(emulator, options)
  opened.set(key, connection)
  return connection
}

beforeAll(async () => {
  const options = { schema: SCHEMA, records: RECORDS, asOf: NOW.slice(0, 10), bulkJobMs: 0 }
  org = await startEmulator(options)
  flipped = await startEmulator({ ...options, variants: FLIPPED_VARIANTS })
  off = await open(org, { Pushdown: 'off', UseBulk: 'never' })
})

afterAll(async () => {
  for (const connection of opened.values()) await (await connection).close()
  await org.close()
  await flipped.close()
})

async function rowsOf(connection: Connection, sql: string) {
  const { rows, stats } = await connection.query(sql, [], { rowMode: 'array' })
  return { rows, stats }
}

// ── How many pages ─────────────────────────────────────────────────────────────────────────────────────────────

type Prefix = readonly (readonly [key: keyof Tied, descending: boolean, nullsFirst: boolean])[]

function compare(a: Tied, b: Tied, prefix: Prefix): number {
  for (const [key, descending, nullsFirst] of prefix) {
    const [left, right] = [a[key], b[key]]
    if (left === right) continue
    if (left === null || right === null) return (left === null) === nullsFirst ? -1 : 1
    return left < right === descending ? 1 : -1
  }
  return 0
}

/** Until the page on which a row stands that comes behind all that agree with the last one wanted. */
function pagesFor(prefix: Prefix, wanted: number): number {
  const sorted = RECORDS.Tied__c.toSorted((a, b) => compare(a, b, prefix))
  const last = sorted[wanted - 1]
  const next = last === undefined ? -1 : sorted.findIndex((one) => compare(last, one, prefix) < 0)
  return Math.ceil((next === -1 ? ROWS : next + 1) / PAGE)
}

const ORDERS: readonly (readonly [order: string, prefix: Prefix])[] = [
  ['Day__c DESC, Id', [['Day__c', true, true]]],
  ['Day__c, Id DESC', [['Day__c', false, false]]],
  ['Day__c NULLS FIRST, Text__c COLLATE "exact", Id', [['Day__c', false, true]]],
  ['Rank__c, Id', [['Rank__c', false, false]]],
  ['Rank__c DESC NULLS LAST, Id', [['Rank__c', true, false]]],
  [
    'Flag__c, Rank__c DESC, LENGTH(Name), Id',
    [
      ['Flag__c', false, false],
      ['Rank__c', true, true],
    ],
  ],
  ['Rate__c DESC, MOD(Rank__c, 7) NULLS FIRST, Id', [['Rate__c', true, true]]],
  [
    'Rank__c, Day__c DESC, Rate__c NULLS FIRST, Id',
    [
      ['Rank__c', false, false],
      ['Day__c', true, true],
      ['Rate__c', false, true],
    ],
  ],
  ['Same__c, Id', [['Same__c', false, false]]],
  ['CreatedDate, Id', [['CreatedDate', false, false]]],
]

const BOUNDS: readonly (readonly [count: number, offset: number])[] = [
  [1, 0],
  [10, 0],
  [PAGE, 0],
  [10, 395],
  [5, 2100],
  [300, 2200],
  [50, ROWS - 20],
  [10, ROWS],
]

describe.each(ORDERS)('ORDER BY %s', (order, prefix) => {
  const sql = `SELECT Id, Text__c, Day__c FROM Tied__c ORDER BY ${order}`
  let all: readonly (readonly unknown[])[]

  beforeAll(async () => {
    all = (await rowsOf(off, sql)).rows
  })

  test.each(BOUNDS)('LIMIT %d OFFSET %d', async (count, offset) => {
    for (const emulator of [org, flipped]) {
      const connection = await open(emulator, { PageSize: PAGE, UseBulk: 'never' })
      const { rows, stats } = await rowsOf(connection, `${sql} LIMIT ${count} OFFSET ${offset}`)
      expect(rows).toEqual(all.slice(offset, offset + count))
      expect(stats.apiCalls).toBe(pagesFor(prefix, count + offset))
    }
  })
})

describe('likewise', () => {
  test.each([
    // The same with conditions that are checked here.
    `SELECT Id FROM Tied__c WHERE LENGTH(Name) = 6 ORDER BY Day__c DESC, Id LIMIT 20`,
    `SELECT Id FROM Tied__c WHERE LENGTH(Name) = 6 AND Flag__c ORDER BY Rank__c NULLS FIRST, Day__c, Id DESC LIMIT 20 OFFSET 30`,
    `SELECT Id FROM Tied__c WHERE LENGTH(Name) > 60 ORDER BY Day__c, Id LIMIT 20`,
    // Below other work.
    `SELECT COUNT(*) AS n, MIN(t.Id) AS a, MAX(t.Id) AS z FROM (SELECT Id FROM Tied__c ORDER BY Rank__c, Id LIMIT 30 OFFSET 390) t`,
    `SELECT t.Id, u.Id AS other FROM (SELECT Id, Name FROM Tied__c ORDER BY Day__c, Id LIMIT 15) t JOIN Tied__c u ON u.Name = t.Name ORDER BY 1, 2`,
    `SELECT Id FROM Tied__c WHERE Id IN (SELECT Id FROM Tied__c ORDER BY Day__c DESC, Id LIMIT 7) ORDER BY Id`,
    `SELECT Id, (SELECT COUNT(*) FROM Tied__c u WHERE u.Rank__c = t.Rank__c) AS n FROM Tied__c t ORDER BY Day__c, Id LIMIT 5`,
    // Of a union.
    `SELECT d, Id FROM (SELECT Day__c AS d, Id FROM Tied__c WHERE Flag__c UNION ALL SELECT Day__c, Id FROM Tied__c WHERE NOT Flag__c) u ORDER BY d DESC, Id LIMIT 25 OFFSET 300`,
    // The rows that agree with the last one belong to it.
    `SELECT Id FROM (SELECT Id FROM Tied__c ORDER BY Day__c FETCH FIRST 3 ROWS WITH TIES) t ORDER BY Id`,
    `SELECT Id FROM (SELECT Id FROM Tied__c ORDER BY Rank__c DESC, Day__c FETCH FIRST 201 ROWS WITH TIES) t ORDER BY Id`,
    `SELECT COUNT(*) AS n FROM (SELECT Id FROM Tied__c ORDER BY Same__c FETCH FIRST 1 ROW WITH TIES) t`,
    `SELECT Id FROM (SELECT Id FROM Tied__c ORDER BY Day__c, Text__c FETCH FIRST 50 ROWS WITH TIES) t ORDER BY Id`,
    // Text: with Collation=Org one of the org's keys, with Binary the first of those that are not.
    `SELECT Text__c, Id FROM Tied__c ORDER BY Text__c, Id LIMIT 500 OFFSET 300`,
    `SELECT Text__c, Id FROM Tied__c ORDER BY Rank__c, Text__c DESC, Id LIMIT 30`,
    // Computed.
    `SELECT UPPER(n) AS u FROM (SELECT Name AS n, Day__c AS d, Id AS i FROM Tied__c) t ORDER BY d DESC, i LIMIT 12`,
  ])('%s', async (sql) => {
    for (const options of [{}, { Collation: 'Binary' }] satisfies ConnectOptions[]) {
      const expected = await rowsOf(await open(org, { ...options, Pushdown: 'off' }), sql)
      for (const emulator of [org, flipped]) {
        for (const way of [
          { PageSize: PAGE },
          { UseBulk: 'always', BulkPollInterval: 1 },
          { BulkThreshold: 1 },
        ] satisfies ConnectOptions[]) {
          const { rows } = await rowsOf(await open(emulator, { ...options, ...way }), sql)
          expect({ way, rows }).toEqual({ way, rows: expected.rows })
        }
      }
    }
  })
})

describe('where very many rows agree', () => {
  const MANY = 6500
  const many: Readonly<Record<string, readonly Tied[]>> = {
    Tied__c: Array.from({ length: MANY }, (_, index): Tied => {
      const record = RECORDS.Tied__c[index % ROWS] as Tied
      return { ...record, Id: recordId('a21', (index * 1009) % MANY) }
    }),
  }
  const options = { schema: SCHEMA, records: many, asOf: NOW.slice(0, 10), bulkJobMs: 0 }

  async function run(sql: string, properties: ConnectOptions, faults: readonly Fault[] = []) {
    const emulator = await startEmulator({ ...options, faults: [...faults] })
    const connection = await connectTo(emulator, { PageSize: PAGE, BulkPollInterval: 1, ...properties })
    try {
      const { rows, stats, notices } = await connection.query(sql, [], { rowMode: 'array' })
      const unpushed = await connection.query(`SET Pushdown = 'off'`).then(() => rowsOf(connection, sql))
      expect(rows).toEqual(unpushed.rows)
      const jobs = emulator.requests.flatMap(({ path, soql }) =>
        path.includes('jobs/query') && soql !== undefined ? [soql] : [],
      )
      return { stats, jobs, notices: notices.map(({ message }) => message) }
    } finally {
      await connection.close()
      await emulator.close()
    }
  }

  const SQL = 'SELECT Id FROM Tied__c ORDER BY Same__c, Id LIMIT 10'

  test('all of them come as a job after some pages, in no order', async () => {
    const { stats, jobs, notices } = await run(SQL, { BulkThreshold: 1000 })
    expect(stats.bulkJobs).toBe(1)
    expect(stats.rowsFetched).toBe(9 * PAGE + MANY)
    expect(jobs[0]).toBe('SELECT Id, Same__c FROM Tied__c')
    expect(notices).toEqual(['Tied__c was read with a Bulk job: its first pages were not enough.'])
  })

  test('or few of them pass what is checked here', async () => {
    const sql = 'SELECT Id FROM Tied__c WHERE LENGTH(Name) > 60 ORDER BY Rank__c, Id LIMIT 10'
    expect((await run(sql, { BulkThreshold: 1000 })).stats.bulkJobs).toBe(1)
  })

  test('and over REST where the org runs no job', async () => {
    const refused = { match: { path: 'jobs/query' }, action: { status: 400, errorCode: 'API_ERROR' } }
    const { stats } = await run(SQL, { BulkThreshold: 1000 }, [refused])
    expect(stats.bulkJobs).toBe(0)
    expect(stats.rowsFetched).toBe(9 * PAGE + MANY)
  })

  test.each<[string, ConnectOptions]>([
    ['below the rows that Bulk begins at', { BulkThreshold: 10_000 }],
    ['with UseBulk=never', { BulkThreshold: 1000, UseBulk: 'never' }],
  ])('but page by page to the end %s', async (_, properties) => {
    const { stats } = await run(SQL, properties)
    expect(stats.bulkJobs).toBe(0)
    expect(stats.apiCalls).toBe(Math.ceil(MANY / PAGE))
    expect(stats.rowsFetched).toBe(MANY)
  })

  test('and where the pages in order break off, which cannot go on, all rows come', async () => {
    const lost = { match: { path: '/query/01g', nth: 4 }, action: { dropLocator: true }, times: 1 }
    const { stats, notices } = await run(SQL, { UseBulk: 'never' }, [lost])
    expect(stats.rowsFetched).toBe(4 * PAGE + MANY)
    expect(notices).toEqual([expect.stringContaining('Tied__c was read in order')])
  })
})
