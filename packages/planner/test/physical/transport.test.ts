import { parseStatement } from '@certsql/sql'
import type { ScanPlan } from '../../src/physical/physical-plan.js'
import { planStatement } from '../../src/plan-statement.js'
import type { PlannerOptions } from '../../src/planner-options.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS } from '../support/plan-of.js'

const ALL = 'SELECT Name FROM Account'
const ALWAYS = { useBulk: 'always' } as const

describe('the transport of a scan', () => {
  test.each<[string, Partial<PlannerOptions>, number | undefined, 'rest' | 'bulk', string]>([
    [ALL, {}, 19_999, 'rest', 'Bulk begins at 20,000 rows'],
    [ALL, {}, 20_000, 'bulk', 'about 20,000 rows, and Bulk begins at 20,000'],
    [ALL, {}, undefined, 'rest', 'Bulk begins at 20,000 rows'],
    [ALL, { bulkThreshold: 5 }, 10, 'bulk', 'about 10 rows, and Bulk begins at 5'],
    [ALL, { useBulk: 'never' }, 1_000_000, 'rest', 'UseBulk=never'],
    [ALL, ALWAYS, 1, 'bulk', 'UseBulk=always'],
    [
      'SELECT /*+ TRANSPORT(rest) */ Name FROM Account',
      ALWAYS,
      1,
      'rest',
      'the hint TRANSPORT(rest) says so',
    ],
    [
      'SELECT /*+ TRANSPORT(bulk) */ Name FROM Account',
      { useBulk: 'never' },
      1,
      'bulk',
      'the hint TRANSPORT(bulk) says so',
    ],
    [
      "SELECT Name FROM Account WHERE Id = '001D000000IRFmaIAH'",
      {},
      1_000_000,
      'rest',
      'Bulk begins at 20,000 rows',
    ],
    ['SELECT COUNT(*) FROM Account', ALWAYS, 1, 'rest', 'Bulk has no aggregates'],
    [
      'SELECT Name FROM Account ORDER BY Name',
      ALWAYS,
      1,
      'rest',
      'the order is that of the org, and pages of a Bulk job promise none',
    ],
    [
      'SELECT Name FROM Account LIMIT 3',
      ALWAYS,
      1,
      'rest',
      'a LIMIT keeps the org from splitting a Bulk job, and REST stops at it',
    ],
    [
      'SELECT UPPER(Name) FROM Account WHERE LENGTH(Name) > 3 LIMIT 3',
      {},
      1_000_000,
      'rest',
      'only the first rows are wanted',
    ],
    ['SELECT BillingAddress FROM Account', ALWAYS, 1, 'rest', 'Bulk has no compound fields (BillingAddress)'],
    [
      'SELECT /*+ SCOPE(mine) */ Name FROM Account',
      ALWAYS,
      1,
      'rest',
      'USING SCOPE is not documented for Bulk',
    ],
  ])('%s (%j, %s records): %s', (sql, options, records, kind, reason) => {
    const [scan] = scansOf(sql, options, records)
    expect(scan?.transport).toEqual({ kind, reason })
    expect(scan?.soql).not.toMatch(kind === 'bulk' ? /ORDER BY|LIMIT|GROUP BY|COUNT/ : /^$/)
  })

  test('a scan over REST may become a job where the rows are not counted', () => {
    expect(scansOf(ALL, {}, undefined)[0]?.bulk).toEqual({ aboveRows: 20_000 })
    expect(scansOf(ALL, { useBulk: 'never' }, undefined)[0]?.bulk).toBeUndefined()
    expect(scansOf('SELECT BillingAddress FROM Account', {}, undefined)[0]?.bulk).toBeUndefined()
  })

  test('each scan of a statement has its own', () => {
    const sql = 'SELECT a.Name, c.LastName FROM Account a FULL JOIN Contact c ON c.LastName = a.Name'
    expect(scansOf(sql, {}, 1_000_000).map(({ object, transport }) => [object, transport.kind])).toEqual([
      ['Account', 'bulk'],
      ['Contact', 'rest'],
    ])
  })

  test('the estimate of a job is in its calls', () => {
    expect(scansOf(ALL, {}, 1_000_000)[0]?.estimate).toEqual({ rows: 1_000_000, apiCalls: 28 })
  })
})

describe('how a scan goes on by Ids', () => {
  test.each([
    [ALL, 'SELECT Name FROM Account WHERE Id > '],
    [
      "SELECT Name FROM Account WHERE Industry = 'Energy'",
      "SELECT Name FROM Account WHERE Industry = 'Energy' AND Id > ",
    ],
    [
      "SELECT Name FROM Account WHERE Industry = 'Energy' OR Name = 'x'",
      "SELECT Name FROM Account WHERE (Industry = 'Energy' OR Name = 'x') AND Id > ",
    ],
  ])('%s', (sql, before) => {
    const first = `${before.replace(/ (WHERE|AND) Id > $/, '')} ORDER BY Id ASC NULLS LAST`
    expect(scansOf(sql)[0]?.keyset).toEqual({
      first,
      before,
      after: ' ORDER BY Id ASC NULLS LAST',
      pageSize: 2000,
    })
  })

  test('no further than the LIMIT', () => {
    expect(scansOf('SELECT Name FROM Account LIMIT 5000')[0]?.keyset).toMatchObject({
      first: 'SELECT Name FROM Account ORDER BY Id ASC NULLS LAST',
      most: 5000,
    })
  })

  test.each([
    'SELECT Name FROM Account ORDER BY Name',
    'SELECT COUNT(*) FROM Account',
    'SELECT Industry, COUNT(*) FROM Account GROUP BY Industry',
  ])('not where the rows have an order, or are no records: %s', (sql) => {
    expect(scansOf(sql)[0]?.keyset).toBeUndefined()
  })
})

function scansOf(
  sql: string,
  options: Partial<PlannerOptions> = {},
  records: number | undefined = undefined,
): readonly ScanPlan[] {
  const view = fixtureCatalog(records === undefined ? {} : { records: { Account: records } })
  const planned = planStatement(parseStatement(sql), view, { ...DEFAULT_OPTIONS, ...options })
  if (planned.kind !== 'Query') throw new Error('A query was planned as something else.')
  const { plan } = planned
  const chosen = plan.kind === 'FallbackPlan' ? plan.primary : plan
  if (chosen.kind === 'StagedQuery') return chosen.scans
  return chosen.kind === 'RemoteQuery' || chosen.kind === 'PagewiseQuery' ? [chosen.scan] : []
}
