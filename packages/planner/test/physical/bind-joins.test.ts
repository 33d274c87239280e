import { parseStatement } from '@certsql/sql'
import type { ScanPlan } from '../../src/physical/physical-plan.js'
import { planStatement } from '../../src/plan-statement.js'
import { type FixtureCatalogOptions, fixtureCatalog } from '../support/fixture-catalog.js'
import { DEFAULT_OPTIONS, type PlanningOptions } from '../support/plan-of.js'
import { soqlComplaint } from '../support/soql-parsers.js'

const ALWAYS = { bindJoins: 'always' } as const

function scansOf(sql: string, { records, org, ...options }: PlanningOptions = {}): readonly ScanPlan[] {
  const facts: FixtureCatalogOptions = {
    ...(records === undefined ? {} : { records }),
    ...(org === undefined ? {} : { org }),
  }
  const planned = planStatement(parseStatement(sql), fixtureCatalog(facts), {
    ...DEFAULT_OPTIONS,
    ...options,
  })
  if (planned.kind !== 'Query') return []
  const plan = planned.plan.kind === 'FallbackPlan' ? planned.plan.primary : planned.plan
  return plan.kind === 'StagedQuery' ? plan.scans : []
}

/** `b after a` for each scan that waits. */
function waiting(sql: string, options: PlanningOptions = {}): readonly string[] {
  return scansOf(sql, options).flatMap(({ name, keyed }) =>
    keyed === undefined ? [] : [`${name} after ${keyed.after.join(', ')}`],
  )
}

function keyedScan(sql: string, options: PlanningOptions = {}): ScanPlan {
  const scan = scansOf(sql, options).find(({ keyed }) => keyed !== undefined)
  if (scan === undefined) throw new Error('No scan waits for keys.')
  return scan
}

/** The WHERE clauses that keys make, or why there are none. */
function requests(sql: string, keys: readonly string[], options: PlanningOptions = {}): readonly string[] {
  const made = keyedScan(sql, options).keyed?.scansFor(keys)
  if (made?.kind !== 'keyed') return [made?.reason ?? '']
  for (const { soql } of made.scans) expect(soqlComplaint(soql)).toBeUndefined()
  return made.scans.map(({ soql }) => soql.replace(/^.* WHERE /, ''))
}

const FROM_A_AND_B = 'SELECT a.Id, b.Id FROM Account a'
const ON = 'ON b.LastName = a.Name'

