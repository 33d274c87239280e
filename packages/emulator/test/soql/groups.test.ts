import type { Variants } from '../../src/variants.js'
import { startTestOrg, type TestOrg } from '../support/ask.js'

const ACCOUNTS = [
  {
    Name: 'acme',
    Type: 'Vendor',
    City__c: 'Rome',
    AnnualRevenue: 0.1,
    NumberOfEmployees: 3,
    Since__c: '2024-05-01',
  },
  {
    Name: 'ACME',
    Type: 'Vendor',
    City__c: 'Oslo',
    AnnualRevenue: 0.2,
    NumberOfEmployees: 4,
    Since__c: '2024-06-01',
  },
  {
    Name: 'Beta',
    Type: 'Customer',
    City__c: 'Rome',
    AnnualRevenue: '123456789012345678.12',
    Since__c: '2025-06-01',
  },
  { Name: 'Gamma', City__c: 'Rome', NumberOfEmployees: 5, Active__c: true },
]

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({ records: { Account: ACCOUNTS } })
})
afterAll(() => org.close())

/** The values of each record without its attributes. */
async function rows(soql: string, from: TestOrg = org): Promise<readonly unknown[][]> {
  return (await from.records(soql)).map(({ attributes, ...values }) => {
    expect(attributes).toEqual({ type: 'AggregateResult' })
    return Object.values(values)
  })
}

test('unnamed results are counted, grouped fields have their own name', async () => {
  const [record] = await org.records(
    "SELECT type, COUNT(Id), MAX(Name) most, CALENDAR_YEAR(Since__c), MIN(Name) FROM Account WHERE Type = 'Customer' GROUP BY Type, CALENDAR_YEAR(Since__c)",
  )
  expect(Object.keys(record ?? {})).toEqual(['attributes', 'Type', 'expr0', 'most', 'expr1', 'expr2'])
})

test('null is a group of its own, and aggregates leave nulls out', async () => {
  const soql =
    'SELECT Type, COUNT(Id), COUNT(NumberOfEmployees), SUM(NumberOfEmployees), AVG(NumberOfEmployees) FROM Account GROUP BY Type ORDER BY Type'
  expect(await rows(soql)).toEqual([
    [null, 1, 1, 5, 5],
    ['Vendor', 2, 2, 7, 3.5],
    ['Customer', 1, 0, null, null],
  ])
})

test('of no rows, overall aggregates are one record', async () => {
  expect(await rows("SELECT COUNT(Id), SUM(AnnualRevenue) FROM Account WHERE Name = 'none'")).toEqual([
    [0, null],
  ])
  expect(await rows("SELECT Type, COUNT(Id) FROM Account WHERE Name = 'none' GROUP BY Type")).toEqual([])
})

test('sums are exact', async () => {
  const { body } = await org.query("SELECT SUM(AnnualRevenue) FROM Account WHERE Type = 'Vendor'")
  expect(body.records[0].expr0).toBe(0.3)
  const url = `${org.emulator.url}/services/data/v67.0/query?q=SELECT+SUM(AnnualRevenue)+FROM+Account`
  const headers = { Authorization: `Bearer ${org.emulator.credentials.accessToken}` }
  expect(await (await fetch(url, { headers })).text()).toContain('"expr0":123456789012345678.42')
})

test('minimum and maximum of picklists go by their defined order', async () => {
  expect(await rows('SELECT MIN(Type), MAX(Type) FROM Account')).toEqual([['Vendor', 'Customer']])
})

test('HAVING, ORDER BY, LIMIT and OFFSET work on groups', async () => {
  expect(await rows('SELECT Type, COUNT(Id) FROM Account GROUP BY Type HAVING COUNT(Id) > 1')).toEqual([
    ['Vendor', 2],
  ])
  expect(
    await rows(
      "SELECT City__c FROM Account GROUP BY City__c HAVING City__c LIKE 'r%' AND SUM(AnnualRevenue) != null",
    ),
  ).toEqual([['Rome']])
  expect(await rows('SELECT City__c FROM Account GROUP BY City__c ORDER BY COUNT(Id) DESC LIMIT 1')).toEqual([
    ['Rome'],
  ])
  expect(await rows('SELECT City__c FROM Account GROUP BY City__c ORDER BY City__c OFFSET 1')).toEqual([
    ['Rome'],
  ])
})

