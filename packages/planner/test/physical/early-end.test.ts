import { parseStatement } from '@certsql/sql'
import type { ScanPlan } from '../../src/physical/physical-plan.js'
import { planStatement } from '../../src/plan-statement.js'
import { fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS, type PlanningOptions } from '../support/plan-of.js'

function scansOf(sql: string, options: PlanningOptions = {}): readonly ScanPlan[] {
  const planned = planStatement(parseStatement(sql), fixtureCatalog(), { ...DEFAULT_OPTIONS, ...options })
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
    expect(scan?.enough).toEqual({
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
    `SELECT s.Name FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c FETCH FIRST 10 ROWS WITH TIES) s ${JOINED}`,
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
