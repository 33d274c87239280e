import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CertSqlError, type Connection, type ConnectOptions, connect, LoadError } from '@certsql/driver'
import type { Emulator, Fault } from '@certsql/emulator'
import { jest } from '@jest/globals'
import fc from 'fast-check'
import { LONG_SCHEMA } from './writes/long-schema.js'
import { rawRows } from './writes/raw-org.js'
import { startTroubledOrg, troubleAt } from './writes/trouble.js'

/**
 * Loads under random trouble: a row that is not in the file of errors is in the org, once; one that failed, was refused or
 * not attempted is not; and with a ledger a load goes on, until all is written that can be, and nothing twice.
 */

let emulator: Emulator
const folder = mkdtempSync(join(tmpdir(), 'certsql-copy-faults-'))
const SOURCE = join(folder, 'source.csv')
const ERRORS = join(folder, 'errors.csv')
const LEDGER = join(folder, 'load.ledger')

beforeAll(async () => {
  emulator = await startTroubledOrg(LONG_SCHEMA)
})
afterAll(async () => {
  jest.restoreAllMocks()
  await emulator.close()
  rmSync(folder, { recursive: true, force: true })
})

const PLACES = ['/composite', '/jobs/ingest', '/jobs/ingest/', '/batches', 'Results', ''] as const

const trouble = troubleAt(PLACES, [1, 1, 2, 3, 4, 6])

interface Script {
  readonly isUpsert: boolean
  readonly rows: number
  /** `jobs`: rows so long that several Bulk jobs are needed. */
  readonly road: 'collections' | 'job' | 'jobs'
  readonly onError: 'stop' | 'skip'
  /** One row in so many is refused here (in the load that stops: none), or by the org. */
  readonly badEvery: number
  readonly takenEvery: number
  readonly faults: readonly Fault[]
  readonly abortAfter: number | undefined
}

const script: fc.Arbitrary<Script> = fc.record({
  isUpsert: fc.boolean(),
  rows: fc.constantFrom(1, 2, 5, 21),
  road: fc.constantFrom('collections', 'job', 'job', 'jobs'),
  onError: fc.constantFrom('stop', 'skip', 'skip'),
  badEvery: fc.constantFrom(0, 0, 4),
  takenEvery: fc.constantFrom(0, 0, 0, 5),
  faults: fc.array(trouble, { minLength: 1, maxLength: 3 }),
  abortAfter: fc.constantFrom(undefined, undefined, undefined, undefined, 5, 20, 60),
})

interface Row {
  readonly key: string
  readonly isBad: boolean
  readonly isTaken: boolean
}

const SCRIPTS = Number(process.env.CERTSQL_FAULT_SCRIPTS ?? 60)
/** The same scripts each time; another seed makes others. */
const SEED = Number(process.env.CERTSQL_FAULT_SEED ?? 8)

let serial = 0

/** Writes the file, and what the org has before. */
function prepare(one: Script): { readonly marker: string; readonly rows: readonly Row[] } {
  clean()
  const marker = `s${++serial}`
  const { org } = emulator
  const count = one.road === 'jobs' ? 44 + one.rows : one.rows
  const isEvery = (every: number, row: number) => every > 0 && row % every === every - 1
  const rows = Array.from({ length: count }, (_, row): Row => {
    const key = `${marker}-${row}`
    const isBad = one.onError === 'skip' && isEvery(one.badEvery, row)
    const isTaken = !one.isUpsert && !isBad && isEvery(one.takenEvery, row)
    if (isTaken) org.insert('Account', { Name: 'taken', Key__c: `${key}-taken` })
    if (one.isUpsert && row % 2 === 0) org.insert('Account', { Name: key, Key__c: key, Site: 'old' })
    return { key, isBad, isTaken }
  })
  const long = 'x'.repeat(one.road === 'jobs' ? 120_000 : 3)
  const lines = rows.map(({ key, isBad, isTaken }) =>
    [key, isTaken ? `${key}-taken` : key, isBad ? 'S'.repeat(200) : marker, long].join(','),
  )
  writeFileSync(SOURCE, `Name,Key__c,Site,Long__c\n${lines.join('\n')}\n`)
  for (const path of [ERRORS, LEDGER]) rmSync(path, { force: true })
  return { marker, rows }
}

async function open(one: Script, options: ConnectOptions = {}): Promise<Connection> {
  const { clientId, clientSecret } = emulator.credentials
  return await connect({
    AuthScheme: 'OAuthClient',
    OAuthClientId: clientId,
    OAuthClientSecret: clientSecret,
    LoginURL: emulator.url,
    MetadataCache: join(folder, 'cache'),
    AllowLocalFiles: true,
    BulkPollInterval: 1,
    WriteBatchSize: 4,
    AllOrNone: one.rows % 2 === 0,
    BulkIngestThreshold: one.road === 'collections' ? 0 : 1,
    ...options,
  })
}

interface Attempt {
  /** Undefined: the load was refused as a whole, for nothing was sent. */
  readonly told: ReadonlyMap<number, string> | undefined
  readonly written: number
  readonly error: CertSqlError | undefined
}

