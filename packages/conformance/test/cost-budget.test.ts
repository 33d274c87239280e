import type { Connection, ConnectOptions } from '@certsql/driver'
import type { Emulator, Fault } from '@certsql/emulator'
import { connectTo, startAdversarialOrg } from './support/adversarial-org.js'
import { failureOf } from './support/failure.js'

const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

/** An org that says that it has so many records, whatever it has. */
function pretending(records: Readonly<Record<string, number>>): Fault {
  const sObjects = Object.entries(records).map(([name, count]) => ({ name, count }))
  return { match: { path: 'limits/recordCount' }, action: { status: 200, body: { sObjects } } }
}

/** And that a query finds so many, which is the first that is asked about it. */
function reckoning(cardinality: number): Fault {
  const plan = { cardinality, leadingOperationType: 'TableScan', relativeCost: 2.5, sobjectType: 'x' }
  return { match: { soql: 'PagePlus__c', nth: 1 }, action: { status: 200, body: { plans: [plan] } } }
}

async function openOrg(
  faults: readonly Fault[],
  properties: ConnectOptions = {},
): Promise<{ readonly org: Emulator; readonly connection: Connection }> {
  const org = await startAdversarialOrg({ faults: [...faults] })
  opened.push(org)
  const connection = await connectTo(org, properties)
  opened.push(connection)
  return { org, connection }
}

function queriesOf(org: Emulator): readonly string[] {
  return org.requests.flatMap(({ path, soql }) =>
    soql === undefined || path.includes('explain=') ? [] : [soql],
  )
}

const BILLION = 1_000_000_000

