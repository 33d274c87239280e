import { startTestOrg, type TestOrg } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    records: {
      Account: [
        {
          Name: 'acme',
          Code__c: 'abc',
          Type: 'Vendor',
          Tags__c: 'red;green',
          AnnualRevenue: 10,
          Since__c: '2024-02-29',
        },
        {
          Name: 'ACME',
          Code__c: 'ABC',
          Type: 'Other',
          Tags__c: 'blue',
          AnnualRevenue: '123456789012345678.12',
        },
        {
          Name: 'Ácme',
          Code__c: 'x_y',
          Tags__c: 'red;blue',
          AnnualRevenue: '123456789012345678.13',
          LastSeen__c: '2025-01-01T07:30:00Z',
        },
        {
          Name: 'Straße 100%',
          Code__c: "o'k",
          AnnualRevenue: -0.01,
          LastSeen__c: '2025-06-18T01:00:00Z',
          Opens__c: '09:00:00.000Z',
        },
        { Name: 'a_b\\c', City__c: 'two\nlines', Since__c: '2025-06-18', Opens__c: '10:30:00.000Z' },
      ],
    },
  })
})
afterAll(() => org.close())

const CASES: readonly (readonly [condition: string, names: readonly string[]])[] = [
  ["Name = 'Acme'", ['acme', 'ACME']],
  ["Name = 'ácME'", ['Ácme']],
  ["Name != 'acme'", ['Ácme', 'Straße 100%', 'a_b\\c']],
  ["Name IN ('ACME', 'STRAẞE 100%')", ['acme', 'ACME', 'Straße 100%']],
  ["Name LIKE 'a%'", ['acme', 'ACME', 'a_b\\c']],
  ["Name LIKE '_cme'", ['acme', 'ACME', 'Ácme']],
  ["Name LIKE '%100\\%'", ['Straße 100%']],
  ["Name LIKE 'a\\_b%'", ['a_b\\c']],
  ["Name LIKE '%\\\\%'", ['a_b\\c']],
  ["Name LIKE '%c%e'", ['acme', 'ACME', 'Ácme']],
  ["Name LIKE 'cme'", []],
  ["City__c LIKE 'two%lines'", ['a_b\\c']],
  ["City__c = 'two\\nlines'", ['a_b\\c']],
  // Letters come before the low line.
  ["Name > 'acme'", ['Ácme', 'Straße 100%', 'a_b\\c']],
  ["Name <= 'ACME'", ['acme', 'ACME']],
  ["Code__c = 'abc'", ['acme']],
  ["Code__c IN ('ABC')", ['ACME']],
  ["Code__c LIKE 'A%'", ['ACME']],
  ["Code__c = 'o\\'k'", ['Straße 100%']],
  ["Type = 'vendor'", ['acme']],
  ["toLabel(Type) = 'VENDOR LABEL'", ['acme']],
  ["Tags__c = 'red;green'", ['acme']],
  ["Tags__c INCLUDES ('red')", ['acme', 'Ácme']],
  ["Tags__c INCLUDES ('red;green', 'blue')", ['acme', 'ACME', 'Ácme']],
  ["Tags__c EXCLUDES ('red') AND Tags__c != null", ['ACME']],
  ['AnnualRevenue = 10', ['acme']],
  ['AnnualRevenue = 10.00', ['acme']],
  ['AnnualRevenue < 0', ['Straße 100%']],
  ['AnnualRevenue = 123456789012345678.12', ['ACME']],
  ['AnnualRevenue > 123456789012345678.12', ['Ácme']],
  ['AnnualRevenue IN (10, -0.01)', ['acme', 'Straße 100%']],
  ['Since__c = 2024-02-29', ['acme']],
  ['Since__c >= 2024-03-01', ['a_b\\c']],
  ['Since__c = TODAY', ['a_b\\c']],
  ['Since__c = LAST_N_YEARS:1', ['acme']],
  ['LastSeen__c = 2025-01-01T08:30:00+01:00', ['Ácme']],
  ['LastSeen__c < 2025-01-01T07:30:00.001Z', ['Ácme']],
  // 01:00 UTC is still the evening before in Los Angeles.
  ['LastSeen__c = YESTERDAY', ['Straße 100%']],
  ['LastSeen__c = TODAY', []],
  ['HOUR_IN_DAY(LastSeen__c) = 7', ['Ácme']],
  ['HOUR_IN_DAY(convertTimezone(LastSeen__c)) = 23', ['Ácme']],
  ['CALENDAR_YEAR(LastSeen__c) = 2025', ['Ácme', 'Straße 100%']],
  ['CALENDAR_YEAR(convertTimezone(LastSeen__c)) = 2024', ['Ácme']],
  ['DAY_ONLY(LastSeen__c) = 2025-06-18', ['Straße 100%']],
  ['DAY_IN_YEAR(Since__c) = 60', ['acme']],
  ['DAY_IN_WEEK(Since__c) = 5', ['acme']],
  ['WEEK_IN_MONTH(Since__c) = 5', ['acme']],
  ['WEEK_IN_YEAR(Since__c) = 9', ['acme']],
  ['CALENDAR_QUARTER(Since__c) IN (1, 2)', ['acme', 'a_b\\c']],
  ['Opens__c > 09:00:00.000Z', ['a_b\\c']],
  ['Opens__c = 09:00:00Z', ['Straße 100%']],
  ["Name = 'acme' AND (Type = 'Vendor' OR Type = 'Nothing')", ['acme']],
  ["(NOT (Name = 'acme' OR Name LIKE '%c%'))", ['Straße 100%']],
]

test.each(CASES)('%s', async (condition, names) => {
  const found = await org.values(`SELECT Name FROM Account WHERE ${condition}`, 'Name')
  expect(found).toEqual(names)
})

test('Ids are found by 15 and 18 characters, and by 18 in any case', async () => {
  const [first] = await org.records("SELECT Id FROM Account WHERE Code__c = 'abc'")
  const id = String(first?.Id)
  for (const written of [id, id.slice(0, 15), id.toLowerCase().slice(0, 15) + id.slice(15)]) {
    expect(await org.values(`SELECT Name FROM Account WHERE Id = '${written}'`, 'Name')).toEqual(['acme'])
  }
  expect(await org.records(`SELECT Id FROM Account WHERE Id > '${id}'`)).toHaveLength(4)
})

test('days begin in the zone of the user, or in UTC where the variant says so', async () => {
  const records = { Account: [{ Name: 'evening', LastSeen__c: '2025-06-18T01:00:00Z' }] }
  const soql = 'SELECT Name FROM Account WHERE LastSeen__c = TODAY'
  for (const [relativeDateZone, found] of [
    ['user', 0],
    ['utc', 1],
  ] as const) {
    const other = await startTestOrg({ records, variants: { relativeDateZone } })
    expect(await other.records(soql)).toHaveLength(found)
    await other.close()
  }
})

test('deleted records are for queryAll', async () => {
  const recycled = await startTestOrg({
    records: { Account: [{ Name: 'here' }, { Name: 'gone', IsDeleted: true }] },
  })
  expect(await recycled.values('SELECT Name FROM Account', 'Name')).toEqual(['here'])
  expect((await recycled.queryAll('SELECT Name FROM Account')).body.totalSize).toBe(2)
  expect((await recycled.queryAll('SELECT Id FROM Account WHERE IsDeleted = true')).body.totalSize).toBe(1)
  await recycled.close()
})
