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

describe('UPSERT', () => {
  test('changes what has the key and adds the rest, in one call', async () => {
    const { connection, soql, requests } = await openWriteOrg()
    requests()
    const { rows, rowCount } = await connection.query(
      `UPSERT INTO Account (Key__c, Name, Credit__c) VALUES ('A1', 'One', 1), ('N1', 'New', 2) ON (Key__c)
       RETURNING merge_action() AS action, Key__c, Name`,
    )
    expect(rowCount).toBe(2)
    expect(rows).toEqual([
      { action: 'UPDATE', Key__c: 'A1', Name: 'One' },
      { action: 'INSERT', Key__c: 'N1', Name: 'New' },
    ])
    expect(requests().filter((one) => one.includes('/composite'))).toEqual([
      'PATCH /composite/sobjects/Account/Key__c',
    ])
    expect(
      await soql("SELECT Name, Credit__c FROM Account WHERE Key__c IN ('A1', 'N1') ORDER BY Key__c"),
    ).toEqual([
      { Name: 'One', Credit__c: 1 },
      { Name: 'New', Credit__c: 2 },
    ])
  })

  test('refuses keys that stand twice or are missing, and columns that are no keys', async () => {
    const { connection } = await openWriteOrg()
    const twice = "UPSERT INTO Account (Key__c, Name) VALUES ('x', 'a'), ('X', 'b'), (NULL, 'c') ON (Key__c)"
    expect(await refused(connection.query(twice))).toMatchObject({
      code: 'CERT-8004',
      details: [
        "row 2, Key__c: 'X' stands in row 1 already, and the field is the key",
        'row 3, Key__c: is NULL, and the key says which record is meant (INSERT adds records without a key)',
      ],
    })
    const noKey = "UPSERT INTO Account (Key__c, Industry) VALUES ('x', 'a') ON (Industry)"
    expect(await refused(connection.query(noKey))).toMatchObject({
      code: 'CERT-4002',
      hint: 'the external ids are Key__c',
    })
  })
})

describe('ON CONFLICT', () => {
  test('that takes all of the row is an upsert', async () => {
    const { connection, requests, soql } = await openWriteOrg()
    requests()
    const { rowCount } = await connection.query(
      `INSERT INTO Account (Key__c, Name) VALUES ('A1', 'One'), ('N1', 'New')
       ON CONFLICT (Key__c) DO UPDATE SET Name = excluded.Name`,
    )
    expect(rowCount).toBe(2)
    expect(requests().filter((one) => one.includes('/query'))).toEqual([])
    expect(await soql("SELECT Name FROM Account WHERE Key__c IN ('A1', 'N1') ORDER BY Name")).toEqual([
      { Name: 'New' },
      { Name: 'One' },
    ])
  })

  test('that computes reads what is there', async () => {
    const { connection, soql } = await openWriteOrg()
    const { rows } = await connection.query(
      `INSERT INTO Account AS a (Key__c, Name, Credit__c) VALUES ('A1', 'One', 5), ('A2', 'Two', 5), ('N1', 'New', 5), (NULL, 'None', 5)
       ON CONFLICT (Key__c) DO UPDATE SET Credit__c = a.Credit__c + excluded.Credit__c WHERE a.Key__c <> 'A2'
       RETURNING merge_action() AS action, Name, Credit__c`,
    )
    expect(rows).toHaveLength(3)
    expect(rows).toEqual(
      expect.arrayContaining([
        { action: 'UPDATE', Name: 'Account 1', Credit__c: 105 },
        { action: 'INSERT', Name: 'New', Credit__c: 5 },
        { action: 'INSERT', Name: 'None', Credit__c: 5 },
      ]),
    )
    expect(await soql("SELECT Credit__c FROM Account WHERE Key__c = 'A2'")).toEqual([{ Credit__c: 200 }])
  })

  test('DO NOTHING adds what is not there, once', async () => {
    const { connection, soql } = await openWriteOrg()
    const { rowCount } = await connection.query(
      "INSERT INTO Account (Key__c, Name) VALUES ('A1', 'x'), ('N1', 'first'), ('n1', 'second') ON CONFLICT (Key__c) DO NOTHING",
    )
    expect(rowCount).toBe(1)
    expect(await soql("SELECT Name FROM Account WHERE Name IN ('x', 'first', 'second')")).toEqual([
      { Name: 'first' },
    ])
  })
})

