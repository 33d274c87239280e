import { formatPlan } from '../support/format-plan.js'
import { planOf } from '../support/plan-of.js'

/** The clock of the fixture stands at 2025-06-30, 12:00 UTC. */
describe('what depends on no row is computed', () => {
  test.each([
    ['Founded__c < CURRENT_DATE - 30', 'Founded__c < 2025-05-31'],
    ["Founded__c < CURRENT_DATE - INTERVAL '60' DAY", 'Founded__c < 2025-05-01'],
    ["Founded__c >= DATE '2025-01-31' + INTERVAL '1 month'", 'Founded__c >= 2025-02-28'],
    ["Founded__c = DATE '2024-03-01' - 1", 'Founded__c = 2024-02-29'],
    ['NumberOfEmployees > 2 * 3 + 1', 'NumberOfEmployees > 7'],
    ['AnnualRevenue > 0.5 + 0.5', 'AnnualRevenue > 1'],
    ["Name = UPPER('acme')", "Name = 'ACME'"],
    ['1 = 1 AND NumberOfEmployees = 5', 'NumberOfEmployees = 5'],
    ["CASE WHEN 1 = 2 THEN FALSE ELSE Name = 'x' END", "Name = 'x'"],
    ["DATE '2025-01-31' - DATE '2025-01-01' = NumberOfEmployees", 'NumberOfEmployees = 30'],
  ])('%s', (condition, where) => {
    expect(formatPlan(planOf(`SELECT Name FROM Account WHERE ${condition}`))).toContain(`WHERE ${where}`)
  })
})

describe('a statement that can have no rows costs no call', () => {
  test.each([
    '1 = 2',
    'FALSE',
    'NULL',
    'Name = NULL',
    '2 < 1 OR 1 = 0',
    "DATE '2025-01-01' > DATE '2025-06-01'",
  ])('WHERE %s', (condition) => {
    expect(formatPlan(planOf(`SELECT Name FROM Account WHERE ${condition}`))).not.toContain('SELECT')
  })
})

describe('what DuckDB might decide otherwise is left to it', () => {
  test.each([
    ['floating point', "NumberOfEmployees > CAST('0.1' AS DOUBLE) + CAST('0.2' AS DOUBLE)"],
    ['a division', 'NumberOfEmployees > 1 / 0'],
    ['case beyond ASCII', "LENGTH(UPPER('straße')) = NumberOfEmployees"],
  ])('%s', (_, condition) => {
    expect(formatPlan(planOf(`SELECT Name FROM Account WHERE ${condition}`))).toContain('Filter')
  })
})
