import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

const ACME = '0015f00000000A1AAI'
const AMY = '0055f00000000U1AAI'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    records: {
      User: [{ Id: AMY, Name: 'Amy', Email: 'amy@example.com' }],
      Group: [{ Id: '00G5f00000000G1', Name: 'Team' }],
      Account: [
        {
          Id: ACME,
          Name: 'A "quoted" \\ name\u2028é😀',
          AnnualRevenue: 10,
          Rate__c: '123456789012345678.1234',
          NumberOfEmployees: 12,
          Since__c: '2024-02-29',
          LastSeen__c: '2026-01-31T11:00:00+01:00',
          Opens__c: '13:30:00.000Z',
          Tags__c: 'red;blue',
          Type: 'Vendor',
          BillingStreet: '1 Road',
          BillingCity: 'Rome',
          Place__Latitude__s: 41.9,
          Place__Longitude__s: 12.5,
          CreatedDate: '2025-01-01T00:00:00Z',
        },
        {
          Id: '0015f00000000A2AAI',
          Name: 'Child',
          ParentId: ACME,
          OwnerId: '00G5f00000000G1',
          AnnualRevenue: 1e7,
        },
      ],
      Contact: [
        { Id: '0035f00000000C1AAI', Name: 'Bea', AccountId: ACME },
        { Id: '0035f00000000C2AAI', Name: 'Cid', AccountId: ACME, ReportsToId: '0035f00000000C1AAI' },
        { Id: '0035f00000000C3AAI', Name: 'Dan' },
      ],
      Invoice__c: [{ Id: 'a005f00000000I1AAI', Name: 'INV-1', Total__c: 99.5, Account__c: ACME }],
      Task: [
        { Subject: 'account', WhatId: ACME, WhoId: '0035f00000000C1AAI' },
        { Subject: 'invoice', WhatId: 'a005f00000000I1AAI' },
        { Subject: 'nothing' },
      ],
    },
  })
})
afterAll(() => org.close())

const attributes = (type: string, id: string, named = type) => ({
  type: named,
  url: `${VERSION}/sobjects/${type}/${id}`,
})

test('every type has its form on the wire', async () => {
  const { body } = await org.query(
    `SELECT Id, name, ANNUALREVENUE, NumberOfEmployees, Since__c, LastSeen__c, Opens__c, Tags__c, Active__c, BillingAddress, Place__c, City__c, CreatedDate, IsDeleted FROM account WHERE Id = '${ACME}'`,
  )
  expect(body).toEqual({
    totalSize: 1,
    done: true,
    records: [
      {
        attributes: attributes('Account', ACME),
        Id: ACME,
        Name: 'A "quoted" \\ name\u2028é😀',
        AnnualRevenue: 10,
        NumberOfEmployees: 12,
        Since__c: '2024-02-29',
        LastSeen__c: '2026-01-31T10:00:00.000+0000',
        Opens__c: '13:30:00.000Z',
        Tags__c: 'red;blue',
        Active__c: false,
        BillingAddress: { street: '1 Road', city: 'Rome' },
        Place__c: { latitude: 41.9, longitude: 12.5 },
        City__c: null,
        CreatedDate: '2025-01-01T00:00:00.000+0000',
        IsDeleted: false,
      },
    ],
  })
})

async function rawText(soql: string, from = org): Promise<string> {
  const { url, credentials } = from.emulator
  const headers = { Authorization: `Bearer ${credentials.accessToken}` }
  return (await fetch(`${url}${VERSION}/query?q=${encodeURIComponent(soql)}`, { headers })).text()
}

test('numbers keep every digit, and doubles their fraction', async () => {
  const text = await rawText('SELECT AnnualRevenue, Rate__c, NumberOfEmployees FROM Account ORDER BY Name')
  expect(text).toContain('"AnnualRevenue":10.0,"Rate__c":123456789012345678.1234,"NumberOfEmployees":12}')
  expect(text).toContain('"AnnualRevenue":10000000.0,')
})

