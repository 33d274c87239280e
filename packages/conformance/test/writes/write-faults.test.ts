import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CertSqlError,
  type Connection,
  type ConnectOptions,
  connect,
  type RowReport,
  WriteError,
  type WriteReport,
} from '@certsql/driver'
import type { Emulator, Fault } from '@certsql/emulator'
import { jest } from '@jest/globals'
import fc from 'fast-check'
import { bookErrors, rawRows } from './raw-org.js'
import { startTroubledOrg, troubleAt } from './trouble.js'
import { WRITE_SCHEMA } from './write-schema.js'

/**
 * Random statements under random trouble: what the driver reports of each row — written, failed, rolled back, not
 * attempted, in doubt — is what the org holds, read back over plain REST; nothing is ever written twice; the books
 * balance.
 */

let emulator: Emulator
const cache = mkdtempSync(join(tmpdir(), 'certsql-write-faults-'))

beforeAll(async () => {
  emulator = await startTroubledOrg(WRITE_SCHEMA)
})
afterAll(async () => {
  jest.restoreAllMocks()
  await emulator.close()
  rmSync(cache, { recursive: true, force: true })
})

// ── Trouble ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Requests that write, or are about jobs that do; and everything, the reading of rows included. */
const PLACES = ['/sobjects', '/composite', '/jobs/ingest', '/Soap/', 'Results', ''] as const

const trouble = troubleAt(PLACES, [1, 1, 2, 3, 4])

// ── Statements ─────────────────────────────────────────────────────────────────────────────────────────────────

type Kind =
  | 'insert'
  | 'update'
  | 'delete'
  | 'undelete'
  | 'upsert'
  | 'conflict'
  | 'merge'
  | 'ledger'
  | 'transaction'

interface Script {
  readonly kind: Kind
  readonly rows: number
  readonly allOrNone: boolean
  /** As Bulk jobs, as collections of this size, or as it comes. */
  readonly road: 'bulk' | 'small' | 'plain'
  /** One row in so many is one that the org refuses: its key is there already. */
  readonly badEvery: number
  readonly faults: readonly Fault[]
  /** Cancelled after so many milliseconds. */
  readonly abortAfter: number | undefined
}

const script: fc.Arbitrary<Script> = fc.record({
  kind: fc.constantFrom<Kind>(
    'insert',
    'insert',
    'update',
    'delete',
    'undelete',
    'upsert',
    'conflict',
    'merge',
    'ledger',
    'transaction',
  ),
  rows: fc.constantFrom(1, 2, 3, 5, 8, 21),
  allOrNone: fc.boolean(),
  road: fc.constantFrom('plain', 'plain', 'small', 'bulk'),
  badEvery: fc.constantFrom(0, 0, 0, 3),
  faults: fc.array(trouble, { minLength: 1, maxLength: 3 }),
  abortAfter: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, 3, 10, 30),
})

const SCRIPTS = 320
/** The same scripts each time; another seed makes others. */
const SEED = Number(process.env.CERTSQL_FAULT_SEED ?? 8)

let serial = 0

/** The rows that there are before a script, by marker. */
interface Before {
  readonly marker: string
  readonly ids: readonly string[]
}

function prepare({ kind, rows }: Script): Before {
  const marker = `s${++serial}`
  const { org } = emulator
  if (kind === 'ledger')
    return { marker, ids: [org.insert('c2g__codaTransaction__c', { c2g__TransactionDate__c: '2025-06-30' })] }
  if (kind === 'insert' || kind === 'transaction') {
    org.insert('Account', { Name: `${marker} taken`, Key__c: `${marker}-taken` })
    return { marker, ids: [] }
  }
  const names = Array.from({ length: rows }, (_, row) => `${marker}-${row}`)
  const deleted = kind === 'undelete' ? { IsDeleted: true } : {}
  // Of those that are upserted, every second one is there already.
  const isKeyed = kind === 'upsert' || kind === 'conflict' || kind === 'merge'
  const there = isKeyed ? names.filter((_, row) => row % 2 === 0) : names
  const key = (name: string) => (isKeyed ? { Key__c: name } : {})
  return {
    marker,
    ids: there.map((Name) => org.insert('Account', { Name, Site: 'old', ...key(Name), ...deleted })),
  }
}

function literalRows({ rows, badEvery }: Script, marker: string): string {
  return Array.from({ length: rows }, (_, row) => {
    const isBad = badEvery > 0 && row % badEvery === badEvery - 1
    return `('${marker}-${row}', '${isBad ? `${marker}-taken` : `${marker}-${row}`}')`
  }).join(', ')
}

function keyedRows({ rows }: Script, marker: string): string {
  return Array.from(
    { length: rows },
    (_, row) => `('${marker}-${row}', '${marker}-${row}', '${marker}')`,
  ).join(', ')
}

/** Debits and credits, side by side. */
function ledgerRows(rows: number, transaction: string): string {
  return Array.from({ length: Math.ceil(rows / 2) }, (_, pair) => {
    const value = `${pair + 1}.37`
    return `('${transaction}', ${2 * pair + 1}, ${value}), ('${transaction}', ${2 * pair + 2}, -${value})`
  }).join(', ')
}