describe('which scan waits for which', () => {
  test.each<[string, readonly string[]]>([
    [`${FROM_A_AND_B} JOIN Contact b ${ON} WHERE a.Phone = '1'`, ['b after a']],
    [`${FROM_A_AND_B} JOIN Contact b ${ON} WHERE b.Email = 'x@y.z'`, ['a after b']],
    [`${FROM_A_AND_B} LEFT JOIN Contact b ${ON} WHERE a.Phone = '1'`, ['b after a']],
    [`${FROM_A_AND_B} RIGHT JOIN Contact b ${ON} WHERE b.Email = 'x@y.z'`, ['a after b']],
    [
      `SELECT a.Id, b.Id FROM Account a, Contact b WHERE b.LastName = a.Name AND a.Phone = '1'`,
      ['b after a'],
    ],
    [
      `SELECT Id FROM Account WHERE Name IN (SELECT LastName FROM Contact WHERE Email = 'x@y.z')`,
      ['Account after Contact'],
    ],
    [
      `SELECT Id FROM Account a WHERE EXISTS (SELECT 1 FROM Contact c WHERE c.LastName = a.Name AND c.Email = 'x@y.z')`,
      ['a after c'],
    ],
    [
      `SELECT Id FROM Account a WHERE Phone = '1' AND NOT EXISTS (SELECT 1 FROM Contact c WHERE c.LastName = a.Name)`,
      ['c after a'],
    ],
    [
      `SELECT Id, (SELECT COUNT(*) FROM Contact c WHERE c.LastName = a.Name) FROM Account a WHERE Phone = '1'`,
      ['c after a'],
    ],
    [
      `SELECT a.Id, l.n FROM Account a LEFT JOIN LATERAL (SELECT COUNT(*) AS n FROM Contact c WHERE c.LastName = a.Name) l ON TRUE WHERE a.Phone = '1'`,
      ['c after a'],
    ],
    [`SELECT c.Id FROM (VALUES ('x'), ('y')) v (k) JOIN Contact c ON c.LastName = v.k`, ['c after ']],
    // A chain, in whatever order it is written.
    [
      `SELECT a.Id FROM Opportunity o JOIN Contact c ON c.LastName = o.Name JOIN Account a ON a.Name = c.LastName WHERE a.Phone = '1'`,
      ['o after c', 'c after a'],
    ],
    // Through unions, both sides; through groups, by their keys; through windows, by their partitions.
    [
      `SELECT a.Id FROM Account a JOIN (SELECT LastName AS n FROM Contact UNION ALL SELECT Name FROM Opportunity) u ON u.n = a.Name WHERE a.Phone = '1'`,
      ['Contact after a', 'Opportunity after a'],
    ],
    [
      `SELECT a.Id, w.n FROM Account a JOIN (SELECT LastName, COUNT(*) OVER (PARTITION BY LastName) AS n FROM Contact) w ON w.LastName = a.Name WHERE a.Phone = '1'`,
      ['Contact after a'],
    ],
    // For several mentions of one scan, whose keys are put together.
    [
      `SELECT a.Id FROM Account a JOIN (SELECT LastName AS n FROM Contact UNION ALL SELECT o.Name FROM Contact c JOIN Opportunity o ON o.StageName = c.LastName) u ON u.n = a.Name WHERE a.Phone = '1'`,
      ['Contact after a, o', 'o after a'],
    ],
    [
      `WITH c AS MATERIALIZED (SELECT LastName, Email FROM Contact) SELECT a.Id FROM Account a JOIN c ON c.LastName = a.Name LEFT JOIN c d ON d.LastName = a.BillingCity WHERE a.Phone = '1'`,
      ['Contact after a'],
    ],
  ])('%s', (sql, expected) => {
    expect(waiting(sql)).toEqual(expected)
  })
})