test('large doubles have an exponent where the variant says so', async () => {
  const scientific = await startTestOrg({
    records: {
      Account: [1e7, 12345678.9, -0.00012, 9999999, 0].map((AnnualRevenue) => ({ Name: 'x', AnnualRevenue })),
    },
    variants: { numberFormat: 'scientific' },
  })
  const text = await rawText('SELECT AnnualRevenue FROM Account', scientific)
  expect([...text.matchAll(/"AnnualRevenue":([^}]*)/g)].map(([, number]) => number)).toEqual([
    '1.0E7',
    '1.23456789E7',
    '-1.2E-4',
    '9999999.0',
    '0.0',
  ])
  await scientific.close()
})

test('parents are objects, and null where there are none', async () => {
  const records = await org.records(
    'SELECT Name, Account.Name, Account.Parent.Name, ReportsTo.Name, ReportsTo.Account.Id FROM Contact ORDER BY Name',
  )
  expect(records[1]).toEqual({
    attributes: attributes('Contact', '0035f00000000C2AAI'),
    Name: 'Cid',
    Account: { attributes: attributes('Account', ACME), Name: 'A "quoted" \\ name\u2028é😀', Parent: null },
    ReportsTo: {
      attributes: attributes('Contact', '0035f00000000C1AAI'),
      Name: 'Bea',
      Account: { attributes: attributes('Account', ACME), Id: ACME },
    },
  })
  expect(records[2]).toMatchObject({ Name: 'Dan', Account: null, ReportsTo: null })
})

test('polymorphic parents are Names', async () => {
  const records = await org.records(
    'SELECT Subject, What.Name, What.Type, What.Id FROM Task ORDER BY Subject',
  )
  expect(records.map(({ What }) => What)).toEqual([
    {
      attributes: attributes('Account', ACME, 'Name'),
      Name: 'A "quoted" \\ name\u2028é😀',
      Type: 'Account',
      Id: ACME,
    },
    {
      attributes: attributes('Invoice__c', 'a005f00000000I1AAI', 'Name'),
      Name: 'INV-1',
      Type: 'Invoice__c',
      Id: 'a005f00000000I1AAI',
    },
    null,
  ])
  expect(await org.values("SELECT Subject FROM Task WHERE What.Type IN ('Invoice__c')", 'Subject')).toEqual([
    'invoice',
  ])
  expect(await org.values("SELECT Subject FROM Task WHERE What.Name = 'inv-1'", 'Subject')).toEqual([
    'invoice',
  ])
  const owners = await org.records('SELECT Owner.Name, Owner.Email FROM Account ORDER BY Owner.Name')
  expect(owners.map(({ Owner }) => Owner)).toMatchObject([
    { Name: 'Amy', Email: 'amy@example.com' },
    { Name: 'Team', Email: null },
  ])
})

test('TYPEOF gives the fields of the branch', async () => {
  const soql =
    'SELECT Subject, TYPEOF What WHEN Account THEN AnnualRevenue, Type ELSE Name END FROM Task ORDER BY Subject'
  expect((await org.records(soql)).map(({ What }) => What)).toEqual([
    { attributes: attributes('Account', ACME), AnnualRevenue: 10, Type: 'Vendor' },
    { attributes: attributes('Invoice__c', 'a005f00000000I1AAI'), Name: 'INV-1' },
    null,
  ])
  const named = "SELECT TYPEOF What WHEN Account THEN Type ELSE Type END FROM Task WHERE Subject = 'invoice'"
  expect((await org.records(named)).map(({ What }) => What)).toMatchObject([{ Type: 'Invoice__c' }])
  const open = "SELECT TYPEOF What WHEN Account THEN Type END FROM Task WHERE Subject = 'invoice'"
  expect((await org.records(open)).map(({ What }) => What)).toEqual([
    { attributes: attributes('Invoice__c', 'a005f00000000I1AAI') },
  ])
})

test('children are results of their own, and null where there are none', async () => {
  const soql = `SELECT Name, (SELECT Name, Account.Name FROM Contacts WHERE Name != 'x' ORDER BY Name DESC LIMIT 1), (SELECT Id FROM Tasks) FROM Account ORDER BY AnnualRevenue`
  const [acme, child] = await org.records(soql)
  expect(acme?.Contacts).toEqual({
    totalSize: 1,
    done: true,
    records: [
      {
        attributes: attributes('Contact', '0035f00000000C2AAI'),
        Name: 'Cid',
        Account: { attributes: attributes('Account', ACME), Name: 'A "quoted" \\ name\u2028é😀' },
      },
    ],
  })
  expect(acme?.Tasks).toMatchObject({ totalSize: 1 })
  expect(child).toMatchObject({ Contacts: null, Tasks: null })
})