const LEDGER =
  'INSERT INTO c2g__codaTransactionLineItem__c (c2g__Transaction__c, c2g__LineNumber__c, c2g__HomeValue__c) VALUES'

function statementOf(one: Script, { marker, ids }: Before): string {
  switch (one.kind) {
    case 'insert':
      return `INSERT INTO Account (Name, Key__c) VALUES ${literalRows(one, marker)}`
    case 'update':
      return `UPDATE Account SET Site = '${marker}' WHERE Name LIKE '${marker}-%'`
    case 'delete':
      return `DELETE FROM Account WHERE Name LIKE '${marker}-%'`
    case 'undelete':
      return `UNDELETE FROM Account WHERE Name LIKE '${marker}-%'`
    case 'upsert':
      return `UPSERT INTO Account (Key__c, Name, Site) VALUES ${keyedRows(one, marker)} ON (Key__c)`
    case 'conflict':
      return `INSERT INTO Account (Key__c, Name, Site) VALUES ${keyedRows(one, marker)}
              ON CONFLICT (Key__c) DO UPDATE SET Site = excluded.Site`
    case 'merge':
      return `MERGE INTO Account a USING (VALUES ${keyedRows(one, marker)}) AS v (k, n, s) ON a.Key__c = v.k
              WHEN MATCHED THEN UPDATE SET Site = v.s
              WHEN NOT MATCHED THEN INSERT (Key__c, Name, Site) VALUES (v.k, v.n, v.s)`
    case 'ledger':
      return `${LEDGER} ${ledgerRows(one.rows, ids[0] ?? '')}`
    case 'transaction':
      return 'COMMIT'
  }
}

async function run(connection: Connection, one: Script, start: Before): Promise<WriteReport | undefined> {
  if (one.kind === 'transaction') await beginTransaction(connection, one, start.marker)
  const { abortAfter } = one
  const signal = abortAfter === undefined ? undefined : AbortSignal.timeout(abortAfter)
  return (await connection.query(statementOf(one, start), [], { signal })).report
}

async function beginTransaction(connection: Connection, one: Script, marker: string): Promise<void> {
  await connection.query('BEGIN')
  const { rows } = await connection.query(
    "INSERT INTO c2g__codaTransaction__c (c2g__TransactionDate__c) VALUES ('2025-06-30') RETURNING Id",
  )
  await connection.query(`${LEDGER} ${ledgerRows(one.rows, String(rows[0]?.Id))}`)
  await connection.query(`INSERT INTO Account (Name, Key__c) VALUES ${literalRows(one, marker)}`)
}

// ── The truth ──────────────────────────────────────────────────────────────────────────────────────────────────

interface Held {
  readonly accounts: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  readonly lines: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  readonly transactions: ReadonlySet<string>
}

async function held(): Promise<Held> {
  const byId = async (soql: string) =>
    new Map((await rawRows(emulator, soql)).map((row) => [String(row.Id), row]))
  return {
    accounts: await byId('SELECT Id, Name, Site, Key__c, IsDeleted FROM Account'),
    lines: await byId(
      'SELECT Id, c2g__Transaction__c, c2g__LineNumber__c, c2g__HomeValue__c FROM c2g__codaTransactionLineItem__c',
    ),
    transactions: new Set((await byId('SELECT Id FROM c2g__codaTransaction__c')).keys()),
  }
}

/** Whether the org holds what this row was to do. */
function isDone(row: RowReport, after: Held, before: Held, { marker }: Before): boolean {
  const { operation, object, record } = row
  const id = row.id ?? ''
  if (object === 'c2g__codaTransaction__c') return after.transactions.size > before.transactions.size
  if (object === 'c2g__codaTransactionLineItem__c') {
    return newOnes(after.lines, before.lines).some(
      (line) => line.c2g__LineNumber__c === record.c2g__LineNumber__c,
    )
  }
  switch (operation) {
    case 'upsert':
      return [...after.accounts.values()].some(
        ({ Key__c, Site }) => Key__c === record.Key__c && Site === marker,
      )
    case 'insert':
      return newOnes(after.accounts, before.accounts).some(({ Name }) => Name === record.Name)
    case 'update':
      return after.accounts.get(id)?.Site === marker
    case 'delete':
      return after.accounts.get(id)?.IsDeleted === true
    case 'undelete':
      return after.accounts.get(id)?.IsDeleted === false
  }
}

type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>

function newOnes(after: Rows, before: Rows): readonly Readonly<Record<string, unknown>>[] {
  return [...after.values()].filter(({ Id }) => !before.has(String(Id)))
}

function expectTruth(report: WriteReport, one: Script, after: Held, before: Held, start: Before): void {
  for (const row of report.rows()) {
    const done = isDone(row, after, before, start)
    const said = `row ${row.row} of ${one.kind}: ${row.status}`
    if (row.status === 'written') {
      expect([said, done]).toEqual([said, true])
      if (row.operation === 'insert' && row.object === 'Account') {
        expect(after.accounts.get(row.id ?? '')).toMatchObject({ Name: row.record.Name })
      }
    } else if (row.status !== 'in doubt') expect([said, done]).toEqual([said, false])
  }
}

