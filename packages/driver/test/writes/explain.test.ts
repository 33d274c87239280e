import { closeWriteOrgs, openWriteOrg } from './write-org.js'

afterAll(closeWriteOrgs)

const { connection, requests } = await openWriteOrg()

test('a plan of constants tells records, road and calls, and sends nothing', async () => {
  await connection.query('SELECT Id FROM Account LIMIT 1')
  requests()
  const text = await connection.explain(
    "INSERT INTO Account (Name) VALUES ('a'), ('b') RETURNING Id, Number__c",
  )
  expect(text).toBe(
    [
      'INSERT into Account: 2 records, about 2 API calls.',
      '',
      'insert Name',
      '  collections: one collection, all or none',
      '',
      'return Id, Number__c',
      '  read back: Number__c',
    ].join('\n'),
  )
  expect(requests().filter((one) => !one.startsWith('GET'))).toEqual([])
})

test('a plan that finds its rows shows the SOQL', async () => {
  const { rows } = await connection.query(
    "EXPLAIN UPDATE Account SET Active__c = FALSE WHERE Industry = 'Retail'",
  )
  const lines = rows.map(({ plan }) => plan)
  expect(lines).toContain("    SELECT Id FROM Account WHERE Industry = 'Retail'")
  expect(lines).toContain('update Active__c')
})

test('the document has the same', async () => {
  const text = await connection.explain('DELETE FROM Contact WHERE LastName = ?', ['Rose'], {
    format: 'json',
  })
  expect(JSON.parse(text)).toMatchObject({
    version: 1,
    statement: 'DELETE',
    object: 'Contact',
    actions: [{ operation: 'delete', columns: [], key: null }],
    source: { scans: [{ soql: "SELECT Id FROM Contact WHERE LastName = 'Rose'" }] },
  })
})

test.each([
  [1, 'one request: one record'],
  [200, 'collections: one collection, all or none'],
  [450, 'composite: 3 collections in one call, all or none'],
  [
    1001,
    'composite: 6 collections of up to 200, 5 in a call; each call is all or none, the statement is not',
  ],
  [1200, 'Bulk job: 1,200 records are 1,200 or more (BulkIngestThreshold); each stands for itself'],
])('%i records travel by: %s', async (count, road) => {
  connection.set('BulkIngestThreshold', 1200)
  const rows = Array.from({ length: count }, (_, index) => `('${index}')`).join(', ')
  expect(await connection.explain(`INSERT INTO Account (Name) VALUES ${rows}`)).toContain(`  ${road}`)
})