describe('what must not wait', () => {
  test.each<[string, string]>([
    [
      'all rows of both stay',
      `${FROM_A_AND_B} FULL JOIN Contact b ${ON} WHERE a.Phone = '1' OR b.Id IS NULL`,
    ],
    [
      'all rows of the left stay',
      `${FROM_A_AND_B} LEFT JOIN Contact b ${ON} AND b.Email = 'x@y.z'`.replace(
        'Contact b',
        '(SELECT * FROM Contact LIMIT 5) b',
      ),
    ],
    [
      'NOT IN minds the nulls of both sides',
      `SELECT Id FROM Account WHERE Phone = '1' AND Name NOT IN (SELECT LastName FROM Contact WHERE Email = 'x@y.z')`,
    ],
    [
      'IN that is not a condition minds nulls too',
      `SELECT Id, Name IN (SELECT LastName FROM Contact) AS known FROM Account WHERE Phone = '1'`,
    ],
    ['no equality', `${FROM_A_AND_B} JOIN Contact b ON b.LastName > a.Name WHERE a.Phone = '1'`],
    [
      'a limit chooses its rows first',
      `SELECT a.Id FROM Account a JOIN (SELECT * FROM Contact ORDER BY Id LIMIT 5) b ${ON} WHERE a.Name > 'x'`,
    ],
    [
      'other windows count the rows',
      `SELECT a.Id, w.n FROM Account a JOIN (SELECT LastName, COUNT(*) OVER () AS n FROM Contact) w ON w.LastName = a.Name WHERE a.Phone = '1' AND a.Name IS NULL`,
    ],
    [
      'the other rows are not known before',
      `SELECT a.Id FROM Account a JOIN Contact b ON b.LastName = a.Name || random() WHERE a.Phone = '1'`,
    ],
    [
      'one mention needs all of it',
      `WITH c AS MATERIALIZED (SELECT LastName, Email FROM Contact) SELECT a.Id, (SELECT COUNT(*) FROM c) AS n FROM Account a JOIN c ON c.LastName = a.Name WHERE a.Phone = '1'`,
    ],
    [
      'the mentions are joined by different columns',
      `WITH c AS MATERIALIZED (SELECT LastName, Email FROM Contact) SELECT a.Id FROM Account a JOIN c ON c.LastName = a.Name JOIN c d ON d.Email = a.Name WHERE a.Phone = '1'`,
    ],
    [
      'a limit chooses the rows of all mentions first',
      `WITH c AS MATERIALIZED (SELECT LastName FROM Contact ORDER BY Id LIMIT 5) SELECT a.Id FROM Account a JOIN c ON c.LastName = a.Name JOIN c d ON d.LastName = a.BillingCity WHERE a.Phone = '1'`,
    ],
  ])('%s: %s', (_, sql) => {
    expect(waiting(sql, ALWAYS).filter((one) => !/^a after/.test(one))).toEqual([])
  })

  test('what SOQL cannot filter by', () => {
    const sql =
      "SELECT a.Id FROM Contact b JOIN Account a ON a.Description = b.LastName WHERE b.Email = 'x@y.z'"
    expect(waiting(sql, ALWAYS)).toEqual([])
  })

  test('BindJoins=never', () => {
    expect(
      waiting(`${FROM_A_AND_B} JOIN Contact b ${ON} WHERE a.Phone = '1'`, { bindJoins: 'never' }),
    ).toEqual([])
  })
})

describe('the cheaper side comes first', () => {
  const sql = `${FROM_A_AND_B} JOIN Contact b ${ON}`

  test('by the records that there are', () => {
    expect(waiting(sql, { records: { Account: 50, Contact: 1_000_000 } })).toEqual(['b after a'])
    expect(waiting(sql, { records: { Account: 1_000_000, Contact: 50 } })).toEqual(['a after b'])
  })

  test('and neither where keys would leave nothing out', () => {
    expect(waiting(sql, { records: { Account: 5000, Contact: 5000 } })).toEqual([])
  })

  test('a common table has as many rows as what it is made of', () => {
    const twice = `WITH a AS MATERIALIZED (SELECT Name FROM Account)
      SELECT b.Id FROM a JOIN Contact b ${ON} CROSS JOIN (SELECT COUNT(*) AS n FROM a) t`
    expect(waiting(twice, { records: { Account: 6, Contact: 800 } })).toEqual(['b after Account'])
    expect(waiting(twice, { records: { Account: 8000, Contact: 800 } })).toEqual([])
  })

  test('counts are asked for where they decide only', () => {
    const asked = (text: string) => {
      const view = fixtureCatalog()
      const names: string[] = []
      const spying = {
        ...view,
        statistics: (name: string, use?: 'estimate' | 'choice') => {
          if (use === 'choice') names.push(name)
          return undefined
        },
      }
      planStatement(parseStatement(text), spying, DEFAULT_OPTIONS)
      return [...new Set(names)].toSorted()
    }
    expect(asked(sql)).toEqual(['Account', 'Contact'])
    expect(asked(`${sql} WHERE a.Phone = '1'`)).toEqual(['Account', 'Contact'])
    expect(asked('SELECT Name FROM Account')).toEqual([])
    expect(asked('SELECT c.Name, a.Name FROM Contact c JOIN Account a ON a.Id = c.AccountId')).toEqual([])
  })
})