test('ROLLUP and CUBE add subtotals', async () => {
  const select = 'SELECT Type t, City__c c, COUNT(Id) n, GROUPING(Type) gt, GROUPING(City__c) gc FROM Account'
  const where = "WHERE Type = 'Vendor'"
  expect(
    await rows(
      `${select} ${where} GROUP BY ROLLUP(Type, City__c) ORDER BY GROUPING(Type), GROUPING(City__c), City__c`,
    ),
  ).toEqual([
    ['Vendor', 'Oslo', 1, 0, 0],
    ['Vendor', 'Rome', 1, 0, 0],
    ['Vendor', null, 2, 0, 1],
    [null, null, 2, 1, 1],
  ])
  const cube = await rows(`${select} ${where} GROUP BY CUBE(Type, City__c)`)
  expect(cube).toHaveLength(6)
  expect(cube).toContainEqual([null, 'Oslo', 1, 1, 0])
})

test('functions of a grouped date, and FORMAT of aggregates', async () => {
  expect(
    await rows(
      'SELECT CALENDAR_MONTH(Since__c) m, Since__c FROM Account GROUP BY Since__c ORDER BY Since__c NULLS LAST LIMIT 1',
    ),
  ).toEqual([[5, '2024-05-01']])
  expect(await rows('SELECT FORMAT(MAX(AnnualRevenue)) FROM Account')).toEqual([
    ['$123,456,789,012,345,678.12'],
  ])
})

describe('variants', () => {
  const answerOf = async (variants: Partial<Variants>, soql: string) => {
    const other = await startTestOrg({ records: { Account: ACCOUNTS }, variants })
    const answer = await rows(soql, other)
    await other.close()
    return answer
  }

  test('groupByFoldsCase', async () => {
    const soql = "SELECT Name, COUNT(Id) FROM Account WHERE Type = 'Vendor' GROUP BY Name"
    expect(await answerOf({}, soql)).toEqual([['acme', 2]])
    expect(await answerOf({ groupByFoldsCase: false }, soql)).toEqual([
      ['acme', 1],
      ['ACME', 1],
    ])
  })

  test('countDistinctFoldsCase', async () => {
    const soql = 'SELECT COUNT_DISTINCT(Name) FROM Account'
    expect(await answerOf({}, soql)).toEqual([[3]])
    expect(await answerOf({ countDistinctFoldsCase: false }, soql)).toEqual([[4]])
  })

  test('sumArithmetic', async () => {
    const soql = "SELECT SUM(AnnualRevenue) FROM Account WHERE Type = 'Vendor'"
    expect(await answerOf({}, soql)).toEqual([[0.3]])
    expect(await answerOf({ sumArithmetic: 'double' }, soql)).toEqual([[0.30000000000000004]])
  })
})

describe('2,000 groups', () => {
  let crowd: TestOrg
  beforeAll(async () => {
    const names = Array.from({ length: 2_001 }, (_, index) => ({ Name: `n${index}` }))
    crowd = await startTestOrg({ records: { Account: names } })
  })
  afterAll(() => crowd.close())

  test('one more is refused', async () => {
    const { status, body } = await crowd.query('SELECT Name FROM Account GROUP BY Name')
    expect(status).toBe(400)
    expect(body[0]).toEqual({
      errorCode: 'EXCEEDED_ID_LIMIT',
      message:
        'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    })
  })

  test('unless LIMIT cuts them', async () => {
    const { body } = await crowd.query('SELECT Name FROM Account GROUP BY Name LIMIT 2000')
    expect(body).toMatchObject({ totalSize: 2_000, done: true })
    expect(body.records).toHaveLength(2_000)
  })
})