test('MERGE updates, deletes, leaves alone and inserts, by the first clause that holds', async () => {
  const { connection, soql } = await openWriteOrg()
  const { rows, rowCount } = await connection.query(
    `MERGE INTO Account a
     USING (VALUES ('A0', 10), ('A1', -1), ('A2', 0), ('N1', 7)) AS s (key, credit) ON a.Key__c = s.key
     WHEN MATCHED AND s.credit < 0 THEN DELETE
     WHEN MATCHED AND s.credit = 0 THEN DO NOTHING
     WHEN MATCHED THEN UPDATE SET Credit__c = a.Credit__c + s.credit, Name = 'merged ' || s.key
     WHEN NOT MATCHED THEN INSERT (Key__c, Name, Credit__c) VALUES (s.key, 'new', s.credit)
     WHEN NOT MATCHED BY SOURCE AND a.Key__c = 'A4' THEN UPDATE SET Active__c = FALSE
     RETURNING merge_action() AS action, s.key, old.Credit__c AS was, Credit__c`,
  )
  expect(rowCount).toBe(4)
  expect(rows).toEqual(
    expect.arrayContaining([
      { action: 'UPDATE', key: 'A0', was: 0, Credit__c: 10 },
      { action: 'DELETE', key: 'A1', was: 100, Credit__c: null },
      { action: 'INSERT', key: 'N1', was: null, Credit__c: 7 },
      { action: 'UPDATE', key: null, was: 400, Credit__c: 400 },
    ]),
  )
  expect(
    await soql(
      'SELECT Key__c, Name, Credit__c, Active__c FROM Account WHERE IsDeleted = false ORDER BY Key__c',
    ),
  ).toEqual([
    { Key__c: 'A0', Name: 'merged A0', Credit__c: 10, Active__c: true },
    { Key__c: 'A2', Name: 'Account 2', Credit__c: 200, Active__c: true },
    { Key__c: 'A3', Name: 'Account 3', Credit__c: 300, Active__c: true },
    { Key__c: 'A4', Name: 'Account 4', Credit__c: 400, Active__c: false },
    { Key__c: 'N1', Name: 'new', Credit__c: 7, Active__c: false },
  ])
  const twice = refused(
    connection.query(
      `MERGE INTO Account a USING Contact c ON c.AccountId = a.Id OR a.Key__c = 'A2'
       WHEN MATCHED THEN UPDATE SET Name = 'x'`,
    ),
  )
  expect(await twice).toMatchObject({ code: 'CERT-8005' })
})

test('DEFAULT leaves a field to the org', async () => {
  const { connection, soql } = await openWriteOrg()
  await connection.query(
    `INSERT INTO Account (Name, Active__c, Credit__c) VALUES ('a', DEFAULT, 1), (LOWER('B'), TRUE, DEFAULT)`,
  )
  expect(
    await soql("SELECT Name, Active__c, Credit__c FROM Account WHERE Name IN ('a', 'b') ORDER BY Name"),
  ).toEqual([
    { Name: 'a', Active__c: false, Credit__c: 1 },
    { Name: 'b', Active__c: true, Credit__c: null },
  ])
})

test('ArchiveMode does not let UPDATE and DELETE reach into the recycle bin', async () => {
  const { connection } = await openWriteOrg({ ArchiveMode: true })
  await connection.query("DELETE FROM Contact WHERE LastName = 'Rose'")
  expect((await connection.query("UPDATE Contact SET Email = 'a@b.example' WHERE TRUE")).rowCount).toBe(2)
  expect((await connection.query('DELETE FROM Contact WHERE TRUE')).rowCount).toBe(2)
})