describe('where keys come from', () => {
  const keysOf = (sql: string) => keyedScan(sql, ALWAYS).keyed?.sql

  test('from the staged rows, with what is checked here', () => {
    const sql = `${FROM_A_AND_B} JOIN Contact b ${ON} WHERE a.Phone = '1' AND length(a.Name) > 3`
    expect(keysOf(sql)).toContain('length("Name") AS INTEGER) > 3')
  })

  test('not with what may turn out otherwise the next time', () => {
    const first = `(SELECT Name, AnnualRevenue FROM Account WHERE length(Name) > 3 ORDER BY AnnualRevenue LIMIT 5) a`
    const limited = keysOf(`SELECT b.Id FROM ${first} JOIN Contact b ${ON}`)
    expect(limited).toContain('length("Name") AS INTEGER) > 3')
    expect(limited).not.toContain('LIMIT 5')
    const random = keysOf(`${FROM_A_AND_B} JOIN Contact b ${ON} WHERE a.Phone = '1' AND random() > 0.5`)
    expect(random).not.toContain('random')
  })

  test('of the first rows, where it is certain which these are', () => {
    const keys = (order: string, source = 'Account') =>
      keysOf(`SELECT b.Id FROM (SELECT Name FROM ${source} ORDER BY ${order} LIMIT 5) a JOIN Contact b ${ON}`)
    expect(keys('AnnualRevenue DESC, Id')).toContain('"Id" ASC NULLS LAST LIMIT 5')
    expect(keys('LENGTH(Name), Id DESC')).toContain('"Id" DESC NULLS FIRST LIMIT 5')
    expect(keys('AnnualRevenue, LENGTH(Name)')).not.toContain('LIMIT 5')
    // Of a parent there are many rows.
    expect(keys('t.AccountId, t.Account.Id', 'Opportunity t')).not.toContain('LIMIT 5')
  })

  test('never null', () => {
    expect(keysOf(`${FROM_A_AND_B} JOIN Contact b ${ON} WHERE a.Phone = '1'`)).toMatch(
      /WHERE "key" IS NOT NULL LIMIT \d+$/,
    )
  })
})

