import { WriteError } from '../../src/index.js'
import { closeWriteOrgs, openWriteOrg, refused } from './write-org.js'

afterEach(closeWriteOrgs)

test('is one request, whose records refer to each other', async () => {
  const { connection, soql, requests } = await openWriteOrg()
  requests()
  const { tx, reference } = await connection.transaction(async (session) => {
    const account = await session.query(
      "INSERT INTO Account (Name, Credit__c) VALUES ('Tx', 1.5) RETURNING Id, Name",
    )
    const [row] = account.rows
    expect(row).toEqual({ Id: expect.stringMatching(/^@\{\w+\.id\}$/), Name: 'Tx' })
    await session.query('INSERT INTO Contact (LastName, AccountId) VALUES (?, ?), (?, ?)', [
      'One',
      row?.Id ?? null,
      'Two',
      row?.Id ?? null,
    ])
    await session.query("UPDATE Account SET Name = 'changed' WHERE Key__c = 'A0'")
    await session.query("DELETE FROM Contact WHERE LastName = 'Lane'")
    await session.query(
      "UPSERT INTO Account (Key__c, Name) VALUES ('A1', 'upserted'), ('N1', 'new') ON (Key__c)",
    )
    expect((await session.query("SELECT COUNT(*) AS n FROM Account WHERE Name = 'Tx'")).rows).toEqual([
      { n: 0 },
    ])
    expect(requests().filter((one) => !one.startsWith('GET') && !one.includes('oauth'))).toEqual([])
    return { tx: session, reference: String(row?.Id) }
  })
  expect(requests().filter((one) => !one.startsWith('GET'))).toEqual(['POST /composite/graph'])
  expect(
    await soql('SELECT LastName, Account.Name FROM Contact WHERE IsDeleted = false ORDER BY LastName'),
  ).toMatchObject([
    { LastName: 'One', Account: { Name: 'Tx' } },
    { LastName: 'Reed', Account: { Name: 'changed' } },
    { LastName: 'Rose', Account: { Name: 'changed' } },
    { LastName: 'Two', Account: { Name: 'Tx' } },
  ])
  expect(await soql("SELECT Name FROM Account WHERE Key__c IN ('A1', 'N1') ORDER BY Name")).toEqual([
    { Name: 'new' },
    { Name: 'upserted' },
  ])
  expect(await soql(`SELECT Name FROM Account WHERE Id = '${tx.idOf(reference)}'`)).toEqual([{ Name: 'Tx' }])
})

test('that fails in one row writes nothing, and tells which', async () => {
  const { connection, soql } = await openWriteOrg()
  const error = await refused(
    connection.transaction(async (tx) => {
      await tx.query("INSERT INTO Account (Name) VALUES ('never')")
      await tx.query(`INSERT INTO Contact (LastName, "Account.Key__c") VALUES ('x', 'no such key')`)
    }),
  )
  expect(error).toBeInstanceOf(WriteError)
  expect(
    [...(error as WriteError).report.rows()].map(({ row, status, object }) => [row, status, object]),
  ).toEqual([
    [1, 'rolled back', 'Account'],
    [2, 'failed', 'Contact'],
  ])
  expect(await soql("SELECT Id FROM Account WHERE Name = 'never'")).toEqual([])
})

test('whose work throws, or that is rolled back, sends nothing', async () => {
  const { connection, requests } = await openWriteOrg()
  const thrown = new Error('no')
  await expect(
    connection.transaction(async (tx) => {
      await tx.query("INSERT INTO Account (Name) VALUES ('x')")
      throw thrown
    }),
  ).rejects.toBe(thrown)
  requests()
  const tx = await connection.beginTransaction()
  await tx.query("INSERT INTO Account (Name) VALUES ('x')")
  await tx.rollback()
  expect(tx.inTransaction).toBe(false)
  await tx.close()
  expect(requests()).toEqual([])
})

test('has savepoints to go back to', async () => {
  const { connection, soql } = await openWriteOrg()
  const run = (sql: string) => connection.query(sql)
  await run('BEGIN')
  await run("INSERT INTO Account (Name) VALUES ('kept')")
  await run('SAVEPOINT a')
  const { rows } = await run("INSERT INTO Account (Name) VALUES ('dropped') RETURNING Id")
  await run('SAVEPOINT b')
  await run('ROLLBACK TO SAVEPOINT a')
  expect(await refused(run('ROLLBACK TO b'))).toMatchObject({ code: 'CERT-8007' })
  const dangling = connection.query("INSERT INTO Contact (LastName, AccountId) VALUES ('x', ?)", [
    rows[0]?.Id ?? null,
  ])
  expect(await refused(dangling)).toMatchObject({ code: 'CERT-8004' })
  await run("INSERT INTO Account (Name) VALUES ('second')")
  await run('RELEASE a')
  const { rowCount, command } = await run('COMMIT')
  expect([command, rowCount]).toEqual(['COMMIT', 2])
  expect(
    await soql("SELECT Name FROM Account WHERE Name IN ('kept', 'dropped', 'second') ORDER BY Name"),
  ).toEqual([{ Name: 'kept' }, { Name: 'second' }])
})

test('belongs to its session: the connection writes on beside it', async () => {
  const { connection, soql } = await openWriteOrg()
  const [one, two] = [await connection.beginTransaction(), await connection.beginTransaction()]
  await one.query("INSERT INTO Account (Name) VALUES ('one')")
  await two.query("INSERT INTO Account (Name) VALUES ('two')")
  await connection.query("INSERT INTO Account (Name) VALUES ('beside')")
  await two.commit()
  expect(await soql("SELECT Name FROM Account WHERE Name IN ('one', 'two', 'beside') ORDER BY Name")).toEqual(
    [{ Name: 'beside' }, { Name: 'two' }],
  )
  await one.rollback()
})

test('refuses what a graph cannot do, before anything is sent', async () => {
  const { connection, requests } = await openWriteOrg()
  const tx = await connection.beginTransaction()
  const many = Array.from({ length: 501 }, (_, index) => `('${index}')`).join(', ')
  expect(await refused(tx.query(`INSERT INTO Account (Name) VALUES ${many}`))).toMatchObject({
    code: 'CERT-8006',
    message: expect.stringContaining('at most 500 records'),
  })
  requests()
  expect(await refused(tx.query('UNDELETE FROM Account WHERE TRUE'))).toMatchObject({ code: 'CERT-8006' })
  expect(await refused(tx.query("INSERT INTO Account (Name) VALUES ('@{r1.id}')"))).toMatchObject({
    code: 'CERT-8004',
  })
  expect(
    await refused(tx.query("INSERT INTO Account (Name) VALUES ('x') RETURNING Number__c")),
  ).toMatchObject({ code: 'CERT-8006' })
  expect(await refused(tx.query('BEGIN'))).toMatchObject({ code: 'CERT-8007' })
  expect((await tx.commit()).report.size).toBe(0)
  expect(requests().filter((one) => !one.startsWith('GET'))).toEqual([])
  expect(await refused(tx.commit())).toMatchObject({ code: 'CERT-8007' })
  expect(await refused(connection.query('COMMIT'))).toMatchObject({ code: 'CERT-8007' })
})
