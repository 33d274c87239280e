import { parseStatement } from '@certsql/sql'
import type { ScanPlan } from '../../src/physical/physical-plan.js'
import { planStatement } from '../../src/plan-statement.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS, type PlanningOptions } from '../support/plan-of.js'

function scansOf(sql: string, options: PlanningOptions = {}): readonly ScanPlan[] {
  const { records = {}, ...changes } = options
  const planned = planStatement(parseStatement(sql), fixtureCatalog({ records }), {
    ...DEFAULT_OPTIONS,
    ...changes,
  })
  if (planned.kind !== 'Query' || planned.plan.kind !== 'StagedQuery') return []
  return planned.plan.scans
}

/** The rows that are enough of each scan. */
function enough(sql: string, options: PlanningOptions = {}): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(scansOf(sql, options).map((scan) => [scan.name, scan.enough?.rows]))
}

const JOINED = 'JOIN Contact c ON LENGTH(c.LastName) = LENGTH(s.Name)'

describe('a scan ends early', () => {
  test.each<[string, Readonly<Record<string, number>>]>([
    [
      'SELECT LastName FROM Contact WHERE EXISTS (SELECT 1 FROM Account WHERE LENGTH(Name) > 3)',
      { Account: 1 },
    ],
    [
      `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c LIMIT 10 OFFSET 5) s ${JOINED}`,
      { Account: 15 },
    ],
    [
      `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 LIMIT 10) s ${JOINED}`,
      { Account: 10 },
    ],
    [
      `SELECT s.Name FROM (SELECT Name FROM (SELECT UPPER(Name) AS Name, Founded__c AS f FROM Account) t WHERE Name LIKE '%x_' AND LENGTH(Name) > 3 ORDER BY f LIMIT 10) s ${JOINED}`,
      { Account: 10 },
    ],
  ])('%s', (sql, expected) => {
    expect(enough(sql)).toMatchObject(expected)
  })

  test('it is counted no further than is wanted, over the columns of the scan', () => {
    const [scan] = scansOf('SELECT EXISTS (SELECT 1 FROM Account WHERE LENGTH(Name) > 3) AS e')
    expect(scan?.enough).toMatchObject({
      sql: 'SELECT count(*) FROM (SELECT "Name" FROM "Account" WHERE CAST(length("Name") AS INTEGER) > 3 LIMIT 1)',
      rows: 1,
    })
    expect(scan?.transport.reason).toBe('only the first rows are wanted')
  })

  test('where text is compared exactly, of those that the org finds without case', () => {
    const sql = "SELECT LastName FROM Contact WHERE EXISTS (SELECT 1 FROM Account WHERE Name = 'Acme')"
    expect(enough(sql, { collation: 'Binary' })).toMatchObject({ Account: 1 })
    // The org itself stops.
    expect(enough(sql)).toMatchObject({ Account: undefined })
  })
})

describe('a scan is read until what the org sorts by changes', () => {
  test.each<[string, number]>([
    ['SELECT Name FROM Account ORDER BY Founded__c DESC, Id LIMIT 10', 10],
    ['SELECT Name FROM Account ORDER BY Founded__c, Industry, NumberOfEmployees LIMIT 10 OFFSET 5000', 5010],
    ['SELECT Name FROM Account ORDER BY Founded__c, LENGTH(Name) LIMIT 100000', 100_000],
    ['SELECT Name FROM Account ORDER BY Founded__c FETCH FIRST 10 ROWS WITH TIES', 10],
    ['SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c, Id LIMIT 2000', 2000],
    [
      `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c FETCH FIRST 10 ROWS WITH TIES) s ${JOINED}`,
      10,
    ],
    [
      'SELECT Name, (SELECT MAX(c.Birthdate) FROM Contact c WHERE c.LastName = a.Name) AS b FROM Account a ORDER BY Founded__c, Id LIMIT 5',
      5,
    ],
  ])('%s', (sql, rows) => {
    expect(Object.values(enough(sql))).toContain(rows)
  })

  test('which the last row that came has not: rows that agree with it do not count', () => {
    const [scan] = scansOf('SELECT Name FROM Account ORDER BY Founded__c DESC, Name COLLATE "exact" LIMIT 10')
    expect(scan?.soql).toBe('SELECT Name, Founded__c FROM Account ORDER BY Founded__c DESC NULLS FIRST')
    expect(scan?.enough?.sql).toBe(
      'SELECT count(*) FROM (SELECT "Name", "Founded__c" FROM "Account" LIMIT 10)',
    )
    expect(scan?.enough?.settled).toBe(
      'SELECT count(*) FROM (SELECT "Name", "Founded__c" FROM "Account" WHERE "Founded__c" IS DISTINCT FROM (SELECT "Founded__c" FROM "Account" ORDER BY "Founded__c" ASC NULLS LAST LIMIT 1) LIMIT 10)',
    )
  })

  test('in each of its keys, text without case', () => {
    const [scan] = scansOf(
      'SELECT Founded__c FROM Account ORDER BY Name, NumberOfEmployees NULLS FIRST, Id LIMIT 3',
    )
    expect(scan?.soql).toContain(' ORDER BY Name ASC NULLS LAST, NumberOfEmployees ASC NULLS FIRST')
    const last = (column: string) =>
      `(SELECT "${column}" FROM "Account" ORDER BY upper("Name") DESC NULLS FIRST, "NumberOfEmployees" DESC NULLS LAST LIMIT 1)`
    expect(scan?.enough?.settled).toContain(
      ` WHERE upper("Name") IS DISTINCT FROM upper(${last('Name')}) OR "NumberOfEmployees" IS DISTINCT FROM ${last('NumberOfEmployees')} LIMIT 3)`,
    )
  })

  test('and is expected to cost what so many rows cost with those that agree', () => {
    const sql = 'SELECT Name FROM Account ORDER BY Founded__c, Id LIMIT 10 OFFSET 3000'
    const [scan] = scansOf(sql, { records: { Account: 1_000_000 } })
    expect(scan?.estimate).toEqual({ rows: 10_000, apiCalls: 5, guessed: true })
    const [small] = scansOf(sql, { records: { Account: 2500 } })
    expect(small?.estimate).toEqual({ rows: 2500, apiCalls: 2, guessed: true })
  })
})

