import { dayOf, dayText, relativeDayRange } from '../../src/soql/date-ranges.js'
import { startTestOrg, type TestOrg } from '../support/ask.js'

/** A Wednesday; the fiscal year 2026 began in April. */
const TODAY = dayOf('2025-06-18')
const CALENDAR = { firstWeekday: 0, fiscalStart: 4 }

test.each([
  ['THIS_FISCAL_QUARTER', '2025-04-01', '2025-06-30'],
  ['NEXT_FISCAL_QUARTER', '2025-07-01', '2025-09-30'],
  ['THIS_FISCAL_YEAR', '2025-04-01', '2026-03-31'],
  ['LAST_FISCAL_YEAR', '2024-04-01', '2025-03-31'],
  ['LAST_N_FISCAL_YEARS:2', '2023-04-01', '2025-03-31'],
  ['NEXT_N_FISCAL_QUARTERS:3', '2025-07-01', '2026-03-31'],
  ['N_FISCAL_QUARTERS_AGO:2', '2024-10-01', '2024-12-31'],
  ['N_FISCAL_YEARS_AGO:1', '2024-04-01', '2025-03-31'],
  ['THIS_YEAR', '2025-01-01', '2025-12-31'],
])('with a fiscal year from April, %s is from %s to %s', (literal, first, last) => {
  const [name = '', count] = literal.split(':')
  const range = relativeDayRange(name, count === undefined ? undefined : Number(count), TODAY, CALENDAR)
  expect([dayText(range?.start ?? 0), dayText((range?.end ?? 0) - 1)]).toEqual([first, last])
})

test.each([
  // From November: quarters do not begin where those of the calendar do.
  [11, 'THIS_FISCAL_QUARTER', '2025-05-01', '2025-07-31'],
  [11, 'THIS_FISCAL_YEAR', '2024-11-01', '2025-10-31'],
  [7, 'THIS_FISCAL_YEAR', '2024-07-01', '2025-06-30'],
  [6, 'THIS_FISCAL_YEAR', '2025-06-01', '2026-05-31'],
])('with a fiscal year from month %d, %s is from %s to %s', (fiscalStart, name, first, last) => {
  const range = relativeDayRange(name, undefined, TODAY, { firstWeekday: 0, fiscalStart })
  expect([dayText(range?.start ?? 0), dayText((range?.end ?? 0) - 1)]).toEqual([first, last])
})

describe('an org whose fiscal year begins in April', () => {
  let org: TestOrg
  beforeAll(async () => {
    org = await startTestOrg({
      fiscalYearStartMonth: 4,
      records: {
        Account: ['2025-03-31', '2025-04-01', '2025-06-18', '2025-12-31', '2026-03-31'].map((Since__c) => ({
          Name: Since__c,
          Since__c,
        })),
      },
    })
  })
  afterAll(() => org.close())

  test('groups by its own years, quarters and months', async () => {
    const rows = await org.records(
      'SELECT FISCAL_YEAR(Since__c) y, FISCAL_QUARTER(Since__c) q, FISCAL_MONTH(Since__c) m, MIN(Since__c) d FROM Account GROUP BY FISCAL_YEAR(Since__c), FISCAL_QUARTER(Since__c), FISCAL_MONTH(Since__c) ORDER BY MIN(Since__c)',
    )
    expect(rows.map(({ y, q, m, d }) => [d, y, q, m])).toEqual([
      ['2025-03-31', 2025, 4, 12],
      ['2025-04-01', 2026, 1, 1],
      ['2025-06-18', 2026, 1, 3],
      ['2025-12-31', 2026, 3, 9],
      ['2026-03-31', 2026, 4, 12],
    ])
  })

  test('leaves the calendar alone', async () => {
    const soql =
      'SELECT Name FROM Account WHERE CALENDAR_YEAR(Since__c) = 2025 AND Since__c = THIS_FISCAL_YEAR'
    expect(await org.values(soql, 'Name')).toEqual(['2025-04-01', '2025-06-18', '2025-12-31'])
  })
})

test.each([0, 13, 2.5])('a fiscal year does not begin in month %d', async (fiscalYearStartMonth) => {
  await expect(startTestOrg({ fiscalYearStartMonth })).rejects.toThrow(/fiscalYearStartMonth cannot be/)
})