describe('what is asked for', () => {
  const byName = `${FROM_A_AND_B} JOIN Contact b ${ON} WHERE a.Phone = '1'`
  const byId = `SELECT t.Id, a.Name FROM Task t JOIN Account a ON a.Id = t.WhatId WHERE t.Status = 'Completed'`
  const ID_1 = '001D000000IRFmaIAH'

  test('one list, in the words of SOQL', () => {
    expect(requests(byName, ['Acme', "O'Neill", 'back\\slash'])).toEqual([
      "LastName IN ('Acme', 'O\\'Neill', 'back\\\\slash')",
    ])
    expect(requests(byName, ['Acme'])).toEqual(["LastName = 'Acme'"])
    expect(requests(byName, [])).toEqual([])
  })

  test('beside the conditions of the scan itself', () => {
    expect(requests(`${byName} AND b.Email LIKE '%@x.com'`, ['Acme'])).toEqual([
      "Email LIKE '%@x.com' AND LastName = 'Acme'",
    ])
  })

  test('what no Id can equal is not asked for', () => {
    expect(requests(byId, [ID_1, '001D000000IRFma', 'acme', '001D000000IRFmaIAA', ''])).toEqual([
      `Id = '${ID_1}'`,
    ])
    expect(requests(byId, ['acme'])).toEqual([])
  })

  test('a text with blanks around it finds too much at worst', () => {
    expect(requests(byName, [' Acme '])).toEqual(["LastName = ' Acme '"])
  })

  test('nothing where a text cannot be said', () => {
    expect(requests(byName, ['Acme', '\ud800'])).toEqual(['the text cannot be sent to the org'])
    const turkish = { org: { userLocale: 'tr_TR' } }
    expect(requests(byName, ['Istanbul'], turkish)).toEqual([
      'the locale of the user has capitals of its own for i',
    ])
  })

  test('in several lists when there are more keys than one may have', () => {
    const keys = ['a', 'b', 'c', 'd', 'e']
    expect(requests(byName, keys, { bindKeys: 2 })).toEqual([
      "LastName IN ('a', 'b')",
      "LastName IN ('c', 'd')",
      "LastName = 'e'",
    ])
    // The org may take texts for one that differ here; not so Ids.
    expect(keyedScan(byName, { bindKeys: 2 }).keyed?.scansFor(keys)).toMatchObject({ overlap: true })
    expect(keyedScan(byName).keyed?.scansFor(keys)).toMatchObject({ overlap: false })
    expect(keyedScan(byId, { bindKeys: 1 }).keyed?.scansFor([ID_1, '001D000000IRFmbIAH'])).toMatchObject({
      overlap: false,
    })
  })

  test('no query is longer than SOQL may be', () => {
    const keys = Array.from({ length: 3000 }, (_, index) => `${'x'.repeat(200)}${index}`)
    const made = keyedScan(byName).keyed?.scansFor(keys)
    if (made?.kind !== 'keyed') throw new Error('Nothing was made of the keys.')
    expect(made.scans.length).toBeGreaterThan(5)
    for (const { soql } of made.scans) expect(soql.length).toBeLessThan(100_000)
  })

  test('groups are asked for by their only key, no more of them than an answer holds', () => {
    const grouped = `SELECT a.Id, g.n FROM Account a JOIN (SELECT AccountId, COUNT(*) AS n FROM Contact GROUP BY AccountId) g ON g.AccountId = a.Id WHERE a.Phone = '1'`
    expect(
      requests(grouped, [ID_1, '001D000000IRFmbIAG'], { groupPageSize: 1, ...ALWAYS }).length,
    ).toBeLessThanOrEqual(2)
  })

  test('groups of texts come with one list, or whole', () => {
    const grouped = `SELECT a.Id, g.n FROM Account a JOIN (SELECT LastName, COUNT(*) AS n FROM Contact GROUP BY LastName) g ON g.LastName = a.Name WHERE a.Phone = '1'`
    expect(requests(grouped, ['x', 'y'])).toEqual(["LastName IN ('x', 'y') GROUP BY LastName"])
    expect(requests(grouped, ['x', 'y', 'z'], { bindKeys: 2 })).toEqual([
      'the org may take two texts for one, and two queries would bring their group',
    ])
  })

  test('requests come over REST, and become Bulk jobs where the org finds many rows', () => {
    const made = keyedScan(byId, { useBulk: 'auto' }).keyed?.scansFor([ID_1])
    expect(made?.kind === 'keyed' ? made.scans[0] : undefined).toMatchObject({
      transport: { kind: 'rest' },
      bulk: { aboveRows: DEFAULT_OPTIONS.bulkThreshold },
    })
  })
})

describe('whether several requests pay', () => {
  const sql = `${FROM_A_AND_B} JOIN Contact b ${ON} WHERE a.Phone = '1'`

  test('by the calls that are expected', () => {
    const { keyed } = keyedScan(sql, { records: { Account: 100_000, Contact: 100_000 }, useBulk: 'never' })
    expect(keyed?.wholeCalls).toBe(50)
    expect(keyed?.isCheaper(4000, 1, 1)).toBe(true)
    expect(keyed?.isCheaper(500, 2, 50)).toBe(true)
    expect(keyed?.isCheaper(12_000, 3, 50)).toBe(false)
    expect(keyed?.isCheaper(500, 2, 1)).toBe(false)
  })
})

