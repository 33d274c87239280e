import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tryFileLock } from '@certsql/core'
import { type Emulator, type EmulatorOptions, startEmulator } from '@certsql/emulator'
import {
  connectSalesforce,
  type ExtractedPage,
  type ExtractOptions,
  type SalesforceClient,
} from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { QUICK_RETRY } from '../fake-org.js'

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
const ROWS = 1_234
const RECORDS = Array.from({ length: ROWS }, (_, index) => ({ Name: `item ${index}` }))
const NAMES = RECORDS.map(({ Name }) => Name)
const SOQL = 'SELECT Name FROM Item__c'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'certsql-extract-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function withOrg<T>(
  options: EmulatorOptions,
  work: (client: SalesforceClient, org: Emulator) => Promise<T>,
  apiVersion = '67.0',
): Promise<T> {
  const records = { Item__c: RECORDS }
  const org = await startEmulator({ schema: SCHEMA, records, bulkJobMs: 0, bulkPageRows: 100, ...options })
  const client = await clientOf(org, apiVersion)
  try {
    return await work(client, org)
  } finally {
    client.close()
    await org.close()
  }
}

function clientOf({ url, credentials }: Emulator, apiVersion = '67.0'): Promise<SalesforceClient> {
  const auth = { scheme: 'Token', accessToken: credentials.accessToken, instanceUrl: url } as const
  return connectSalesforce({ auth, apiVersion, retry: QUICK_RETRY })
}

async function extract(
  client: SalesforceClient,
  options: Partial<ExtractOptions> = {},
  soql = SOQL,
): Promise<readonly ExtractedPage[]> {
  const pages: ExtractedPage[] = []
  for await (const page of client.extract(soql, { directory, pollMilliseconds: 20, ...options }))
    pages.push(page)
  return pages
}

/** Takes so many pages, and leaves. */
async function begin(
  client: SalesforceClient,
  count: number,
  options: Partial<ExtractOptions> = {},
): Promise<void> {
  let taken = 0
  for await (const _ of client.extract(SOQL, { directory, pollMilliseconds: 20, ...options })) {
    if (++taken === count) break
  }
}

async function namesIn(pages: readonly ExtractedPage[]): Promise<readonly string[]> {
  const texts = await Promise.all(pages.map(({ path }) => readFile(path, 'utf8')))
  return texts.flatMap((text) => [...text.matchAll(/^"(item \d+)"$/gm)].map(([, name]) => name ?? ''))
}

function requestsFor(org: Emulator, ending: RegExp): number {
  return org.requests.filter(({ path }) => ending.test(path)).length
}

const RESULTS = /\/results$/