describe('a statement that would fetch a billion rows', () => {
  const huge = pretending({ PagePlus__c: BILLION, Customer__c: 84, Page__c: BILLION })

  test('is not begun beyond MaxApiCalls, and the estimate is told', async () => {
    const { org, connection } = await openOrg([huge], { MaxApiCalls: 1000 })
    const error = await failureOf(connection.query('SELECT Name, Key__c FROM PagePlus__c'))
    expect(error.code).toBe('CERT-7001')
    expect(error.message).toMatch(/would need about 20,00\d API calls; MaxApiCalls allows 1000/)
    expect(error.hint).toContain('EXPLAIN')
    expect(queriesOf(org)).toEqual([])
  })

  test('nor over REST', async () => {
    const { org, connection } = await openOrg([huge], { MaxApiCalls: 1000, UseBulk: 'never' })
    const error = await failureOf(
      connection.query('SELECT p.Name, q.Name FROM PagePlus__c p JOIN Page__c q ON q.Name < p.Name'),
    )
    expect(error.message).toContain('about 1,000,000 API calls')
    expect(queriesOf(org)).toEqual([])
  })

  test('nor where it would take what ApiReserve leaves alone', async () => {
    const { org, connection } = await openOrg([huge], { ApiReserve: 10, UseBulk: 'never' })
    await connection.query('SELECT Name FROM Single__c')
    const error = await failureOf(connection.query('SELECT Name FROM PagePlus__c'))
    expect(error.code).toBe('CERT-7001')
    expect(error.message).toContain('ApiReserve')
    expect(queriesOf(org).filter((soql) => soql.includes('PagePlus__c'))).toEqual([])
  })

  test('EXPLAIN tells what it would cost, and does not begin it', async () => {
    const { org, connection } = await openOrg([huge], { MaxApiCalls: 10 })
    const text = await connection.explain('SELECT Name FROM PagePlus__c')
    expect(text).toContain('1,000,000,000 rows')
    expect(queriesOf(org)).toEqual([])
  })

  test('is begun when it stops early', async () => {
    const { org, connection } = await openOrg([huge], { MaxApiCalls: 10, UseBulk: 'never' })
    const { rows, stats } = await connection.query(
      'SELECT UPPER(Name) AS n FROM PagePlus__c WHERE LENGTH(Name) > 2 LIMIT 3',
    )
    expect(rows).toHaveLength(3)
    // The page behind was not needed, and not asked for.
    expect(stats.apiCalls).toBe(1)
    expect(org.requests.filter(({ path }) => path.includes('/query/01g'))).toEqual([])
  })

  test('is begun when the org sorts, and the first page has enough rows that meet what is checked here', async () => {
    const { connection } = await openOrg([huge], { MaxApiCalls: 10, UseBulk: 'never', PageSize: 200 })
    const { rows, stats } = await connection.query(
      'SELECT Name, Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 2 AND Rank__c IS NOT NULL ORDER BY Rank__c DESC LIMIT 3',
    )
    expect(rows.map((row) => row.Rank__c)).toEqual([1000, 999, 998])
    expect(stats.apiCalls).toBe(1)
    expect(stats.rowsFetched).toBe(200)
  })

  test('is begun when the org does most of it', async () => {
    const { connection } = await openOrg([huge], { MaxApiCalls: 5 })
    const { rows } = await connection.query('SELECT COUNT(*) AS n FROM PagePlus__c')
    expect(rows).toEqual([{ n: 2001 }])
  })

  test('a condition whose effect is guessed is reckoned by the org before anything is refused', async () => {
    const sql = "SELECT Name FROM PagePlus__c WHERE Key__c LIKE 'key 1%'"
    const few = await openOrg([huge, reckoning(1111)], { MaxApiCalls: 10, UseBulk: 'never' })
    const { rows, stats } = await few.connection.query(sql)
    expect(rows.length).toBeGreaterThan(1000)
    expect(stats.apiCalls).toBe(2)
    const many = await openOrg([huge, reckoning(BILLION / 2)], { MaxApiCalls: 10, UseBulk: 'never' })
    const error = await failureOf(many.connection.query(sql))
    expect(error.message).toContain('about 250,000 API calls')
    // The question, and nothing after it.
    expect(queriesOf(many.org)).toEqual(["SELECT Name FROM PagePlus__c WHERE Key__c LIKE 'key 1%'"])
  })

  test('keys of a join make it small', async () => {
    const { org, connection } = await openOrg([huge], { MaxApiCalls: 10 })
    const sql =
      "SELECT p.Name FROM Customer__c c JOIN PagePlus__c p ON p.Key__c = c.Text__c WHERE c.Status__c = 'Active'"
    await connection.query(sql)
    expect(queriesOf(org).at(-1)).toContain('Key__c IN (')
  })

  test('and so do moments that are looked up', async () => {
    const { org, connection } = await openOrg([huge], { MaxApiCalls: 10, UseBulk: 'never' })
    await connection.query(
      'SELECT p.Name FROM PagePlus__c p WHERE p.CreatedDate = (SELECT MAX(Moment__c) FROM Customer__c)',
    )
    expect(queriesOf(org).at(-1)).toContain(
      'CreatedDate >= 2025-10-26T00:30:00Z AND CreatedDate < 2025-10-26T00:30:01Z',
    )
  })
})

describe('very many joins', () => {
  test('of one table are planned and run in bounded time, as one scan', async () => {
    const { org, connection } = await openOrg([])
    const joins = Array.from(
      { length: 60 },
      (_, index) => ` JOIN Region__c t${index + 1} ON t${index + 1}.Id = t${index}.Id`,
    )
    const { rows } = await connection.query(`SELECT COUNT(*) AS n FROM Region__c t0${joins.join('')}`)
    expect(rows).toEqual([{ n: 6 }])
    expect(queriesOf(org)).toHaveLength(1)
  }, 60_000)

  test('500 of them give an answer or an error that can be understood', async () => {
    const { connection } = await openOrg([])
    const joins = Array.from(
      { length: 500 },
      (_, index) => ` LEFT JOIN Region__c t${index + 1} ON t${index + 1}.Id = t${index}.Parent__c`,
    )
    const started = performance.now()
    const outcome = await connection
      .explain(`SELECT t0.Name, t500.Name FROM Region__c t0${joins.join('')}`)
      .catch((error: unknown) => error)
    expect(performance.now() - started).toBeLessThan(60_000)
    if (typeof outcome !== 'string')
      expect(outcome).toMatchObject({ code: expect.stringMatching(/^CERT-[1-7]/) })
  }, 90_000)
})