async function load(one: Script, faults: readonly Fault[], hasLedger: boolean): Promise<Attempt> {
  const connection = await open(one)
  const options = [
    ...(one.isUpsert ? ['UPSERT Key__c'] : []),
    `ON_ERROR ${one.onError}`,
    `ERRORS '${ERRORS}'`,
    ...(hasLedger ? [`LEDGER '${LEDGER}'`] : []),
  ]
  const isTroubled = faults.length > 0
  const signal =
    isTroubled && one.abortAfter !== undefined ? { signal: AbortSignal.timeout(one.abortAfter) } : {}
  rmSync(ERRORS, { force: true })
  emulator.setFaults(faults)
  try {
    const { rowCount } = await connection.query(
      `COPY Account FROM '${SOURCE}' (${options.join(', ')})`,
      [],
      signal,
    )
    return { told: toldRows(), written: rowCount ?? 0, error: undefined }
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    if (error instanceof LoadError) return { told: toldRows(), written: error.counts.written, error }
    return { told: undefined, written: 0, error }
  } finally {
    emulator.setFaults([])
    await connection.close()
    if (isTroubled && one.abortAfter !== undefined) await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

/** Row → status, by the file of errors. */
function toldRows(): ReadonlyMap<number, string> {
  if (!existsSync(ERRORS)) return new Map()
  const lines = readFileSync(ERRORS, 'utf8').split('\r\n').slice(1, -1)
  return new Map(
    lines.map((line) => {
      const found = /,(\d+),(refused|failed|rolled back|not attempted|in doubt),/.exec(line)
      if (found === null) throw new Error(`a line of errors: ${line.slice(0, 300)}`)
      return [Number(found[1]), String(found[2])]
    }),
  )
}

async function held(marker: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const { Name, Site } of await rawRows(emulator, 'SELECT Name, Site FROM Account')) {
    if (Site === marker) counts.set(String(Name), (counts.get(String(Name)) ?? 0) + 1)
  }
  return counts
}

function clean(): void {
  const object = emulator.org.object('Account')
  if (object === undefined) throw new Error('no Account')
  const table = emulator.org.table(object)
  for (let row = 0; row < table.size; row++) if (!table.isPurged(row)) table.purge(row)
}

/** What was told is what there is. */
function expectTruth(attempt: Attempt, rows: readonly Row[], there: ReadonlyMap<string, number>): void {
  for (const [index, { key }] of rows.entries()) {
    const status = attempt.told === undefined ? 'not attempted' : (attempt.told.get(index + 1) ?? 'written')
    const count = there.get(key) ?? 0
    const said = `row ${index + 1} is ${status}`
    if (status === 'in doubt') expect(count).toBeLessThanOrEqual(1)
    else expect([said, count]).toEqual([said, status === 'written' ? 1 : 0])
  }
  if (attempt.told !== undefined) expect(attempt.written).toBe(rows.length - attempt.told.size)
}

const seen = { complete: 0, reported: 0, nothing: 0, doubtful: 0 }

test('the file of errors has what the org has not', async () => {
  await fc.assert(
    fc.asyncProperty(script, async (one) => {
      const { marker, rows } = prepare(one)
      const attempt = await load(one, one.faults, false)
      if (attempt.error === undefined) seen.complete++
      else if (attempt.told === undefined) seen.nothing++
      else seen.reported++
      if ([...(attempt.told?.values() ?? [])].includes('in doubt')) seen.doubtful++
      expectTruth(attempt, rows, await held(marker))
    }),
    { numRuns: SCRIPTS, seed: SEED },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0)
}, 600_000)

test('a load with a ledger goes on where it stopped', async () => {
  const resumed = { whole: 0, doubtful: 0 }
  await fc.assert(
    fc.asyncProperty(script, async (one) => {
      const { marker, rows } = prepare(one)
      await load(one, one.faults, true)
      await load(one, [], true)
      const last = await load(one, [], true)
      const there = await held(marker)
      for (const count of there.values()) expect(count).toBe(1)
      if (last.told === undefined) {
        // A load that stopped at a refusal of the org says no more than that.
        expect([one.onError, last.error?.message]).toEqual([
          'stop',
          expect.stringContaining('has stopped, as the org did not take'),
        ])
        return
      }
      expectTruth(last, rows, there)
      const unwritten = [...last.told.values()]
      if (unwritten.includes('in doubt')) resumed.doubtful++
      else if (one.onError === 'skip') {
        resumed.whole++
        expect(unwritten.filter((status) => status !== 'refused' && status !== 'failed')).toEqual([])
        expect(unwritten.filter((status) => status === 'refused').length).toBe(
          rows.filter(({ isBad }) => isBad).length,
        )
      }
    }),
    { numRuns: SCRIPTS, seed: SEED },
  )
  expect(resumed.whole).toBeGreaterThan(SCRIPTS / 4)
  expect(resumed.doubtful).toBeLessThan(SCRIPTS / 8)
}, 600_000)
