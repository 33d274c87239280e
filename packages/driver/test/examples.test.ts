import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The examples use the built packages, as a user does; `npm test` builds them first. */
function example(name: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const file = fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url))
  return run(process.execPath, [file], { timeout: 50_000 })
}

test('examples/driver.mjs', async () => {
  const { stdout, stderr } = await example('driver.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain('The largest invoices')
  expect(stdout).toMatch(/1 API call, 3 rows from the org/)
  expect(stdout).toMatch(/Customers by turnover of the year[\s\S]*│ 3 +│/)
  expect(stdout).toContain('did you mean "Name"?')
})

test('examples/streaming.mjs', async () => {
  const { stdout, stderr } = await example('streaming.mjs')
  expect(stderr).toBe('')
  expect(stdout).toMatch(/read 2500 lines, \d+ of them debits, in [23] API calls/)
  expect(stdout).toMatch(/\d+ rows of Id, name/)
  expect(stdout).toMatch(/CERT-7006|read everything/)
})

test('examples/explain.mjs', async () => {
  const { stdout, stderr } = await example('explain.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain('FROM c2g__codaInvoice__c')
  expect(stdout).toContain('actual:')
  expect(stdout).toMatch(/c2g__codaInvoice__c: SELECT/)
})

test('examples/observability.mjs', async () => {
  const { stdout, stderr } = await example('observability.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain('2 API calls, 1 page, some rows, 0 Bulk jobs')
  expect(stdout).toContain('1 retry, waited a little')
  expect(stdout).toMatch(/^ {2}certsql:request: GET \/services\/data\/v67\.0\/query\/$/m)
  expect(stdout).toMatch(/^certsql:statement: SELECT Nmae FROM Account \(CERT-2003\)$/m)
})

test('examples/writes.mjs', async () => {
  const { stdout, stderr } = await example('writes.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain('2 customers are new')
  expect(stdout).toMatch(/'UPDATE' +│ "O'Neill Group"/)
  expect(stdout).toContain("SELECT Id FROM Contact WHERE LastName IN ('Rose', 'Reed')")
  expect(stdout).toContain('CERT-8004: 3 values cannot be written.')
  expect(stdout).toContain('1 rolled back \n2 failed INVALID_FIELD')
  expect(stdout).toContain('2 contacts are deleted')
})

test('examples/files.mjs', async () => {
  const { stdout, stderr } = await example('files.mjs')
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^\d+ customers are kept here\n20 of them are in a worksheet\n1 account is new$/m)
  expect(stdout).toContain(
    "Ridge Ltd,Retail,a dozen,2,refused,CERT-8004,NumberOfEmployees: 'a dozen' is no number",
  )
  expect(stdout).toContain('1 account was changed since yesterday')
  expect(stdout).toContain('EmptyRecycleBin changes the org, by one request.')
})

test('examples/transactions.mjs', async () => {
  const { stdout, stderr } = await example('transactions.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain('in the transaction the journal is @{r1.id}')
  expect(stdout).toMatch(/'Accruals June' │ 2 +│ 0/)
  expect(stdout).toContain('2 records were written')
  expect(stdout).toContain('3 c2g__codaJournalLineItem__c failed INVALID_CROSS_REFERENCE_KEY')
  expect(stdout).toContain('2 journals are new')
})

test('examples/knex.mjs', async () => {
  const { stdout, stderr } = await example('knex.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain("'Vanguard Mobility Inc.'")
  expect(stdout).toContain('a new account, 18 characters of Id; 1 changed')
  expect(stdout).toContain('Lakeside Valves has 2 contacts')
  expect(stdout).toContain('CERT-8003: add a WHERE')
  expect(stdout).toContain('6 API calls in all')
})

test('examples/objection.mjs', async () => {
  const { stdout, stderr } = await example('objection.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain('3 API calls for invoices, accounts and lines')
  expect(stdout).toContain('3 records in 1 API call, each with its Id: true')
  expect(stdout).toContain('1 contact deleted, 1 left')
})

test('examples/report-service.mjs', async () => {
  const { stdout, stderr } = await example('report-service.mjs')
  expect(stderr).toBe('')
  expect(stdout).toContain('the customer who owes most: {"customer":')
  expect(stdout).toContain('6 months of turnover')
  expect(stdout).toMatch(/a report for nobody: CERT-\d{4}: /)
})

test('examples/nightly-export.mjs', async () => {
  const { stdout, stderr } = await example('nightly-export.mjs')
  expect(stderr).toBe('')
  expect(stdout).toMatch(/first night: \d{4} lines\nagain: 0 lines\nsecond night: 3 lines/)
})