describe('an extract', () => {
  test('puts every page into a file, in order, and takes the job away', async () => {
    await withOrg({}, async (client, org) => {
      const pages = await extract(client)
      expect(
        pages.map(({ number, rows, totalSize, isNew, done }) => [number, rows, totalSize, isNew, done]),
      ).toEqual(
        Array.from({ length: 13 }, (_, index) => [
          index + 1,
          index < 12 ? 100 : 34,
          ROWS,
          true,
          index === 12,
        ]),
      )
      expect(await namesIn(pages)).toEqual(NAMES)
      for (const { path, bytes } of pages) {
        const { size, mode } = await stat(path)
        expect([size, mode & 0o777]).toEqual([bytes, 0o600])
      }
      expect(org.requests.at(-1)).toMatchObject({ method: 'DELETE', status: 204 })
    })
  })

  test('that is whole is read again without a request', async () => {
    await withOrg({}, async (client, org) => {
      await extract(client)
      const before = org.requests.length
      const pages = await extract(client, { resume: true })
      expect(await namesIn(pages)).toEqual(NAMES)
      expect(pages.every(({ isNew }) => !isNew)).toBe(true)
      expect(org.requests.length).toBe(before)
    })
  })

  test('asks for nothing before its first page is asked for', async () => {
    await withOrg({}, async (client, org) => {
      client.extract(SOQL, { directory })
      expect(org.requests).toEqual([])
      expect(await readdir(directory)).toEqual([])
    })
  })

  test('that was left goes on with what is missing', async () => {
    await withOrg({}, async (client, org) => {
      await begin(client, 4)
      const before = requestsFor(org, RESULTS)
      const pages = await extract(client, { resume: true })
      expect(await namesIn(pages)).toEqual(NAMES)
      const kept = pages.filter(({ isNew }) => !isNew).length
      expect(kept).toBeGreaterThanOrEqual(4)
      expect(requestsFor(org, RESULTS) - before).toBe(pages.length - kept)
      expect(requestsFor(org, /jobs\/query$/)).toBe(1)
    })
  })

  test('goes on in the version of the API that it was begun with', async () => {
    await withOrg({}, async (client, org) => {
      await begin(client, 2)
      const newer = await clientOf(org, '66.0')
      expect(await namesIn(await extract(newer, { resume: true }))).toEqual(NAMES)
      newer.close()
    })
  })

  const NO_LIST = [{ match: { path: '/resultPages' }, action: { status: 404, errorCode: 'NOT_FOUND' } }]

  test.each([
    ['57.0', {}],
    ['67.0', { faults: NO_LIST }],
  ])('goes on along locators where the org lists no pages (version %s)', async (version, options) => {
    const names = Array.from({ length: 120_001 }, (_, index) => `item ${index}`)
    const records = { Item__c: names.map((Name) => ({ Name })) }
    await withOrg(
      { ...options, records },
      async (client, org) => {
        await begin(client, 1)
        await truncate(join(directory, 'page-000001.csv'), 50)
        const pages = await extract(client, { resume: true })
        expect(pages.map(({ rows }) => rows)).toEqual([50_000, 50_000, 20_001])
        expect(await namesIn(pages)).toEqual(names)
        expect(requestsFor(org, /jobs\/query$/)).toBe(1)
        expect(await namesIn(await extract(client, { resume: true }))).toEqual(names)
      },
      version,
    )
  })

  test.each(['header', 'empty'] as const)('without rows is one page (%s)', async (bulkZeroRows) => {
    await withOrg({ records: {}, variants: { bulkZeroRows } }, async (client) => {
      expect(await extract(client)).toMatchObject([{ number: 1, rows: 0, totalSize: 0, done: true }])
      expect(await extract(client, { resume: true })).toMatchObject([{ number: 1, isNew: false, done: true }])
    })
  })

  test('survives pages that break off', async () => {
    const action = { status: 503, errorCode: 'SERVER_UNAVAILABLE' }
    // Not so many that one page may meet with all of them in a row.
    const faults = [
      ...[2, 9].map((nth) => ({ match: { path: '/results', nth }, action: { truncate: 0.5 } })),
      ...[4, 13].map((nth) => ({ match: { path: '/results', nth }, action })),
    ]
    await withOrg({ faults }, async (client) => expect(await namesIn(await extract(client))).toEqual(NAMES))
  })

  test('whose signal is aborted ends with CERT-7006, and goes on later with the same job', async () => {
    await withOrg({ bulkJobMs: 300 }, async (client, org) => {
      const signal = AbortSignal.timeout(100)
      expect((await failureOf(extract(client, { signal }))).code).toBe('CERT-7006')
      expect(await namesIn(await extract(client, { resume: true }))).toEqual(NAMES)
      expect(requestsFor(org, /jobs\/query$/)).toBe(1)
    })
  })

  test('that is given up leaves neither job nor files', async () => {
    await withOrg({}, async (client, org) => {
      await begin(client, 3)
      await client.discardExtract(directory)
      expect(await readdir(directory)).toEqual([])
      expect(org.requests.at(-1)).toMatchObject({ method: 'DELETE', status: 204 })
    })
  })
})

describe('a folder that has an extract', () => {
  test('is not written over', async () => {
    await withOrg({}, async (client) => {
      await begin(client, 1)
      expect(await failureOf(extract(client))).toMatchObject({
        code: 'CERT-8604',
        message: "The folder can't take this extract: there is an extract in it already.",
        hint: 'resume goes on with it; else take another folder',
      })
    })
  })

  test.each([
    ['SELECT Name FROM Item__c LIMIT 5', {}],
    [SOQL, { includeDeleted: true }],
  ])('does not take another query: %s %j', async (soql, options) => {
    await withOrg({}, async (client, org) => {
      await begin(client, 1)
      const before = org.requests.length
      const failure = await failureOf(extract(client, { resume: true, ...options }, soql))
      expect(failure).toMatchObject({ code: 'CERT-8604', hint: 'ask the same query, or take another folder' })
      expect(failure.message).toContain(SOQL)
      expect(org.requests.length).toBe(before)
    })
  })

  test('does not take another org', async () => {
    await withOrg({}, (client) => begin(client, 1))
    await withOrg({}, async (client, org) => {
      expect(await failureOf(extract(client, { resume: true }))).toMatchObject({
        code: 'CERT-8604',
        hint: 'connect to that org, or take another folder',
      })
      expect(org.requests).toEqual([])
    })
  })

  test('does not take a second process at the same time', async () => {
    await withOrg({}, async (client) => {
      const unlock = await tryFileLock(join(directory, 'ledger.lock'))
      expect(await failureOf(extract(client))).toMatchObject({
        code: 'CERT-8604',
        message: expect.stringContaining('Another process is extracting into'),
      })
      await unlock?.()
      expect(await extract(client)).toHaveLength(13)
    })
  })
})

