import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { splitStatements } from '@certsql/sql'
import { type Connection, connect } from '../../src/index.js'
import { loginOf } from '../support/test-org.js'

const page = readFileSync(new URL('../../../../docs/local-tables-and-files.md', import.meta.url), 'utf8')
const statements = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  splitStatements(block).map(({ sql }) => sql),
)

let org: Emulator
let connection: Connection
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-documented-'))
  org = await startEmulator({ asOf: '2025-06-30' })
  connection = await connect({ ...loginOf(org), AllowLocalFiles: true, Now: '2025-06-30T12:00:00Z' })
  await writeFile(
    join(folder, 'new-accounts.csv'),
    'Name,Industry,ERP_Customer_Key__c\nNew One,Energy,N-1\nNew Two,,N-2\n',
  )
  await writeFile(join(folder, 'german.csv'), Buffer.from('Name;AnnualRevenue\nMüller;1.234\n', 'latin1'))
  await writeFile(join(folder, 'german.txt'), 'key;amount;day\n0040;1,50;31.01.2025\n')
  await connection.query(
    `COPY (SELECT 'From a sheet' AS "Customer", 'x' AS "Notes") TO '${join(folder, 'spreadsheet.xlsx')}'`,
  )
})

afterAll(async () => {
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

test('the page has many statements', () => {
  expect(statements.length).toBeGreaterThan(15)
})

test.each(statements)('%s', async (sql) => {
  const here = sql.replace(
    /'([\w-]+\.(?:csv|txt|xlsx|parquet|ledger))'/g,
    (_, name: string) => `'${join(folder, name)}'`,
  )
  await connection.query(here)
})

test('the files are there', async () => {
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining([
      'accounts.csv',
      'accounts.parquet',
      'accounts.txt',
      'accounts.xlsx',
      'load.ledger',
    ]),
  )
})
