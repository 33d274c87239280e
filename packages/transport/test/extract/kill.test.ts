import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { connectSalesforce } from '../../src/index.js'

const ROWS = 200_000
const PAGE_ROWS = 5_000
const KILLS = 5
/** Pages that are fetched at the same time, so that so many may be cut off by a kill. */
const AT_ONCE = 3
const SOQL = 'SELECT Name FROM Item__c'

const flags = { filterable: true, sortable: true, groupable: true, aggregatable: true }
const SCHEMA = {
  objects: [
    {
      name: 'Item__c',
      label: 'Item',
      keyPrefix: 'a50',
      queryable: true,
      fields: [
        { name: 'Name', label: 'Name', type: 'string', length: 80, nameField: true, ...flags } as const,
      ],
    },
  ],
}

let org: Emulator
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-kill-'))
  org = await startEmulator({
    schema: SCHEMA,
    records: { Item__c: Array.from({ length: ROWS }, (_, index) => ({ Name: `item ${index}` })) },
    bulkPageRows: PAGE_ROWS,
    latencyMs: 15,
  })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await org.close()
})

/**
 * A page counts as downloaded from the moment when its line is in the ledger; its bytes are on disk before. A page that
 * was on its way when the process was killed, at most three, is asked for again.
 */
test.each([1, 2])(
  'killed five times at random (%i), an extract goes on, and no page comes twice',
  async (seed) => {
    const random = randomNumbers(seed)
    const directory = join(folder, `killed-${seed}`)
    const begin = org.requests.length
    const downloadedBefore: { readonly requests: number; readonly locators: ReadonlySet<string> }[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      await killedProcess(directory, 1 + Math.floor(random() * 9), random() * 30)
      downloadedBefore.push({ requests: org.requests.length, locators: await downloaded(directory) })
    }
    // Some of the work had been done by then, and not all of it.
    expect(downloadedBefore.at(-1)?.locators.size).toBeGreaterThan(0)
    expect(downloadedBefore.at(-1)?.locators.size).toBeLessThan(ROWS / PAGE_ROWS)
    expect(await ending(startProcess(directory))).toBe(String(ROWS))

    const asked = org.requests.slice(begin).filter(({ path }) => path.endsWith('/results'))
    for (const { requests, locators } of downloadedBefore) {
      const later = asked.slice(asked.length - countAfter(requests))
      expect(
        later.filter(({ locator }) => locators.has(locator ?? '')).map(({ locator }) => locator),
      ).toEqual([])
    }
    expect(asked.length).toBeLessThanOrEqual(ROWS / PAGE_ROWS + KILLS * AT_ONCE)
    expect(await contentOf(directory)).toEqual(await contentOf(await undisturbed()))
    expect((await readdir(directory)).filter((name) => !name.endsWith('.csv'))).toEqual(['ledger.jsonl'])
    const posted = org.requests
      .slice(begin)
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/query'))
    // A job whose creation was answered to a process that had been killed is left to the org.
    expect(posted.length).toBeLessThanOrEqual(1 + KILLS)

    function countAfter(requests: number): number {
      return org.requests.slice(requests).filter(({ path }) => path.endsWith('/results')).length
    }
  },
)

function startProcess(directory: string): ChildProcess {
  const program = join(import.meta.dirname, 'extract-in-process.mjs')
  return spawn(process.execPath, [program, org.url, org.credentials.accessToken, directory, SOQL], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Lets a process send so many requests, and kills it so many milliseconds later, whatever it is doing. */
async function killedProcess(directory: string, requests: number, milliseconds: number): Promise<void> {
  const before = org.requests.length
  const child = startProcess(directory)
  while (org.requests.length < before + requests && child.exitCode === null) await sleep(4)
  await sleep(milliseconds)
  const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)))
  child.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
}

function ending(child: ChildProcess): Promise<string> {
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return new Promise((resolve) => child.once('close', () => resolve(text)))
}

/** The locators of the pages that the ledger says are there. */
async function downloaded(directory: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(directory, 'ledger.jsonl'), 'utf8').catch(() => '')
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1)
  const entries = lines.map((line): Record<string, unknown> => JSON.parse(line))
  const urls = entries.flatMap(({ kind, urls }) => (kind === 'list' ? (urls as string[]) : []))
  const numbers = entries.flatMap(({ kind, number }) => (kind === 'page' ? [Number(number)] : []))
  return new Set(
    numbers.map((number) => new URL(urls[number - 1] ?? '', org.url).searchParams.get('locator') ?? ''),
  )
}

let whole: Promise<string> | undefined

/** The folder of an extract that nobody has disturbed. */
function undisturbed(): Promise<string> {
  whole ??= (async () => {
    const directory = join(folder, 'undisturbed')
    const auth = { scheme: 'Token', accessToken: org.credentials.accessToken, instanceUrl: org.url } as const
    const client = await connectSalesforce({ auth, apiVersion: '67.0' })
    for await (const _ of client.extract(SOQL, { directory, pollMilliseconds: 50 }));
    client.close()
    return directory
  })()
  return whole
}

async function contentOf(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.csv')).sort()
  return await Promise.all(
    names.map(async (name) => `${name}\n${await readFile(join(directory, name), 'utf8')}`),
  )
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** The same ones for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
