import { closeWriteOrgs, openWriteOrg, refused } from './write-org.js'

afterEach(closeWriteOrgs)

describe('INSERT', () => {
  test('of several rows is one call, and gives Ids and what the org has made of them', async () => {
    const { connection, soql, requests } = await openWriteOrg()
    requests()
    const { rows, rowCount, command } = await connection.query(
      `INSERT INTO Account (Name, Key__c, Credit__c, Since__c, Active__c)
       VALUES ('Acme', 'k1', 12.5, '2025-01-31', TRUE), (?, NULL, NULL, '', FALSE)
       RETURNING Id, Name, Key__c, Since__c, Number__c`,
      ["O'Neill"],
    )
    expect(command).toBe('INSERT')
    expect(rowCount).toBe(2)
    expect(rows).toEqual([
      {
        Id: expect.stringMatching(/^001/),
        Name: 'Acme',
        Key__c: 'k1',
        Since__c: '2025-01-31',
        Number__c: expect.any(String),
      },
      {
        Id: expect.stringMatching(/^001/),
        Name: "O'Neill",
        Key__c: null,
        Since__c: null,
        Number__c: expect.any(String),
      },
    ])
    expect(requests().filter((one) => one.includes('/composite'))).toEqual(['POST /composite/sobjects'])
    expect(
      await soql(
        "SELECT Name, Credit__c, Since__c, Active__c FROM Account WHERE Name IN ('Acme', 'O\\'Neill') ORDER BY Name",
      ),
    ).toEqual([
      { Name: 'Acme', Credit__c: 12.5, Since__c: '2025-01-31', Active__c: true },
      { Name: "O'Neill", Credit__c: null, Since__c: null, Active__c: false },
    ])
  })

  test('takes its rows from any query', async () => {
    const { connection, soql } = await openWriteOrg()
    const { rowCount } = await connection.query(
      `WITH busy AS (SELECT AccountId, COUNT(*) AS n FROM Contact GROUP BY AccountId)
       INSERT INTO Account (Name, Employees__c, ParentId)
       SELECT UPPER(a.Name) || ' II', busy.n, a.Id FROM Account a JOIN busy ON busy.AccountId = a.Id`,
    )
    expect(rowCount).toBe(2)
    expect(await soql("SELECT Name, Employees__c FROM Account WHERE Name LIKE '%II' ORDER BY Name")).toEqual([
      { Name: 'ACCOUNT 0 II', Employees__c: 2 },
      { Name: 'ACCOUNT 1 II', Employees__c: 1 },
    ])
  })

  test('sets a lookup by the external id of its parent', async () => {
    const { connection, soql } = await openWriteOrg()
    await connection.query(
      `INSERT INTO Contact (LastName, "Account.Key__c") VALUES ('New', 'A3'), ('Free', NULL)`,
    )
    await connection.query(`INSERT INTO Contact (LastName, Account.Key__c) VALUES ('Newer', 'A4')`)
    expect(
      await soql("SELECT LastName, Account.Name FROM Contact WHERE LastName LIKE 'New%' ORDER BY LastName"),
    ).toMatchObject([{ Account: { Name: 'Account 3' } }, { Account: { Name: 'Account 4' } }])
  })
})

describe('UPDATE', () => {
  test('finds the rows, computes new values from old ones, and shows both', async () => {
    const { connection, soql } = await openWriteOrg()
    const { rows } = await connection.query(
      `UPDATE Account a SET Credit__c = a.Credit__c * 2, Name = Name || '!' WHERE Industry = 'Retail'
       RETURNING Id, old.Name AS before, Name, old.Credit__c AS was, new.Credit__c AS is, Industry, UPPER(Key__c) || ':' || Name AS text`,
    )
    expect(rows.map(({ Id: _, ...row }) => row)).toEqual([
      {
        before: 'Account 1',
        Name: 'Account 1!',
        was: 100,
        is: 200,
        Industry: 'Retail',
        text: 'A1:Account 1!',
      },
      {
        before: 'Account 3',
        Name: 'Account 3!',
        was: 300,
        is: 600,
        Industry: 'Retail',
        text: 'A3:Account 3!',
      },
    ])
    expect(await soql("SELECT Credit__c FROM Account WHERE Industry = 'Retail' ORDER BY Key__c")).toEqual([
      { Credit__c: 200 },
      { Credit__c: 600 },
    ])
  })

  test('from other tables changes a record once, and not in two ways', async () => {
    const { connection, soql } = await openWriteOrg()
    const { rowCount } = await connection.query(
      `UPDATE Account SET Employees__c = 99 FROM Contact c WHERE c.AccountId = Account.Id`,
    )
    expect(rowCount).toBe(2)
    expect(await soql('SELECT COUNT(Id) n FROM Account WHERE Employees__c = 99')).toEqual([{ n: 2 }])
    const error = await refused(
      connection.query('UPDATE Account SET Name = c.LastName FROM Contact c WHERE c.AccountId = Account.Id'),
    )
    expect(error).toMatchObject({ code: 'CERT-8005' })
    expect(await soql("SELECT Id FROM Account WHERE Name IN ('Rose', 'Reed', 'Lane')")).toEqual([])
  })
})

test('DELETE and its USING take records away once each', async () => {
  const { connection, soql } = await openWriteOrg()
  const { rowCount, rows } = await connection.query(
    `DELETE FROM Account USING Contact c WHERE c.AccountId = Account.Id RETURNING Name`,
  )
  expect(rowCount).toBe(2)
  expect(rows).toEqual([{ Name: 'Account 0' }, { Name: 'Account 1' }])
  expect(await soql('SELECT Name FROM Account WHERE IsDeleted = true ORDER BY Name')).toEqual([
    { Name: 'Account 0' },
    { Name: 'Account 1' },
  ])
  const bin = await connection.query('SELECT /*+ ALL_ROWS */ Name FROM Account WHERE IsDeleted ORDER BY Name')
  expect(bin.rows).toEqual(rows)
})
