import { parseStatement } from '@certsql/sql'
import type { KeyPlace } from '../../src/physical/key-place.js'
import type { PhysicalPlan, ScanPlan } from '../../src/physical/physical-plan.js'
import { queryBehind } from '../../src/physical/query-behind.js'
import { planStatement } from '../../src/plan-statement.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS, type PlanningOptions } from '../support/plan-of.js'
import { soqlComplaint } from '../support/soql-parsers.js'

function scanOf(sql: string, { records, ...options }: PlanningOptions = {}): ScanPlan {
  const view = fixtureCatalog(records === undefined ? {} : { records })
  const planned = planStatement(parseStatement(sql), view, { ...DEFAULT_OPTIONS, ...options })
  if (planned.kind !== 'Query') throw new Error('Only queries have scans')
  return soleScan(planned.plan)
}

function soleScan(plan: PhysicalPlan): ScanPlan {
  switch (plan.kind) {
    case 'FallbackPlan':
      return soleScan(plan.primary)
    case 'StagedQuery': {
      const [scan] = plan.scans
      if (scan === undefined) throw new Error('The plan scans nothing')
      return scan
    }
    case 'RemoteQuery':
    case 'PagewiseQuery':
      return plan.scan
    case 'ConstantRows':
      throw new Error('The plan scans nothing')
  }
}

function pageBehind(sql: string, last: KeyPlace, options: PlanningOptions = {}): string {
  const { groupPages } = scanOf(sql, options)
  if (groupPages === undefined) throw new Error('The scan has no pages of groups')
  const soql = queryBehind(groupPages.query, groupPages.keys, last)
  expect(soqlComplaint(soql)).toBeUndefined()
  return soql
}

describe('an aggregate query has pages', () => {
  test.each<[string, PlanningOptions, string]>([
    // Nobody knows how many accounts there are.
    [
      'SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId',
      {},
      'SELECT AccountId k0, COUNT(Id) a0 FROM Contact GROUP BY AccountId ORDER BY AccountId ASC NULLS FIRST LIMIT 2000',
    ],
    // The key is selected though nobody asks for it: it tells where the next page begins.
    [
      'SELECT COUNT(*) FROM Contact GROUP BY Birthdate',
      {},
      'SELECT COUNT(Id) a0, Birthdate k0 FROM Contact GROUP BY Birthdate ORDER BY Birthdate ASC NULLS FIRST LIMIT 2000',
    ],
    // A text beside has no order that is known, and goes along.
    [
      'SELECT LastName, AccountId, COUNT(*) FROM Contact GROUP BY LastName, AccountId',
      {},
      'SELECT LastName k0, AccountId k1, COUNT(Id) a0 FROM Contact GROUP BY LastName, AccountId ORDER BY AccountId ASC NULLS FIRST LIMIT 2000',
    ],
    // The order that is asked for is kept.
    [
      'SELECT Birthdate, AccountId FROM Contact GROUP BY Birthdate, AccountId ORDER BY Birthdate DESC',
      {},
      'SELECT Birthdate k0, AccountId k1 FROM Contact GROUP BY Birthdate, AccountId ORDER BY Birthdate DESC NULLS FIRST, AccountId ASC NULLS FIRST LIMIT 2000',
    ],
    // A page of another size.
    [
      'SELECT DISTINCT CloseDate FROM Opportunity LIMIT 7',
      { groupPageSize: 5 },
      'SELECT CloseDate k0 FROM Opportunity GROUP BY CloseDate ORDER BY CloseDate ASC NULLS FIRST LIMIT 5',
    ],
  ])('%s %j', (sql, options, soql) => {
    const scan = scanOf(sql, options)
    expect(scan.soql).toBe(soql)
    expect(soqlComplaint(scan.soql)).toBeUndefined()
    expect(scan.groupPages).toBeDefined()
  })

  test.each<[string, string, PlanningOptions]>([
    [
      'there are few records',
      'SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId',
      { records: { Contact: 2000 } },
    ],
    [
      'the lookup leads to few',
      'SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId',
      { records: { Contact: 90_000, Account: 1999 } },
    ],
    [
      'there are no more values',
      'SELECT IsWon, EXTRACT(YEAR FROM CloseDate), COUNT(*) FROM Opportunity GROUP BY 1, 2',
      {},
    ],
    ['there is one row', 'SELECT COUNT(*) FROM Contact', {}],
    ['the first groups are enough', 'SELECT AccountId FROM Contact GROUP BY AccountId LIMIT 2000', {}],
    ['texts have no order that is known', 'SELECT LastName, COUNT(*) FROM Contact GROUP BY LastName', {}],
    [
      'counts are no place to go on from',
      'SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId ORDER BY COUNT(*) LIMIT 3000',
      {},
    ],
  ])('none where %s', (_, sql, options) => {
    expect(scanOf(sql, options).groupPages).toBeUndefined()
  })
})

