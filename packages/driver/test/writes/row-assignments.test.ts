import { closeWriteOrgs, openWriteOrg, refused } from './write-org.js'

afterEach(closeWriteOrgs)

const ACCOUNTS =
  "SELECT Employees__c, Notes__c, Name FROM Account WHERE Key__c IN ('A1', 'A2') ORDER BY Key__c"

describe('UPDATE … SET (a, b) =', () => {
  test('a row', async () => {
    const { connection, soql } = await openWriteOrg()
    await connection.query(
      "UPDATE Account SET (Notes__c, Name) = (Key__c || '!', '1'), Employees__c = 5 WHERE Key__c IN ('A1', 'A2')",
    )
    expect(await soql(ACCOUNTS)).toEqual([
      { Employees__c: 5, Notes__c: 'A1!', Name: '1' },
      { Employees__c: 5, Notes__c: 'A2!', Name: '1' },
    ])
  })

  test('a row of a query, correlated, with WITH', async () => {
    const { connection, soql } = await openWriteOrg()
    await connection.query(
      `UPDATE Account a SET (Notes__c, Name) = (
         WITH named AS (SELECT LastName, AccountId FROM Contact)
         SELECT MAX(LastName), 'n' || COUNT(*) FROM named WHERE AccountId = a.Id
       ) WHERE Key__c IN ('A1', 'A2')`,
    )
    const contacts = await soql('SELECT Account.Key__c, LastName FROM Contact WHERE Account.Key__c != null')
    const expected = ['A1', 'A2'].map((key) => {
      const names = contacts
        .filter(({ Account }) => (Account as { Key__c: string }).Key__c === key)
        .map(({ LastName }) => String(LastName))
        .sort()
      return { Notes__c: names.at(-1) ?? null, Name: `n${names.length}` }
    })
    expect(expected.some(({ Notes__c }) => Notes__c !== null)).toBe(true)
    expect((await soql(ACCOUNTS)).map(({ Notes__c, Name }) => ({ Notes__c, Name }))).toEqual(expected)
  })

  test('a row of a query that has none: NULLs', async () => {
    const { connection, soql } = await openWriteOrg()
    const set = "(Notes__c, Employees__c) = (SELECT LastName, 1 FROM Contact WHERE LastName = 'nobody')"
    await connection.query(`UPDATE Account SET ${set} WHERE Key__c IN ('A1', 'A2')`)
    expect(await soql(ACCOUNTS)).toMatchObject([
      { Notes__c: null, Employees__c: null },
      { Notes__c: null, Employees__c: null },
    ])
  })

  test('in MERGE and ON CONFLICT too', async () => {
    const { connection, soql } = await openWriteOrg()
    await connection.query(
      "MERGE INTO Account a USING (SELECT 'A1' AS key) s ON a.Key__c = s.key WHEN MATCHED THEN UPDATE SET (Notes__c, Name) = ('m', '2')",
    )
    await connection.query(
      "INSERT INTO Account (Key__c, Name) VALUES ('A2', 'n') ON CONFLICT (Key__c) DO UPDATE SET (Notes__c, Name) = ('c', excluded.Name || '!')",
    )
    expect(await soql(ACCOUNTS)).toMatchObject([
      { Notes__c: 'm', Name: '2' },
      { Notes__c: 'c', Name: 'n!' },
    ])
  })

  test.each([
    ['(Notes__c, Name) = (1, 2, 3)', 'CERT-3005', '2 columns are set, but 3 values are given.'],
    [
      '(Notes__c, Name) = (SELECT Name FROM Contact)',
      'CERT-3005',
      '2 columns are set, but one value is given.',
    ],
    ["(Notes__c, Name) = 'x'", 'CERT-3005', '2 columns are set, but one value is given.'],
    ['(Notes__c, Name) = (SELECT * FROM Contact)', 'CERT-4002', 'names them one by one'],
    ['(Notes__c, Name) = (SELECT LastName, Id FROM Contact LIMIT 1)', 'CERT-4002', 'takes no LIMIT'],
    ["(Notes__c, Name) = (VALUES ('a', 'b'))", 'CERT-4002', 'is one SELECT'],
    ['(Notes__c, Notes__c) = (1, 2)', 'CERT-2008', 'Notes__c'],
    ['(Notes__c, Name) = (SELECT LastName, LastName FROM Contact)', 'CERT-3007', 'more than one row'],
  ])('%s is refused', async (assignment, code, message) => {
    const { connection, soql } = await openWriteOrg()
    const before = await soql(ACCOUNTS)
    const error = await refused(connection.query(`UPDATE Account SET ${assignment} WHERE Key__c = 'A1'`))
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)])
    expect(await soql(ACCOUNTS)).toEqual(before)
  })
})

test.each([
  '(SELECT COUNT(*) FROM Contact)',
  'Id IN (SELECT AccountId FROM Contact)',
  'EXISTS (SELECT 1 FROM Contact)',
  'Id = ANY (SELECT AccountId FROM Contact)',
])('RETURNING %s is refused, before anything is sent', async (item) => {
  const { connection, soql } = await openWriteOrg()
  const error = await refused(
    connection.query(`UPDATE Account SET Name = 'r' WHERE Key__c = 'A1' RETURNING ${item}`),
  )
  expect(error).toMatchObject({
    code: 'CERT-4002',
    message: 'RETURNING holds no subqueries.',
    hint: 'return the Ids, and ask with a query of its own',
  })
  expect(await soql("SELECT Id FROM Account WHERE Name = 'r'")).toEqual([])
})