test('children of children', async () => {
  const [acme] = await org.records(
    `SELECT (SELECT Name, (SELECT Subject FROM Tasks) FROM Contacts ORDER BY Name) FROM Account WHERE Id = '${ACME}'`,
  )
  expect(acme).toMatchObject({
    Contacts: {
      records: [
        { Name: 'Bea', Tasks: { totalSize: 1 } },
        { Name: 'Cid', Tasks: null },
      ],
    },
  })
})

test('variants of what the answers look like', async () => {
  const records = {
    Account: org.emulator.org.records('Account'),
    Task: org.emulator.org.records('Task'),
    Invoice__c: org.emulator.org.records('Invoice__c'),
  }
  const other = await startTestOrg({
    records,
    variants: { emptyChildren: 'absent', polymorphicType: 'object' },
  })
  const [acme] = await other.records(`SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Id = '${ACME}'`)
  expect(Object.keys(acme ?? {})).toEqual(['attributes', 'Id'])
  const [task] = await other.records("SELECT What.Name FROM Task WHERE Subject = 'invoice'")
  expect(task?.What).toMatchObject({ attributes: attributes('Invoice__c', 'a005f00000000I1AAI') })
  await other.close()
})

test('functions in the select list', async () => {
  const [acme] = await org.records(
    `SELECT toLabel(Type), Name, FORMAT(AnnualRevenue) money, FORMAT(Since__c) day, FORMAT(LastSeen__c) seen, DISTANCE(Place__c, GEOLOCATION(41.9, 12.5), 'km') far FROM Account WHERE Id = '${ACME}'`,
  )
  expect(acme).toMatchObject({
    Type: 'Vendor label',
    money: '$10.00',
    day: '2/29/2024',
    seen: '1/31/2026, 2:00 AM',
    far: 0,
  })
})

test('FIELDS() stands for fields', async () => {
  const [standard] = await org.records('SELECT FIELDS(STANDARD) FROM Account LIMIT 1')
  expect(Object.keys(standard ?? {})).toEqual(
    expect.arrayContaining(['Id', 'Name', 'AnnualRevenue', 'IsDeleted']),
  )
  expect(standard).not.toHaveProperty('City__c')
  const [custom] = await org.records('SELECT FIELDS(CUSTOM) FROM Account LIMIT 1')
  expect(custom).toHaveProperty('City__c')
  expect(custom).not.toHaveProperty('Name')
})

test('aliases of FROM', async () => {
  const soql = "SELECT c.Name, a.Name FROM Contact c, c.Account a WHERE a.Type = 'Vendor' ORDER BY c.Name"
  expect(await org.values(soql, 'Name')).toEqual(['Bea', 'Cid'])
})

test('semi-joins and anti-joins', async () => {
  const accounts = (condition: string) => org.values(`SELECT Id FROM Account WHERE ${condition}`, 'Id')
  expect(await accounts('Id IN (SELECT AccountId FROM Contact)')).toEqual([ACME])
  // Contacts without account do not make the anti-join empty.
  expect(await accounts('Id NOT IN (SELECT AccountId FROM Contact)')).toEqual(['0015f00000000A2AAI'])
  expect(await accounts("ParentId IN (SELECT AccountId FROM Contact WHERE Name = 'Bea')")).toEqual([
    '0015f00000000A2AAI',
  ])
  expect(
    await accounts(
      'Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT Account__c FROM Invoice__c WHERE Total__c > 100)',
    ),
  ).toEqual([])
})

test('USING SCOPE mine is about the owner', async () => {
  expect(await org.values('SELECT Id FROM Account USING SCOPE mine', 'Id')).toEqual([ACME])
  expect(await org.values('SELECT Id FROM Account USING SCOPE Everything', 'Id')).toHaveLength(2)
})
