import { objectionsTo, queriesIn } from './support/second-opinion.js'

/** Every form of SOQL that CertSQL sends; the suites of this package check what they really sent. */
const GOOD = [
  'SELECT Id FROM Account',
  "SELECT Id, Owner.Name FROM Account WHERE Name = 'O\\'Brien \\\\ Sons' AND Owner.Id != null LIMIT 5",
  "SELECT Id FROM Account WHERE (NOT Name LIKE '100\\%\\_%') AND Name != null",
  "SELECT Id FROM Account WHERE (Industry != 'a' AND Industry != null) OR Industry = null",
  "SELECT Id FROM Account WHERE Industry NOT IN ('a', '株式会社 😀') AND Industry != null",
  'SELECT Id FROM Account WHERE CreatedDate >= 2025-03-09T05:00:00Z AND LastActivityDate < 2025-01-01',
  'SELECT Id FROM Account WHERE AnnualRevenue > -1234567890123456.78 AND NumberOfEmployees <= 5',
  "SELECT Id FROM pse__Proj__c WHERE pse__Location__c INCLUDES ('Berlin;London', 'Paris')",
  "SELECT Id FROM pse__Proj__c WHERE pse__Location__c EXCLUDES ('Berlin') AND pse__Location__c != null",
  'SELECT Industry k0, COUNT(Id) a0, SUM(AnnualRevenue) a1 FROM Account GROUP BY Industry',
  'SELECT CALENDAR_YEAR(CloseDate) k0, COUNT(Id) a0 FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate)',
  'SELECT COUNT_DISTINCT(OwnerId) a0, MIN(CloseDate) a1 FROM Opportunity',
  'SELECT toLabel(Industry) f0, Name FROM Account',
  'SELECT Id FROM Account ORDER BY CreatedDate DESC NULLS FIRST, Id ASC NULLS LAST LIMIT 10 OFFSET 20',
  'SELECT Id FROM Account USING SCOPE mine WHERE IsDeleted = true',
]

const BAD = [
  "SELECT Id FROM Account WHERE Name = 'it''s'",
  'SELECT Id FROM Account WHERE Name = "Acme"',
  'SELECT Id FROM Account WHERE',
  'SELECT Id, FROM Account',
  'SELECT Id FROM Account LIMIT',
  "SELECT Id FROM Account WHERE Name = 'Acme' GARBAGE HERE",
]

describe('two independent parsers of SOQL', () => {
  test.each(GOOD)('accept %s', (soql) => {
    expect(objectionsTo(soql)).toEqual([])
  })

  test.each(BAD)('do not both accept %s', (soql) => {
    expect(objectionsTo(soql)).not.toEqual([])
  })
})

test('the queries of a log are taken apart, each once', () => {
  const request = { t: '', method: 'GET', path: '/query', status: 200, bytes: 0, ms: 0, apiCalls: 1 }
  const log = [
    { ...request, soql: 'SELECT Id FROM A' },
    { ...request, soql: 'SELECT Id FROM A;\nSELECT Id FROM B' },
    { ...request, path: '/limits' },
  ]
  expect(queriesIn(log)).toEqual(['SELECT Id FROM A', 'SELECT Id FROM B'])
})
