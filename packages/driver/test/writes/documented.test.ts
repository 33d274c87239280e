import { readFile } from 'node:fs/promises'
import { startEmulator } from '@certsql/emulator'
import { splitStatements } from '@certsql/sql'
import { connect } from '../../src/index.js'
import { loginOf } from '../support/test-org.js'
import { closeWriteOrgs, openWriteOrg } from './write-org.js'

const page = await readFile(new URL('../../../../docs/writes.md', import.meta.url), 'utf8')
const statements = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  splitStatements(block).map(({ sql }) => sql),
)

const org = await startEmulator({ asOf: '2025-06-30' })
const connection = await connect(loginOf(org))
await connection.query("CREATE TEMP TABLE people AS SELECT 'Rose' AS name, 'C-1' AS customer")
await connection.query("CREATE TEMP TABLE staging AS SELECT 'C-1' AS key, 'Acme' AS name, FALSE AS gone")

afterAll(async () => {
  await closeWriteOrgs()
  await connection.close()
  await org.close()
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
  expect(recipe).toHaveLength(2)
  for (const sql of [...recipe, ...recipe]) await connection.query(sql)
  const { rows } = await connection.query(
    `SELECT COUNT(*) AS n, SUM(c2g__Value__c) AS total FROM codaJournalLineItem WHERE c2g__ExternalId__c LIKE 'ACC-2025-06-%'`,
  )
  expect(rows).toEqual([{ n: 2, total: 0 }])
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