describe('damage', () => {
  async function ledgerLines(): Promise<string[]> {
    return (await readFile(join(directory, 'ledger.jsonl'), 'utf8')).trimEnd().split('\n')
  }

  test('a ledger may end in the middle of any line', async () => {
    await withOrg({}, async (client) => {
      const whole = await extract(client)
      const lines = await ledgerLines()
      for (let kept = 0; kept < lines.length; kept++) {
        const cut = (lines[kept] ?? '').slice(0, (kept * 7) % (lines[kept] ?? '').length)
        await writeFile(join(directory, 'ledger.jsonl'), [...lines.slice(0, kept), cut].join('\n'))
        expect(await namesIn(await extract(client, { resume: true }))).toEqual(NAMES)
      }
      expect(whole).toHaveLength(13)
    })
  })

  test('zeros that a power failure has left at the end are taken away', async () => {
    await withOrg({}, async (client) => {
      await begin(client, 2)
      await appendFile(join(directory, 'ledger.jsonl'), `${'\0'.repeat(100)}\n`)
      expect(await namesIn(await extract(client, { resume: true }))).toEqual(NAMES)
    })
  })

  test('a line in the middle that nobody has written ends it', async () => {
    await withOrg({}, async (client) => {
      await begin(client, 2)
      const [first = '', ...others] = await ledgerLines()
      await writeFile(
        join(directory, 'ledger.jsonl'),
        `${[first, '{"kind":"pgae"}', ...others].join('\n')}\n`,
      )
      expect(await failureOf(extract(client, { resume: true }))).toMatchObject({
        code: 'CERT-8604',
        message: expect.stringContaining('Line 2 of the ledger'),
      })
    })
  })

  test('pages that are cut off or gone are asked for again, and no others', async () => {
    await withOrg({}, async (client, org) => {
      await begin(client, 5)
      const [first = '', second = ''] = (await readdir(directory))
        .filter((name) => name.endsWith('.csv'))
        .sort()
      await truncate(join(directory, first), 50)
      await rm(join(directory, second))
      const kept = (await ledgerLines()).filter((line) => line.includes('"kind":"page"')).length - 2
      const before = requestsFor(org, RESULTS)
      const pages = await extract(client, { resume: true })
      expect(await namesIn(pages)).toEqual(NAMES)
      expect(requestsFor(org, RESULTS) - before).toBe(13 - kept)
    })
  })

  test('a job that the org no longer has is begun anew, with all its pages', async () => {
    await withOrg({}, async (client, org) => {
      await begin(client, 3)
      const job = (await ledgerLines()).find((line) => line.includes('"kind":"job"')) ?? ''
      const headers = { Authorization: `Bearer ${org.credentials.accessToken}` }
      await fetch(`${org.url}/services/data/v67.0/jobs/query/${JSON.parse(job).id}`, {
        method: 'DELETE',
        headers,
      })
      const reasons: string[] = []
      const pages = await extract(client, { resume: true, onRestart: (why) => reasons.push(why) })
      expect(reasons).toEqual([`the org no longer has the job ${JSON.parse(job).id}`])
      expect(pages.every(({ isNew }) => isNew)).toBe(true)
      expect(await namesIn(pages)).toEqual(NAMES)
    })
  })

  test('a job that was aborted in the org is an error, and another one the next time', async () => {
    await withOrg({ bulkJobMs: 200 }, async (client, org) => {
      const running = failureOf(extract(client))
      while (requestsFor(org, /jobs\/query\/\w+$/) === 0)
        await new Promise((resolve) => setTimeout(resolve, 5))
      const { id } = JSON.parse((await ledgerLines()).find((line) => line.includes('"kind":"job"')) ?? '')
      const headers = {
        Authorization: `Bearer ${org.credentials.accessToken}`,
        'Content-Type': 'application/json',
      }
      const body = JSON.stringify({ state: 'Aborted' })
      await fetch(`${org.url}/services/data/v67.0/jobs/query/${id}`, { method: 'PATCH', headers, body })
      expect(await running).toMatchObject({ code: 'CERT-6005' })
      expect(await namesIn(await extract(client, { resume: true }))).toEqual(NAMES)
    })
  })

  // The device is always full.
  test('a full disk says what to do, and all that is there stays', async () => {
    await withOrg({}, async (client, org) => {
      await symlink('/dev/full', join(directory, 'page-000006.csv.part'))
      expect(await failureOf(extract(client))).toMatchObject({
        code: 'CERT-7003',
        message: expect.stringContaining('There is no room left on the disk for'),
        hint: 'make room, and go on with resume: all pages that are there stay',
      })
      const before = requestsFor(org, RESULTS)
      const pages = await extract(client, { resume: true })
      expect(await namesIn(pages)).toEqual(NAMES)
      expect(pages.filter(({ isNew }) => !isNew).length).toBeGreaterThanOrEqual(5)
      expect(requestsFor(org, RESULTS) - before).toBe(pages.filter(({ isNew }) => isNew).length)
    })
  })

  test('a folder that cannot be is an error', async () => {
    await withOrg({}, async (client) => {
      await writeFile(join(directory, 'file'), '')
      const failure = await failureOf(extract(client, { directory: join(directory, 'file', 'folder') }))
      expect(failure).toMatchObject({ code: 'CERT-8603', hint: 'give a folder that may be written to' })
    })
  })
})
