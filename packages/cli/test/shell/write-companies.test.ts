import { type Connection, connect, type WriteSummary } from '@certsql/driver'
import { startEmulator } from '@certsql/emulator'
import { writeCompanies } from '../../src/shell/write-companies.js'
import { writeText } from '../../src/shell/write-question.js'
import { urlOf } from '../support/certsql-process.js'

const org = await startEmulator({ asOf: '2025-06-30' })
let connection: Connection
beforeAll(async () => {
  connection = await connect(urlOf(org))
})
afterAll(async () => {
  await connection.close()
  await org.close()
})

const fetch = (sql: string) => connection.query(sql, [], { rowMode: 'array' })

/** What is asked before the statement, which is then not sent. */
async function question(...statements: readonly string[]): Promise<string> {
  let asked = ''
  const confirmWrite = async (summary: WriteSummary) => {
    const companies = await writeCompanies(summary, { session: connection, fetch })
    asked = writeText(summary, companies, { name: 'acme', kind: 'production' })
    return false
  }
  for (const sql of statements) {
    await connection.query(sql, [], { confirmWrite }).catch((error) => expect(error.code).toBe('CERT-8010'))
  }
  return asked
}

const companies = async () => (await fetch('SELECT Id, Name FROM codaCompany ORDER BY Name')).rows

test('the companies of records that are changed or deleted, with how many they are', async () => {
  const { rows } = await fetch(
    `SELECT OwnerCompany.Name, COUNT(*) FROM codaInvoice WHERE InvoiceTotal > 20000 GROUP BY 1 ORDER BY 2 DESC, 1`,
  )
  expect(rows.length).toBeGreaterThan(1)
  const asked = await question("UPDATE codaInvoice SET CustomerReference = 'x' WHERE InvoiceTotal > 20000")
  expect(asked).toMatch(/^update \d+ records of c2g__codaInvoice__c \(/)
  for (const [name, count] of rows.slice(0, 3)) expect(asked).toContain(`${count} of ${name}`)
})

test('the one company of a single record stands alone', async () => {
  const [[id, name] = []] = (await fetch('SELECT Id, OwnerCompany.Name FROM codaInvoice LIMIT 1')).rows
  expect(await question(`DELETE FROM codaInvoice WHERE Id = '${id}'`)).toBe(
    `delete 1 record of c2g__codaInvoice__c (${name}) in acme (production)`,
  )
})

test('the company that new records are given, or that none is', async () => {
  const [[id, name] = []] = await companies()
  const insert = (columns: string, values: string) =>
    `INSERT INTO codaInvoice (Account, InvoiceDate${columns}) SELECT Id, CURRENT_DATE${values} FROM Account LIMIT 1`
  expect(await question(insert(', OwnerCompany', `, '${id}'`))).toContain(`(${name}) in acme`)
  expect(await question(insert('', ''))).toContain('(no company given) in acme')
})

test('nothing for tables that all companies share', async () => {
  expect(await question("INSERT INTO Account (Name) VALUES ('a'), ('b')")).toBe(
    'insert 2 records of Account in acme (production)',
  )
})

test('a transaction is asked about when it is sent, table by table', async () => {
  const [[id, name] = []] = (await fetch('SELECT Id, OwnerCompany.Name FROM codaInvoice LIMIT 1')).rows
  const asked = await question(
    'BEGIN',
    `UPDATE codaInvoice SET CustomerReference = 'x' WHERE Id = '${id}'`,
    "INSERT INTO Account (Name) VALUES ('a')",
    'COMMIT',
  )
  expect(asked).toContain(
    `update 1 record of c2g__codaInvoice__c (${name}), insert 1 record of Account in acme`,
  )
  await connection.query('ROLLBACK')
})

test('companies that cannot be read are told as such', async () => {
  const summary: WriteSummary = {
    tables: new Map([['c2g__codaInvoice__c', new Map([['update', 3] as const])]]),
  }
  const found = await writeCompanies(summary, { session: connection, fetch })
  expect(writeText(summary, found, { name: 'acme', kind: 'production' })).toBe(
    'update 3 records of c2g__codaInvoice__c (unknown companies) in acme (production)',
  )
})
