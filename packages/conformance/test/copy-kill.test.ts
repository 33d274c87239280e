import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { randomNumbers } from './random/random-numbers.js'
import { LONG_SCHEMA } from './writes/long-schema.js'
import { rawRows } from './writes/raw-org.js'

const ROWS = 240
/** Sends so many rows to a job that several are needed. */
const LONG = 'x'.repeat(100_000)
const KILLS = 3

/** Each kill starts a process, which takes its time on a busy machine. */
const PATIENCE_MILLISECONDS = 240_000

let org: Emulator
let folder: string
/** How many rows were there after each kill. */
const seen: number[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-copy-kill-'))
  org = await startEmulator({ schema: LONG_SCHEMA, records: {}, bulkJobMs: 60, latencyMs: 10 })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await org.close()
})

/** Whatever a process was doing when it was killed, the next one finds out what the org has, and writes the rest. */
describe('killed three times at random, a load goes on, and writes each row once', () => {
  test(
    'new records',
    async () => {
      const load = await loadOf(31, 'ON_ERROR skip')
      await killed(load)
      expect(await ending(startProcess(load.sql))).toEqual({ text: String(ROWS), code: 0 })
      expect([...(await held(load))].sort()).toEqual([...load.names].sort())
    },
    PATIENCE_MILLISECONDS,
  )

  test(
    'new records, some of which had to wait for locks',
    async () => {
      const load = await loadOf(32, 'ON_ERROR skip')
      org.setFaults([LOCKS])
      await killed(load)
      const { text, code } = await ending(startProcess(load.sql))
      org.setFaults([])
      const names = await held(load)
      expect(new Set(names).size).toBe(names.length)
      if (code === 0) expect([text, names.length]).toEqual([String(ROWS), ROWS])
      else {
        // Such rows go over REST: killed in the middle of that, they stay in doubt, and nothing sends them twice.
        expect(text).toContain('CERT-8008')
        expect(await readFile(load.ledger, 'utf8')).toContain('"jobId":""')
      }
    },
    PATIENCE_MILLISECONDS,
  )

  test(
    'records found by a key, some of which had to wait for locks',
    async () => {
      const load = await loadOf(33, 'UPSERT Key__c, ON_ERROR skip')
      org.setFaults([LOCKS])
      await killed(load)
      expect(await ending(startProcess(load.sql))).toEqual({ text: String(ROWS), code: 0 })
      org.setFaults([])
      expect([...(await held(load))].sort()).toEqual([...load.names].sort())
    },
    PATIENCE_MILLISECONDS,
  )

  test('with kills in the middle of the work', () => {
    expect(seen.some((count) => count > 0 && count < ROWS)).toBe(true)
  })
})

const LOCKS = {
  match: { path: '/jobs/ingest' },
  action: { recordErrors: { statusCode: 'UNABLE_TO_LOCK_ROW', every: 40 } },
  times: 40,
} as const

interface KilledLoad {
  readonly seed: number
  readonly sql: string
  readonly ledger: string
  readonly names: readonly string[]
}

async function loadOf(seed: number, options: string): Promise<KilledLoad> {
  const path = join(folder, `${seed}.csv`)
  const ledger = join(folder, `${seed}.ledger`)
  const names = Array.from({ length: ROWS }, (_, row) => `killed ${seed} ${row}`)
  await writeFile(path, `Name,Key__c,Long__c\n${names.map((name) => `${name},${name},${LONG}`).join('\n')}\n`)
  return { seed, sql: `COPY Account FROM '${path}' (${options}, LEDGER '${ledger}')`, ledger, names }
}

/** Lets processes begin the load, and kills them. */
async function killed(load: KilledLoad): Promise<void> {
  const random = randomNumbers(load.seed)
  for (let kill = 0; kill < KILLS; kill++) {
    await killedProcess(load.sql, 3 + Math.floor(random() * 14), random() * 40)
    seen.push((await held(load)).length)
  }
}

async function held({ seed }: KilledLoad): Promise<readonly string[]> {
  const rows = await rawRows(org, 'SELECT Name FROM Account')
  return rows.map(({ Name }) => String(Name)).filter((name) => name.startsWith(`killed ${seed} `))
}

function startProcess(sql: string): ChildProcess {
  const { clientId, clientSecret } = org.credentials
  const options = {
    AuthScheme: 'OAuthClient',
    OAuthClientId: clientId,
    OAuthClientSecret: clientSecret,
    LoginURL: org.url,
    MetadataCache: join(folder, 'cache'),
    AllowLocalFiles: true,
    BulkPollInterval: 1,
    BulkIngestThreshold: 1,
  }
  const program = join(import.meta.dirname, 'support/load-in-process.mjs')
  return spawn(process.execPath, [program, JSON.stringify(options), sql], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Lets a process send so many requests, and kills it so many milliseconds later, whatever it is doing. */
async function killedProcess(sql: string, requests: number, milliseconds: number): Promise<void> {
  const before = org.requests.length
  const child = startProcess(sql)
  const ended = new Promise((resolve) => child.once('close', resolve))
  while (org.requests.length < before + requests && child.exitCode === null) await setTimeout(4)
  await setTimeout(milliseconds)
  child.kill('SIGKILL')
  await ended
}

function ending(child: ChildProcess): Promise<{ readonly text: string; readonly code: number | null }> {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ text, code })))
}