describe('where the first pages were not enough', () => {
  const ORDERED = 'SELECT Name FROM Account ORDER BY Founded__c, Id LIMIT 10'
  const jobOf = (options: PlanningOptions, found: number, pages: number, sql = ORDERED) =>
    scansOf(sql, options)[0]?.enough?.asJob({ found, pages, read: pages * 2000 })

  test('all rows come as a job, in no order', () => {
    expect(jobOf({}, 1_000_000, 9)).toMatchObject({
      soql: 'SELECT Name, Founded__c, Id FROM Account',
      transport: { kind: 'bulk' },
    })
  })

  test.each<[string, PlanningOptions, number, number]>([
    ['before some pages have come', {}, 1_000_000, 8],
    ['of fewer rows than Bulk begins at', { bulkThreshold: 100_000 }, 99_999, 9],
    ['where the pages that are left cost less', {}, 30_000, 9],
    ['with UseBulk=never', { useBulk: 'never' }, 1_000_000, 100],
  ])('but not %s', (_, options, found, pages) => {
    expect(jobOf(options, found, pages)).toBeUndefined()
  })

  test('nor what Bulk cannot read', () => {
    const sql = 'SELECT BillingAddress FROM Account ORDER BY Founded__c, Id LIMIT 10'
    expect(jobOf({}, 1_000_000, 100, sql)).toBeUndefined()
  })

  test('at once where so many rows are wanted that their pages cost more', () => {
    const sql = 'SELECT Name FROM Account ORDER BY Founded__c, Id LIMIT 100000'
    expect(jobOf({}, 120_000, 1, sql)).toMatchObject({ transport: { kind: 'bulk' } })
    expect(jobOf({}, 10_000_000, 1, sql)).toBeUndefined()
  })
})

describe('a scan is read to its end', () => {
  test.each([
    // The condition may fail for a row that is never reached.
    'SELECT LastName FROM Contact WHERE EXISTS (SELECT 1 FROM Account WHERE 10 / NumberOfEmployees > 3)',
    // Others pass for each row around.
    `SELECT c.LastName FROM Contact c JOIN LATERAL (SELECT Name FROM Account a WHERE LENGTH(a.Name) = LENGTH(c.LastName) ORDER BY Founded__c LIMIT 1) l ON TRUE`,
    // The order is not the org's.
    `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY LENGTH(Name) LIMIT 10) s ${JOINED}`,
    `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Industry LIMIT 10) s ${JOINED}`,
    // Rows count each other.
    `SELECT s.n FROM (SELECT LENGTH(Name) AS n FROM Account WHERE LENGTH(Name) > 3 GROUP BY 1 LIMIT 10) s JOIN Contact c ON LENGTH(c.LastName) = s.n`,
    `SELECT s.Name FROM (SELECT DISTINCT Name FROM Account WHERE LENGTH(Name) > 3 LIMIT 10) s ${JOINED}`,
    `SELECT s.Name FROM (SELECT Name FROM Account ORDER BY Industry FETCH FIRST 10 ROWS WITH TIES) s ${JOINED}`,
    `SELECT s.Name FROM (SELECT Name FROM Account ORDER BY Id, Founded__c LIMIT 10) s ${JOINED}`,
    // All are wanted, or very many.
    `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c OFFSET 10) s ${JOINED}`,
    `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c LIMIT 2001) s ${JOINED}`,
    // Somebody else reads it.
    'SELECT Name FROM Account WHERE LENGTH(Name) > 8 AND EXISTS (SELECT 1 FROM Account WHERE LENGTH(Name) > 3)',
  ])('%s', (sql) => {
    const ends = enough(sql)
    expect(Object.keys(ends).length).toBeGreaterThan(0)
    expect(Object.values(ends).filter((rows) => rows !== undefined)).toEqual([])
  })
})