/** No marker is there twice. */
function expectNothingTwice(after: Held): void {
  const names = [...after.accounts.values()].map(({ Name }) => Name)
  expect(names.length).toBe(new Set(names).size)
  const lines = [...after.lines.values()].map(
    (line) => `${line.c2g__Transaction__c} ${line.c2g__LineNumber__c}`,
  )
  expect(lines.length).toBe(new Set(lines).size)
}

const seen = { complete: 0, reported: 0, refused: 0, doubtful: 0 }

async function open(options: ConnectOptions): Promise<Connection> {
  const { clientId, clientSecret } = emulator.credentials
  return await connect({
    AuthScheme: 'OAuthClient',
    OAuthClientId: clientId,
    OAuthClientSecret: clientSecret,
    LoginURL: emulator.url,
    MetadataCache: cache,
    BulkPollInterval: 1,
    ...options,
  })
}

async function play(one: Script): Promise<void> {
  clean()
  const start = prepare(one)
  const isTogether = one.kind === 'ledger' || one.kind === 'transaction'
  const connection = await open({
    AllOrNone: isTogether ? true : one.allOrNone,
    BulkIngestThreshold: one.road === 'bulk' && !isTogether ? 2 : 0,
    WriteBatchSize: one.road === 'small' && !isTogether ? 2 : 200,
  })
  const before = await held()
  let report: WriteReport | undefined
  try {
    emulator.setFaults(one.faults)
    report = await run(connection, one, start)
    seen.complete++
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    if (error instanceof WriteError) {
      report = error.report
      seen.reported++
    } else seen.refused++
  } finally {
    emulator.setFaults([])
    await connection.close()
  }
  // What was on its way when nobody waited any more may still arrive.
  if (one.abortAfter !== undefined) await new Promise((resolve) => setTimeout(resolve, 30))
  const after = await held()
  if (report === undefined) expect(after).toEqual(before)
  else {
    expectTruth(report, one, after, before, start)
    if (report.count('inDoubt') > 0) seen.doubtful++
  }
  expectNothingTwice(after)
  expect(await bookErrors(emulator)).toEqual([])
}

/** What a script has left is in the way of the next one, most of all when it has failed. */
function clean(): void {
  for (const name of ['Account', 'c2g__codaTransactionLineItem__c', 'c2g__codaTransaction__c']) {
    const object = emulator.org.object(name)
    if (object === undefined) continue
    const table = emulator.org.table(object)
    for (let row = 0; row < table.size; row++) if (!table.isPurged(row)) table.purge(row)
  }
}

test('the report is what the org holds', async () => {
  await fc.assert(fc.asyncProperty(script, play), { numRuns: SCRIPTS, seed: SEED })
  expect(seen.complete).toBeGreaterThan(SCRIPTS / 8)
  expect(seen.reported).toBeGreaterThan(SCRIPTS / 8)
  expect(seen.doubtful).toBeGreaterThan(SCRIPTS / 20)
  expect(seen.refused).toBeGreaterThan(0)
}, 600_000)

describe('a load with a ledger', () => {
  const loads = script.map((one): Script => {
    const kind = one.kind === 'upsert' ? 'upsert' : 'insert'
    return { ...one, kind, badEvery: 0, allOrNone: true, rows: one.rows + 4 }
  })

  /** Runs into trouble, is run again without, and again: in the end all is written that is not in doubt, and nothing twice. */
  async function load(one: Script): Promise<void> {
    clean()
    const start = prepare(one)
    const before = await held()
    const WriteLedger = join(cache, `${start.marker}.jsonl`)
    const options = {
      WriteLedger,
      BulkIngestThreshold: one.road === 'bulk' ? 2 : 0,
      WriteBatchSize: one.road === 'small' ? 2 : 200,
    }
    let last: WriteReport | undefined
    for (const faults of [one.faults, [], []]) {
      const connection = await open(options)
      emulator.setFaults(faults)
      const attempt = faults.length > 0 ? one : { ...one, abortAfter: undefined }
      try {
        last = await run(connection, attempt, start)
      } catch (error) {
        if (!(error instanceof CertSqlError)) throw error
        last = error instanceof WriteError ? error.report : undefined
      } finally {
        emulator.setFaults([])
        await connection.close()
      }
      if (attempt.abortAfter !== undefined) await new Promise((resolve) => setTimeout(resolve, 30))
    }
    const after = await held()
    expectNothingTwice(after)
    if (last === undefined) throw new Error('a run without trouble has no report')
    expectTruth(last, one, after, before, start)
    const unwritten = [...last.rows('failed', 'rolledBack', 'notAttempted')]
    if (last.count('inDoubt') === 0) expect(unwritten).toEqual([])
    rmSync(WriteLedger)
  }

  test('goes on where it stopped', async () => {
    await fc.assert(fc.asyncProperty(loads, load), { numRuns: 80, seed: SEED })
  }, 600_000)
})
