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
    ["Founded__c >= DATE_TRUNC('month', CURRENT_DATE)", 'Founded__c >= 2025-06-01'],
    ["Founded__c >= DATE_TRUNC('week', CURRENT_DATE)", 'Founded__c >= 2025-06-30'],
    ["Founded__c < DATE_TRUNC('year', CURRENT_DATE) - INTERVAL '1 year'", 'Founded__c < 2024-01-01'],
    ['EXTRACT(YEAR FROM Founded__c) = EXTRACT(YEAR FROM CURRENT_DATE) - 1', 'Founded__c >= 2024-01-01 AND'],
    ['MONTH(Founded__c) = MONTH(CURRENT_DATE)', 'CALENDAR_MONTH(Founded__c) = 6'],
    ["DATE_TRUNC('month', Founded__c) = DATE_TRUNC('month', CURRENT_DATE)", 'Founded__c >= 2025-06-01 AND'],
    ['Founded__c <= LAST_DAY(CURRENT_DATE)', 'Founded__c <= 2025-06-30'],
    ['Founded__c = MAKE_DATE(2024, 2, 29)', 'Founded__c = 2024-02-29'],
    ["Founded__c = TO_DATE('2024-02-29', 'YYYY-MM-DD')", 'Founded__c = 2024-02-29'],
    ["CreatedDate >= NOW() - INTERVAL '7 days'", 'CreatedDate >= 2025-06-23T12:00:00Z'],
    ["CreatedDate >= DATE_TRUNC('day', NOW())", 'CreatedDate >= 2025-06-30T00:00:00Z'],
    ['CreatedDate >= CAST(NOW() AS DATE) - 1', 'CreatedDate >= 2025-06-29T00:00:00Z'],
    ["Name LIKE '%' || 'ac' || 'me%'", "Name LIKE '%acme%'"],
    ["Name = CONCAT('ac', TRIM(' me '))", "Name = 'acme'"],
    ["Name = COALESCE(NULL, 'acme', Industry)", "Name = 'acme'"],
    ['NumberOfEmployees > 100 * 1.2 / 2', 'NumberOfEmployees > 60'],
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
    ['a power', 'NumberOfEmployees > 1.1 ^ 2'],
    ['a division by zero', 'NumberOfEmployees > 1.0 / 0'],
    ['a date that there is not', 'Founded__c = MAKE_DATE(2025, 2, 30)'],
    ['a text that is read by a format of its own', "Founded__c = TO_DATE('31.01.2025', 'DD.MM.YYYY')"],
    ['a number as text', "Name = 'n' || 1.50"],
    ['case beyond ASCII', "LENGTH(UPPER('straße')) = NumberOfEmployees"],
  ])('%s', (_, condition) => {
    expect(formatPlan(planOf(`SELECT Name FROM Account WHERE ${condition}`))).toContain('Filter')
  })
})
