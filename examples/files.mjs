// Rows into files and back: a worksheet for colleagues, a spreadsheet that is loaded, and what went wrong with some of it.
// Run: node examples/files.mjs
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@certsql/driver'
import { startEmulator } from '@certsql/emulator'

const org = await startEmulator({ asOf: '2025-06-30' })
const { username, password, securityToken } = org.credentials
const connection = await connect({
  User: username,
  Password: password,
  SecurityToken: securityToken,
  LoginURL: org.url,
  AllowLocalFiles: true,
  Now: '2025-06-30T18:00:00Z',
})
const folder = await mkdtemp(join(tmpdir(), 'certsql-example-'))
const path = (name) => join(folder, name)

// What is worked on several times is fetched once.
const kept = await connection.query(
  `CREATE TEMP TABLE customers AS
   SELECT a.Name, a.Industry, SUM(i.c2g__OutstandingValue__c) AS outstanding
   FROM Account a JOIN codaInvoice i ON i.c2g__Account__c = a.Id GROUP BY a.Name, a.Industry`,
)
console.log(`${kept.rowCount} customers are kept here`)
const written = await connection.query(
  `COPY (SELECT * FROM customers ORDER BY outstanding DESC LIMIT 20) TO '${path('customers.xlsx')}'`,
)
console.log(`${written.rowCount} of them are in a worksheet`)

// A file that somebody sent: other names, one bad row.
await connection.query(
  `COPY (SELECT * FROM (VALUES ('Edge Ltd', 'Energy', '12'), ('Ridge Ltd', 'Retail', 'a dozen')) AS v ("Customer", "Trade", "Staff"))
   TO '${path('sent.csv')}'`,
)
const mapping = JSON.stringify({ Customer: 'Name', Trade: 'Industry', Staff: 'NumberOfEmployees' })
const loaded = await connection.query(
  `COPY Account FROM '${path('sent.csv')}' (MAPPING '${mapping}', ON_ERROR skip, ERRORS '${path('errors.csv')}')`,
)
console.log(`${loaded.rowCount} account is new`)
console.log((await readFile(path('errors.csv'), 'utf8')).split('\r\n')[1])

// What the org can do beside reading and writing.
const { rows } = await connection.query("CALL GetUpdated('Account', NOW() - INTERVAL '1 day')")
console.log(`${rows.length} account was changed since yesterday`)
console.log(await connection.explain("CALL EmptyRecycleBin('001000000000001AAA')"))

await connection.close()
await org.close()
await rm(folder, { recursive: true })
