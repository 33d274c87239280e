import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@certsql/emulator'
import { splitStatements } from '@certsql/sql'
import { connect } from '../../src/index.js'
import { loginOf } from '../support/test-org.js'
import { closeWriteOrgs, openWriteOrg } from './write-org.js'

const page = await readFile(new URL('../../../../docs/writes.md', import.meta.url), 'utf8')
const folder = await mkdtemp(join(tmpdir(), 'certsql-recipes-'))
await writeFile(
  join(folder, 'accruals.csv'),
  'key,journal,account,amount\nACC-2025-06-1,ACC-2025-06,GLA-4000,1300.00\nACC-2025-06-3,ACC-2025-06,GLA-2100,-1300.00\n',
)
await writeFile(join(folder, 'customers.csv'), 'no,customer,city\nR-1, From a list ,Kiel\nR-2,No city,\n')

const statements = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  splitStatements(block).map(({ sql }) => inFolder(sql)),
)

/** The files of the page are in a folder of the test. */
function inFolder(sql: string): string {
  return sql.replace(/'([\w-]+\.(?:csv|xlsx))'/g, (_, name: string) => `'${join(folder, name)}'`)
}

const org = await startEmulator({ asOf: '2025-06-30' })
const connection = await connect({ ...loginOf(org), AllowLocalFiles: true })
await connection.query("CREATE TEMP TABLE people AS SELECT 'Rose' AS name, 'C-1' AS customer")
await connection.query("CREATE TEMP TABLE staging AS SELECT 'C-1' AS key, 'Acme' AS name, FALSE AS gone")

afterAll(async () => {
  await closeWriteOrgs()
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

test('docs/writes.md has many statements', () => {
  expect(statements.length).toBeGreaterThan(20)
})

const writes = statements.filter(
  (sql) => /^(INSERT|UPDATE|DELETE|UPSERT|MERGE|UNDELETE)/.test(sql) && !sql.includes('@{'),
)

test.each(writes)('of docs/writes.md is planned: %s', async (sql) => {
  const parameters = sql.includes('?') ? ['Beta'] : []
  expect(await connection.explain(sql, parameters)).toMatch(/^(INSERT|UPDATE|DELETE|UPSERT|MERGE|UNDELETE) /)
})

test('the month-end recipe can be run twice', async () => {
  const recipe = statements.filter((sql) => /^(UPSERT|INSERT) INTO codaJournal/.test(sql))
  expect(recipe).toHaveLength(3)
  const [journal = '', lines = '', fromFile = ''] = recipe
  for (const sql of [journal, lines, journal, lines]) await connection.query(sql)
  const { rows } = await connection.query(
    `SELECT COUNT(*) AS n, SUM(c2g__Value__c) AS total FROM codaJournalLineItem WHERE c2g__ExternalId__c LIKE 'ACC-2025-06-%'`,
  )
  expect(rows).toEqual([{ n: 2, total: 0 }])
  const check = statements.find((sql) => sql.startsWith('SELECT journal')) ?? ''
  expect((await connection.query(check)).rows).toEqual([])
  for (const _ of ['once', 'twice']) expect((await connection.query(fromFile)).rowCount).toBe(2)
  const after = await connection.query(
    `SELECT c2g__ExternalId__c AS key, c2g__Value__c AS value FROM codaJournalLineItem WHERE c2g__ExternalId__c LIKE 'ACC-2025-06-%' ORDER BY 1`,
  )
  expect(after.rows).toEqual([
    { key: 'ACC-2025-06-1', value: 1300 },
    { key: 'ACC-2025-06-2', value: -1250.5 },
    { key: 'ACC-2025-06-3', value: -1300 },
  ])
})

test('a spreadsheet is upserted, and a list that needs work', async () => {
  await connection.query(
    `COPY (SELECT 'R-3' AS "No", 'From a sheet' AS "Customer", 'Bonn' AS "City") TO '${join(folder, 'customers.xlsx')}'`,
  )
  const recipe = statements.filter((sql) => /customers\.(xlsx|csv)/.test(sql))
  expect(recipe).toHaveLength(2)
  for (const sql of [...recipe, ...recipe]) expect((await connection.query(sql)).rowCount).toBe(1)
  const { rows } = await connection.query(
    "SELECT ERP_Customer_Key__c AS key, Name AS name, BillingCity AS city FROM Account WHERE ERP_Customer_Key__c LIKE 'R-%' ORDER BY 1",
  )
  expect(rows).toEqual([
    { key: 'R-1', name: 'From a list', city: 'Kiel' },
    { key: 'R-3', name: 'From a sheet', city: 'Bonn' },
  ])
})

test('records go to another owner by name, and come back from the bin', async () => {
  const { connection: own, soql } = await openWriteOrg()
  await own.query("UPDATE Account SET OwnerId = NULL WHERE Key__c = 'A1'")
  const moved = await own.query(
    "UPDATE Account SET Owner.Username = 'amy@acme.example' WHERE Key__c = 'A1' RETURNING Name, old.OwnerId",
  )
  expect(moved.rows).toEqual([{ Name: 'Account 1', OwnerId: null }])
  expect(await soql("SELECT OwnerId FROM Account WHERE Key__c = 'A1'")).toEqual([
    { OwnerId: '005000000000001AAA' },
  ])
  const gone = await own.query("DELETE FROM Contact WHERE AccountId = '001000000000000' RETURNING Id")
  const ids = gone.rows.map(({ Id }) => `'${Id}'`).join(', ')
  const back = await own.query(`UNDELETE FROM Contact WHERE Id IN (${ids}) RETURNING LastName`)
  expect(back.rowCount).toBe(2)
  expect(await soql('SELECT COUNT(Id) n FROM Contact WHERE IsDeleted = false')).toEqual([{ n: 3 }])
})

test('records get a record type of their own object by its name', async () => {
  org.org.insert('RecordType', { Name: 'Vendor', DeveloperName: 'Vendor', SobjectType: 'Contact' })
  await connection.query("INSERT INTO Account (Name, RecordType.DeveloperName) VALUES ('Typed', 'Vendor')")
  const { rows } = await connection.query(
    "SELECT RecordType.SobjectType AS object, RecordType.DeveloperName AS name FROM Account WHERE Name = 'Typed'",
  )
  expect(rows).toEqual([{ object: 'Account', name: 'Vendor' }])
  const unknown = connection.query(
    "UPDATE Account SET RecordType.DeveloperName = 'Business_Contact' WHERE Name = 'Typed'",
  )
  await expect(unknown).rejects.toMatchObject({
    code: 'CERT-8004',
    details: [expect.stringContaining('Business_Contact')],
  })
})
