import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { urlOf } from '../support/certsql-process.js'
import { runHere } from '../support/command.js'

const page = await readFile(new URL('../../../../docs/exporting.md', import.meta.url), 'utf8')
const COMMANDS = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
)

const startedIn = process.cwd()
let org: Emulator
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-exporting-'))
  // The commands name files from where they are run.
  process.chdir(folder)
  org = await startEmulator({ asOf: '2025-06-30', scale: 0.1, bulkJobMs: 0 })
  const accounts = 'Name,Industry,ERP_Customer_Key__c\nNew One,Energy,N-1\nNew Two,,N-2\n'
  await writeFile('new-accounts.csv', accounts)
  await writeFile('more-accounts.csv', 'Name\nNew Three\n')
  const connection = await connect(urlOf(org), { AllowLocalFiles: true })
  await connection.query(
    `COPY (SELECT 'N-1' AS "ERP_Customer_Key__c", 'From a sheet' AS "Customer", 'x' AS "Notes") TO 'customers.xlsx'`,
  )
  await connection.query(
    `COPY (SELECT 'New Four' AS "Name", 'N-4' AS "ERP_Customer_Key__c") TO 'new-accounts.csv.zst'`,
  )
  await connection.close()
})
afterAll(async () => {
  process.chdir(startedIn)
  await org.close()
  await rm(folder, { recursive: true })
})

/** The words of a line as a shell reads them. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}

test('the page has many commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(12)
})

test.each(COMMANDS)('%s', async (line) => {
  const [program, ...words] = wordsOf(line)
  expect(program).toBe('certsql')
  const ended = await runHere([...words, urlOf(org), '-p', 'BulkPollInterval=1'])
  expect(ended).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('CERT-') })
  const file = words[words.indexOf('--to') + 1]
  if (words.includes('--to') && file !== undefined) {
    expect(await readdir('.')).toEqual(expect.arrayContaining([file, `${file}.manifest.json`]))
    const { rows } = JSON.parse(await readFile(`${file}.manifest.json`, 'utf8'))
    // Since the last time, and since June, nothing may have changed.
    if (!words.includes('--since')) expect(rows).toBeGreaterThan(0)
  }
})

test('the manifest has what the page says', async () => {
  const manifest = JSON.parse(await readFile('invoices.parquet.manifest.json', 'utf8'))
  expect(manifest).toMatchObject({
    files: [
      { path: 'invoices.parquet', rows: manifest.rows, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ],
    org: org.url,
    sql: 'SELECT t.* FROM "c2g__codaInvoice__c" AS t',
    soql: [expect.stringMatching(/^SELECT /)],
    apiCalls: expect.any(Number),
    bulkJobs: expect.any(Number),
    milliseconds: expect.any(Number),
  })
  expect(manifest.verified[0]).toEqual({
    what: 'rows',
    org: String(manifest.rows),
    written: String(manifest.rows),
    agrees: true,
  })
  expect(manifest.columns).toContainEqual({ name: 'IsDeleted', type: 'BOOLEAN' })
})
