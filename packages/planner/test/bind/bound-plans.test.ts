import { readdirSync, readFileSync } from 'node:fs'
import { CertSqlError } from '@certsql/core'
import { bound, boundText } from '../support/bound.js'
import { complaintsAbout } from '../support/check-plan.js'
import { type BinderCase, readCases } from './read-cases.js'

const folder = new URL('./testdata/', import.meta.url)
const plans = readdirSync(folder)
  .flatMap((file) => readCases(readFileSync(new URL(file, folder), 'utf8')))
  .filter(({ expected }) => !expected.startsWith('CERT-'))

test.each(plans.map((one) => [one.sql, one] as const))(
  'holds together: %s',
  (_sql, { sql, options }: BinderCase) => {
    expect(complaintsAbout(bound(sql, options))).toEqual([])
  },
)

describe('what may be null', () => {
  const nullable = (sql: string) => bound(sql).columns.map((column) => column.nullable)

  test('Ids and booleans of a scan are not, everything else may be', () => {
    expect(nullable('SELECT Id, IsWon, Name, Amount FROM Opportunity')).toEqual([false, false, true, true])
  })

  test('the nullable side of an outer join makes everything nullable', () => {
    expect(nullable('SELECT a.Id, o.Id, o.IsWon FROM Account a LEFT JOIN Opportunity o ON TRUE')).toEqual([
      false,
      true,
      true,
    ])
    expect(nullable('SELECT a.Id, o.Id FROM Account a RIGHT JOIN Opportunity o ON TRUE')).toEqual([
      true,
      false,
    ])
    expect(nullable('SELECT a.Id, o.Id FROM Account a FULL JOIN Opportunity o ON TRUE')).toEqual([true, true])
  })

  test('it does so through subqueries, common tables and nested joins', () => {
    const inner = '(SELECT Id, COUNT(*) AS n FROM Opportunity GROUP BY Id)'
    expect(nullable(`SELECT o.Id, o.n FROM Account a LEFT JOIN ${inner} o ON TRUE`)).toEqual([true, true])
    expect(nullable(`WITH o AS ${inner} SELECT o.Id, o.n FROM Account a LEFT JOIN o ON TRUE`)).toEqual([
      true,
      true,
    ])
    expect(
      nullable('SELECT c.Id FROM Account a LEFT JOIN (Opportunity o JOIN Contact c ON c.Id = o.Id) ON TRUE'),
    ).toEqual([true])
  })

  test('a column that a grouping set leaves out may be', () => {
    expect(nullable('SELECT Id, COUNT(*) FROM Account GROUP BY ROLLUP (Id)')).toEqual([true, false])
    expect(nullable('SELECT Id, COUNT(*), SUM(AnnualRevenue) FROM Account GROUP BY Id')).toEqual([
      false,
      false,
      true,
    ])
  })

  test('a path may be, whatever its field', () => {
    expect(nullable('SELECT Account.Id, Account.Active__c FROM Contact')).toEqual([true, true])
  })
})

describe('identity of columns', () => {
  test('an unchanged column keeps it, a renamed one is another with the same origin', () => {
    const plan = bound('SELECT Name, Name AS n FROM Account')
    const [name, renamed] = plan.columns
    expect(plan.kind === 'Project' && plan.input.columns[0]).toBe(name)
    expect(renamed?.id).not.toBe(name?.id)
    expect(renamed?.origin).toEqual(name?.origin)
  })
})

describe('large statements', () => {
  test('a thousand alternatives are one flat OR', () => {
    const condition = Array.from({ length: 10_000 }, (_, index) => `NumberOfEmployees = ${index}`).join(
      ' OR ',
    )
    const plan = bound(`SELECT Id FROM Account WHERE ${condition}`)
    const filter = plan.kind === 'Project' ? plan.input : plan
    expect(
      filter.kind === 'Filter' && filter.condition.kind === 'Or' && filter.condition.operands,
    ).toHaveLength(10_000)
  })

  test('a long chain of || is one call', () => {
    const plan = bound(`SELECT ${Array.from({ length: 900 }, () => 'Name').join(' || ')} FROM Account`)
    const [item] = plan.kind === 'Project' ? plan.items : []
    expect(item?.expression.kind === 'Call' && item.expression.arguments).toHaveLength(900)
  })

  test('a list of many thousand values is one IN', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => `'v${index}'`).join(', ')
    expect(() => bound(`SELECT Id FROM Account WHERE Name IN (${values})`)).not.toThrow()
  })

  test.each([
    ['a chain of additions', `SELECT ${'1 + '.repeat(2000)}1`],
    ['a chain of unions', `SELECT 1 ${'UNION ALL SELECT 1 '.repeat(1000)}`],
    ['nested calls', `SELECT ${'abs('.repeat(700)}1${')'.repeat(700)}`],
    ['nested subqueries', `${'SELECT * FROM ('.repeat(300)}SELECT 1 AS x${') t'.repeat(300)}`],
    ['many grouping sets', `SELECT COUNT(*) FROM Account GROUP BY CUBE (${'Id, '.repeat(12)}Name)`],
  ])('%s is refused, and nothing overflows', (_name, sql) => {
    try {
      bound(sql)
      throw new Error('accepted')
    } catch (error) {
      expect(error).toBeInstanceOf(CertSqlError)
      expect((error as CertSqlError).code).toMatch(/^CERT-(1003|4002)$/)
    }
  })
})

test('the clock and the zone of the session decide what today is', () => {
  const now = new Date('2025-03-09T04:30:00Z')
  expect(boundText('SELECT CURRENT_DATE', { now, timeZone: 'America/New_York' })).toContain(
    "DATE '2025-03-08'",
  )
  expect(boundText('SELECT CURRENT_DATE', { now, timeZone: 'UTC' })).toContain("DATE '2025-03-09'")
})
