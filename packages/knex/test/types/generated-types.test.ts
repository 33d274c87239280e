import { readFile, writeFile } from 'node:fs/promises'
import { CertSqlError, type Connection, connect, generateTypes } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { loginOf } from '../support/test-org.js'
import { ACME_SCHEMA } from './acme-schema.js'

const GOLDEN = new URL('../testdata/acme-tables.ts', import.meta.url)

let emulator: Emulator
let connection: Connection

beforeAll(async () => {
  emulator = await startEmulator({ schema: ACME_SCHEMA, records: {} })
  connection = await connect(loginOf(emulator))
})

afterAll(async () => {
  await connection.close()
  await emulator.close()
})

// tables-of-knex.ts beside it says what the declarations allow, and the type check of the tests proves it.
test('declarations of rows, inserts and updates, made known to Knex', async () => {
  const types = await generateTypes(connection)
  if (process.env.UPDATE_GOLDEN === '1') await writeFile(GOLDEN, types)
  expect(types).toBe(await readFile(GOLDEN, 'utf8'))
})

test('of some tables only, by any name', async () => {
  const types = await generateTypes(connection, { tables: ['customer'] })
  expect(types).toContain('export interface acme__Customer__c {')
  expect(types).not.toContain('acme__Invoice__c')
})

test('decimals as the property Decimals has them', async () => {
  const session = connection.session()
  session.set('Decimals', 'String')
  const types = await generateTypes(session, { tables: ['invoice'] })
  expect(types).toMatch(/acme__Total__c: string \| null/)
  expect(types).toMatch(/acme__Lines__c: number \| null/)
})

test('a table that is not there', async () => {
  const error = await generateTypes(connection, { tables: ['custmer'] }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(CertSqlError)
  expect((error as CertSqlError).hint).toContain('did you mean')
  await expect(generateTypes(connection, { tables: [] })).rejects.toThrow('There is no table to declare.')
})