describe('the next page', () => {
  const BY_ACCOUNT = 'SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId'
  const PAGE = 'GROUP BY AccountId ORDER BY AccountId ASC NULLS FIRST LIMIT 2000'

  test('is behind an Id', () => {
    expect(pageBehind(BY_ACCOUNT, ['001D000000IRFmaIAH'])).toBe(
      `SELECT AccountId k0, COUNT(Id) a0 FROM Contact WHERE AccountId > '001D000000IRFmaIAH' ${PAGE}`,
    )
  })

  test('is behind null, which came first', () => {
    expect(pageBehind(BY_ACCOUNT, [null])).toBe(
      `SELECT AccountId k0, COUNT(Id) a0 FROM Contact WHERE AccountId != null ${PAGE}`,
    )
  })

  test('keeps the conditions', () => {
    const sql = `SELECT AccountId, COUNT(*) FROM Contact WHERE LastName = 'x' OR DoNotCall GROUP BY AccountId`
    expect(pageBehind(sql, ['001D000000IRFmaIAH'])).toBe(
      `SELECT AccountId k0, COUNT(Id) a0 FROM Contact WHERE (LastName = 'x' OR DoNotCall = true) AND AccountId > '001D000000IRFmaIAH' ${PAGE}`,
    )
  })

  const BY_DAY = 'SELECT Birthdate, AccountId FROM Contact GROUP BY Birthdate, AccountId'
  const select = 'SELECT Birthdate k0, AccountId k1 FROM Contact WHERE'
  const order =
    'GROUP BY Birthdate, AccountId ORDER BY Birthdate ASC NULLS FIRST, AccountId ASC NULLS FIRST LIMIT 2000'

  test.each<[KeyPlace, string]>([
    [
      ['1980-02-29', '001D000000IRFmaIAH'],
      "Birthdate > 1980-02-29 OR (Birthdate = 1980-02-29 AND AccountId > '001D000000IRFmaIAH')",
    ],
    [['1980-02-29', null], 'Birthdate > 1980-02-29 OR (Birthdate = 1980-02-29 AND AccountId != null)'],
    [
      [null, '001D000000IRFmaIAH'],
      "Birthdate != null OR (Birthdate = null AND AccountId > '001D000000IRFmaIAH')",
    ],
    [[null, null], 'Birthdate != null OR (Birthdate = null AND AccountId != null)'],
  ])('is behind two keys: %j', (last, condition) => {
    expect(pageBehind(BY_DAY, last)).toBe(`${select} ${condition} ${order}`)
  })

  test.each<[KeyPlace, string]>([
    [['1980-02-29'], 'Birthdate < 1980-02-29 OR Birthdate = null'],
    [[null], 'Id = null'],
  ])('goes down to the nulls: %j', (last, condition) => {
    const sql = 'SELECT Birthdate FROM Contact GROUP BY Birthdate ORDER BY Birthdate DESC NULLS LAST'
    expect(pageBehind(sql, last)).toBe(
      `SELECT Birthdate k0 FROM Contact WHERE ${condition} GROUP BY Birthdate ORDER BY Birthdate DESC NULLS LAST LIMIT 2000`,
    )
  })

  test('is behind a part of a date, which is null where the date is', () => {
    const sql =
      'SELECT EXTRACT(MONTH FROM CloseDate) AS m, CAST(CreatedDate AS DATE) AS d FROM Opportunity GROUP BY 1, 2'
    expect(pageBehind(sql, [null, '2025-01-31'])).toBe(
      'SELECT CALENDAR_MONTH(CloseDate) k0, DAY_ONLY(CreatedDate) k1 FROM Opportunity WHERE CloseDate != null OR (CloseDate = null AND DAY_ONLY(CreatedDate) > 2025-01-31) GROUP BY CALENDAR_MONTH(CloseDate), DAY_ONLY(CreatedDate) ORDER BY CALENDAR_MONTH(CloseDate) ASC NULLS FIRST, DAY_ONLY(CreatedDate) ASC NULLS FIRST LIMIT 2000',
    )
  })
})