describe('ranges beside a value that is looked up', () => {
  const AMOUNT = 'SELECT Id FROM Opportunity WHERE'

  test.each<[string, readonly string[]]>([
    [`${AMOUNT} Amount > (SELECT 0.99 * MAX(Amount) FROM Opportunity)`, ['Opportunity after Opportunity_2']],
    [`${AMOUNT} 0.99 * (SELECT MAX(Amount) FROM Opportunity) <= Amount`, ['Opportunity after Opportunity_2']],
    [
      `${AMOUNT} CloseDate >= (SELECT MAX(Founded__c) FROM Account WHERE Active__c)`,
      ['Opportunity after Account'],
    ],
    [`${AMOUNT} CreatedDate < (SELECT MIN(CreatedDate) FROM Account)`, ['Opportunity after Account']],
    [
      `${AMOUNT} Probability * 2 < (SELECT MIN(NumberOfEmployees) FROM Account)`,
      ['Opportunity after Account'],
    ],
    // On both sides of an alternative more rows are wanted.
    [`${AMOUNT} IsWon OR Amount > (SELECT MAX(Rating__c) FROM Account)`, []],
    // The order of texts is not that of the org.
    [`${AMOUNT} Name > (SELECT MAX(Name) FROM Account)`, []],
    // Another value for each row.
    [
      `${AMOUNT.replace('WHERE', 'o WHERE')} Amount > (SELECT MAX(a.Rating__c) FROM Account a WHERE a.Name > o.Name)`,
      [],
    ],
    [`${AMOUNT} Amount <> (SELECT MAX(Rating__c) FROM Account)`, []],
    // Two values.
    [`${AMOUNT} Amount > (SELECT MAX(Rating__c) FROM Account) + (SELECT MIN(Rating__c) FROM Account)`, []],
    // A LIMIT chooses first.
    [
      'SELECT Id FROM (SELECT Id, Amount FROM Opportunity ORDER BY CloseDate LIMIT 5) o WHERE Amount > (SELECT MAX(Rating__c) FROM Account)',
      [],
    ],
  ])('%s', (sql, expected) => {
    expect(waiting(sql, ALWAYS)).toEqual(expected)
  })

  test.each<[string, readonly string[], readonly string[]]>([
    ['Amount > (SELECT MAX(Amount) FROM Opportunity)', ['100.50'], ['Amount > 100.5']],
    // None: no row can be beyond it.
    ['Amount > (SELECT MAX(Amount) FROM Opportunity)', [], []],
    // A constant of more decimals, and one of more digits than a double tells apart.
    ['Amount <= (SELECT MAX(Amount) * 0.001 FROM Opportunity)', ['1.23456'], ['Amount <= 1.24']],
    [
      'Amount >= (SELECT MAX(Amount) * 10 FROM Opportunity)',
      ['1234567890123456.7'],
      ['Amount >= 1234567890123450'],
    ],
    ['CloseDate >= (SELECT MAX(CloseDate) FROM Opportunity)', ['2025-01-31'], ['CloseDate >= 2025-01-31']],
    // The text of a moment ends with its milliseconds.
    [
      'CreatedDate < (SELECT MIN(CreatedDate) FROM Account)',
      ['2025-01-31T10:00:00.000Z'],
      ['CreatedDate < 2025-01-31T10:00:01Z'],
    ],
  ])('%s of %j', (condition, keys, expected) => {
    expect(requests(`${AMOUNT} ${condition}`, keys, ALWAYS)).toEqual(expected)
  })

  test('are asked for whatever the whole scan costs', () => {
    const scan = keyedScan(`${AMOUNT} Amount > (SELECT MAX(Amount) FROM Opportunity)`, {
      records: { Opportunity: 1_000_000 },
    })
    expect(scan.keyed?.isCheaper(1, 1, 500)).toBe(true)
    expect(scan.notes.map(({ reason }) => reason)).toContain(
      'the value is looked up first, and only the rows on this side of it are asked for',
    )
  })

  test('are not said to stay here, too', () => {
    for (const condition of ['Amount > (SELECT MAX', 'Amount IN (SELECT MAX']) {
      const { notes } = keyedScan(`${AMOUNT} ${condition}(Amount) FROM Opportunity)`)
      expect(notes.map(({ subject, verdict }) => `${subject} ${verdict}`)).toEqual(['join superset'])
    }
  })
})
