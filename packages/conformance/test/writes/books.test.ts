import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CertSqlError, type Connection } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { connectTo } from '../support/adversarial-org.js'
import { failureOf } from '../support/failure.js'
import { bookErrors, journalErrors, rawRows } from './raw-org.js'

/**
 * What an accounts department does, over the demo org. Whatever becomes of a write, the books balance afterwards: every
 * transaction, every journal, and their totals; read over raw REST.
 */

let org: Emulator
let connection: Connection
let folder: string
/** Two accounts to post to. */
let accounts: readonly string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-books-'))
  org = await startEmulator({ scale: 0.1, asOf: '2025-06-30' })
  connection = await connectTo(org, { AllowLocalFiles: true, BulkPollInterval: 1, Now: '2025-06-30' })
  const found = await rawRows(org, 'SELECT Id FROM c2g__codaGeneralLedgerAccount__c ORDER BY Name LIMIT 2')
  accounts = found.map(({ Id }) => String(Id))
})

afterEach(async () => {
  org.setFaults([])
  expect(await bookErrors(org)).toEqual([])
  expect(await journalErrors(org)).toEqual([])
})

afterAll(async () => {
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

const LINES = 'codaJournalLineItem'

async function newJournal(key: string): Promise<string> {
  const { rows } = await connection.query(
    `INSERT INTO codaJournal (c2g__ExternalId__c, c2g__JournalDate__c, c2g__Type__c)
     VALUES (?, '2025-06-30', 'Manual Journal') RETURNING Id`,
    [key],
  )
  return String(rows[0]?.Id)
}

/** So many pairs of lines that add up to nothing. */
async function linesFile(name: string, journal: string, pairs: number, badLine?: number): Promise<string> {
  const path = join(folder, name)
  const lines = Array.from({ length: 2 * pairs }, (_, line) => {
    const account = line === badLine ? 'a0E000000000000' : accounts[line % 2]
    return `${journal},${journal}-${line},${account},${line % 2 === 0 ? '' : '-'}${Math.floor(line / 2) + 1}.37`
  })
  await writeFile(path, `journal,key,account,amount\n${lines.join('\n')}\n`)
  return path
}

function insertFrom(path: string): string {
  return `INSERT INTO ${LINES} (c2g__Journal__c, c2g__ExternalId__c, c2g__LineType__c, c2g__GeneralLedgerAccount__c, c2g__Value__c)
    SELECT journal, key, 'General Ledger Account', account, amount FROM '${path}'`
}

async function linesOf(journal: string): Promise<readonly number[]> {
  const rows = await rawRows(
    org,
    `SELECT c2g__Value__c FROM c2g__codaJournalLineItem__c WHERE c2g__Journal__c = '${journal}' AND IsDeleted = FALSE`,
  )
  return rows.map(({ c2g__Value__c }) => Number(c2g__Value__c))
}

test('a journal comes from a file, is corrected by another one, reversed and taken away', async () => {
  const journal = await newJournal('books-1')
  const path = await linesFile('lines.csv', journal, 60)
  expect((await connection.query(insertFrom(path))).rowCount).toBe(120)
  expect(await linesOf(journal)).toHaveLength(120)
  const doubled = await connection.query(
    `MERGE INTO ${LINES} l USING '${path}' f ON l.c2g__ExternalId__c = f.key
       WHEN MATCHED THEN UPDATE SET c2g__Value__c = f.amount * 2`,
  )
  expect(doubled.rowCount).toBe(120)
  expect(Math.max(...(await linesOf(journal)))).toBe(120.74)
  await connection.query(
    `UPDATE ${LINES} SET c2g__Value__c = -c2g__Value__c WHERE c2g__Journal__c = '${journal}'`,
  )
  expect((await linesOf(journal)).filter((value) => value < 0)).toHaveLength(60)
  const gone = await connection.query(
    `DELETE FROM ${LINES} WHERE c2g__Journal__c = '${journal}' RETURNING Id`,
  )
  expect(gone.rowCount).toBe(120)
  expect(await linesOf(journal)).toEqual([])
  const ids = gone.rows.map(({ Id }) => `'${Id}'`).join(', ')
  await connection.query(`UNDELETE FROM ${LINES} WHERE Id IN (${ids})`)
  expect(await linesOf(journal)).toHaveLength(120)
})

test('of lines that go together none is posted when the org refuses one', async () => {
  const journal = await newJournal('books-2')
  const path = await linesFile('bad.csv', journal, 300, 599)
  expect(await failureOf(connection.query(insertFrom(path)))).toMatchObject({ code: 'CERT-8002' })
  expect(await linesOf(journal)).toEqual([])
})

test('of a file that COPY loads none is posted when the org refuses one', async () => {
  const journal = await newJournal('books-3')
  const path = await linesFile('copy.csv', journal, 40, 79)
  const mapping = JSON.stringify({
    journal: 'c2g__Journal__c',
    key: 'c2g__ExternalId__c',
    account: 'c2g__GeneralLedgerAccount__c',
    amount: 'c2g__Value__c',
  })
  expect(
    await failureOf(connection.query(`COPY ${LINES} FROM '${path}' (MAPPING '${mapping}')`)),
  ).toMatchObject({ code: 'CERT-8002' })
  expect(await linesOf(journal)).toEqual([])
})

test('a large file goes in by Bulk, half of it at first, and the rest when the load goes on', async () => {
  const journal = await newJournal('books-4')
  const path = await linesFile('bulk.csv', journal, 200)
  const ledger = join(folder, 'bulk.ledger')
  const mapping = JSON.stringify({
    journal: 'c2g__Journal__c',
    key: 'c2g__ExternalId__c',
    account: 'c2g__GeneralLedgerAccount__c',
    amount: 'c2g__Value__c',
  })
  const sql = `COPY ${LINES} FROM '${path}' (UPSERT c2g__ExternalId__c, ON_ERROR skip, LEDGER '${ledger}', MAPPING '${mapping}')`
  org.setFaults([{ match: { path: 'Results' }, action: { reset: true }, times: 40 }])
  expect(await failureOf(connection.query(sql))).toBeInstanceOf(CertSqlError)
  org.setFaults([])
  expect((await connection.query(sql)).rowCount).toBe(400)
  expect(await linesOf(journal)).toHaveLength(400)
})

test('a transaction whose answer is lost is there as a whole, or not at all', async () => {
  for (const action of [{ reset: true }, { applyThenReset: true }] as const) {
    org.setFaults([{ match: { method: 'POST', path: '/composite/graph' }, action, times: 1 }])
    const key = `books-5-${Object.keys(action)[0]}`
    const error = await failureOf(
      connection.transaction(async (tx) => {
        const { rows } = await tx.query(
          `INSERT INTO codaJournal (c2g__ExternalId__c, c2g__JournalDate__c, c2g__Type__c)
           VALUES (?, '2025-06-30', 'Manual Journal') RETURNING Id`,
          [key],
        )
        for (const [index, value] of [12.5, -12.5].entries()) {
          await tx.query(
            `INSERT INTO ${LINES} (c2g__Journal__c, c2g__LineType__c, c2g__GeneralLedgerAccount__c, c2g__Value__c)
             VALUES (?, 'General Ledger Account', ?, ?)`,
            [rows[0]?.Id, accounts[index], value],
          )
        }
      }),
    )
    expect(error.code).toBe('CERT-8008')
    const journals = await rawRows(
      org,
      `SELECT Id FROM c2g__codaJournal__c WHERE c2g__ExternalId__c = '${key}'`,
    )
    expect(journals).toHaveLength('applyThenReset' in action ? 1 : 0)
    for (const { Id } of journals) expect(await linesOf(String(Id))).toHaveLength(2)
  }
})
