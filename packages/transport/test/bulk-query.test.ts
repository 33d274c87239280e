import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Emulator, type EmulatorOptions, startEmulator } from '@certsql/emulator'
import { orderedPrefetch } from '../src/bulk/ordered-prefetch.js'
import { pollWait } from '../src/bulk/poll-wait.js'
import type { BulkQueryOptions, SalesforceClient } from '../src/index.js'
import { connectSalesforce } from '../src/index.js'
import { failureOf } from './failure-of.js'
import { QUICK_RETRY, type Received, type Reply, withOrg } from './fake-org.js'

const flags = { filterable: true, sortable: true, groupable: true, aggregatable: true }
const SCHEMA = {
  objects: [
    {
      name: 'Account',
      label: 'Account',
      keyPrefix: '001',
      queryable: true,
      fields: [
        { name: 'Name', label: 'Name', type: 'string' as const, length: 255, nameField: true, ...flags },
      ],
    },
  ],
}
const ROWS = 1_234
const RECORDS = Array.from({ length: ROWS }, (_, index) => ({ Name: `Acme "${index}",\nof ${index}` }))
const SOQL = 'SELECT Name FROM Account'

async function withEmulator<T>(
  options: EmulatorOptions,
  work: (client: SalesforceClient, emulator: Emulator) => Promise<T>,
  apiVersion = '67.0',
): Promise<T> {
  const emulator = await startEmulator({
    schema: SCHEMA,
    records: { Account: RECORDS },
    bulkJobMs: 0,
    bulkPageRows: 100,
    ...options,
  })
  const { url, credentials } = emulator
  const auth = { scheme: 'Token', accessToken: credentials.accessToken, instanceUrl: url } as const
  const client = await connectSalesforce({ auth, apiVersion, retry: QUICK_RETRY })
  try {
    return await work(client, emulator)
  } finally {
    client.close()
    await emulator.close()
  }
}

const QUICK_POLL = { pollMilliseconds: 20 }

async function filesOf(client: SalesforceClient, options: BulkQueryOptions = QUICK_POLL): Promise<string[]> {
  const files: string[] = []
  for await (const { csv } of client.bulkQuery(SOQL, options)) files.push(csv.toString('utf8'))
  return files
}

/** Each record is named once in its two lines. */
function namesIn(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => [...file.matchAll(/of (\d+)"/g)].map(([, name]) => name ?? ''))
}

const EXPECTED = RECORDS.map((_, index) => String(index))

function pathsOf({ requests }: Emulator): readonly string[] {
  return requests.map(({ method, path, status }) => {
    const short = path.replace(/^.*\/jobs\/query/, '').replace(/\/750\w+/, '/job')
    return `${method} ${short} ${status}`
  })
}

describe('a Bulk query', () => {
  test.each([{}, { resultPagesShape: 'nextRecordUrl' as const }])(
    'brings all pages that the org lists, in order (%j)',
    async (variants) => {
      await withEmulator({ variants }, async (client, emulator) => {
        const totals: number[] = []
        const files: string[] = []
        for await (const { csv, rows, totalSize, done } of client.bulkQuery(SOQL, QUICK_POLL)) {
          files.push(csv.toString('utf8'))
          totals.push(totalSize)
          expect(rows).toBe(done ? ROWS % 100 : 100)
        }
        expect(namesIn(files)).toEqual(EXPECTED)
        expect(new Set(totals)).toEqual(new Set([ROWS]))
        expect(pathsOf(emulator).filter((path) => /resultpages/i.test(path))).toHaveLength(3)
        expect(pathsOf(emulator).at(-1)).toBe('DELETE /job 204')
      })
    },
  )

  test('follows locators where the org lists no pages', async () => {
    await withEmulator(
      {},
      async (client, emulator) => {
        expect(namesIn(await filesOf(client))).toEqual(EXPECTED)
        expect(pathsOf(emulator).some((path) => /resultpages/i.test(path))).toBe(false)
      },
      '57.0',
    )
  })

  test('follows locators where a newer org does not know the list', async () => {
    const match = { path: '/resultPages' }
    const faults = [{ match, action: { status: 404, errorCode: 'NOT_FOUND' } }]
    await withEmulator({ faults }, async (client) => {
      expect(namesIn(await filesOf(client))).toEqual(EXPECTED)
    })
  })

  test.each(['header', 'empty'] as const)(
    'has a page without rows where there are none (%s)',
    async (bulkZeroRows) => {
      await withEmulator({ records: {}, variants: { bulkZeroRows } }, async (client) => {
        expect(await filesOf(client)).toEqual([bulkZeroRows === 'header' ? '"Name"\n' : ''])
      })
    },
  )

  test('survives pages that break off', async () => {
    const action = { status: 503, errorCode: 'SERVER_UNAVAILABLE' }
    // Not so many that one page may meet with all of them in a row.
    const faults = [
      ...[2, 9].map((nth) => ({ match: { path: '/results', nth }, action: { truncate: 0.5 } })),
      ...[4, 13].map((nth) => ({ match: { path: '/results', nth }, action })),
    ]
    await withEmulator({ faults }, async (client) => {
      expect(namesIn(await filesOf(client))).toEqual(EXPECTED)
    })
  })

  test('that is left is aborted and deleted', async () => {
    await withEmulator({ bulkJobMs: 60_000 }, async (client, emulator) => {
      const controller = new AbortController()
      const failing = failureOf(filesOf(client, { ...QUICK_POLL, signal: controller.signal }))
      // The job is there, and looked at.
      while (!pathsOf(emulator).includes('GET /job 200')) await nextTurn()
      controller.abort()
      const failure = await failing
      expect(failure.code).toBe('CERT-7006')
      expect(pathsOf(emulator).slice(-2)).toEqual(['PATCH /job 200', 'DELETE /job 204'])
    })
  })

  test('is looked at a few times, less often the longer it takes', async () => {
    await withEmulator({ bulkJobMs: 400 }, async (client, emulator) => {
      const jobs: { readonly waitMilliseconds: number; readonly milliseconds: number }[] = []
      const onJob = (job: (typeof jobs)[number]) => jobs.push(job)
      await filesOf(client, { pollMilliseconds: 1_000, onJob })
      const looks = pathsOf(emulator).filter((path) => path === 'GET /job 200').length
      // 10, 15, 22, 34 ms and on, a half more each time.
      expect(looks).toBeLessThanOrEqual(12)
      expect(jobs).toHaveLength(1)
      expect(jobs[0]?.waitMilliseconds).toBeGreaterThan(0)
      expect(jobs[0]?.milliseconds).toBeGreaterThanOrEqual(jobs[0]?.waitMilliseconds ?? 0)
    })
  })

  test('that has ended meanwhile is deleted although it cannot be aborted any more', async () => {
    const DONE = { id: '750R0000000zlh9IAA', state: 'JobComplete', numberRecordsProcessed: 0 }
    const asked: string[] = []
    const answer = ({ method, url }: Received): Reply => {
      asked.push(method)
      if (method === 'PATCH') return { status: 400, body: [{ errorCode: 'INVALIDJOBSTATE', message: 'no' }] }
      if (method === 'DELETE') return { status: 204 }
      return url.endsWith('/query')
        ? { body: { ...DONE, state: 'InProgress' } }
        : { body: DONE, delayMs: 400 }
    }
    await withOrg(answer, async (client) => {
      const signal = AbortSignal.timeout(100)
      const failure = await failureOf(filesOf(client, { ...QUICK_POLL, signal }))
      expect(failure.code).toBe('CERT-7006')
      expect(asked).toEqual(['POST', 'GET', 'PATCH', 'DELETE'])
    })
  })

  test('asks for three pages at a time', async () => {
    let running = 0
    let most = 0
    const urls = Array.from({ length: 9 }, (_, index) => ({
      resultUrl: `/services/data/v67.0/jobs/query/750R0000000zlh9IAA/results?locator=${index}`,
    }))
    const job = { id: '750R0000000zlh9IAA', state: 'JobComplete', numberRecordsProcessed: 9 }
    const answer = ({ method, url }: Received): Reply => {
      if (method === 'DELETE') return { status: 204 }
      if (url.includes('resultPages')) return { body: { resultPages: urls, done: true } }
      if (!url.includes('/results?')) return { body: job }
      most = Math.max(most, ++running)
      setTimeout(() => running--, 25)
      const headers = { 'Sforce-NumberOfRecords': '1', 'Sforce-Locator': 'null' }
      return {
        body: `"Name"\n"of ${url.at(-1)}"\n`,
        contentType: 'text/csv; charset=UTF-8',
        headers,
        delayMs: 30,
      }
    }
    await withOrg(answer, async (client) => {
      expect(namesIn(await filesOf(client))).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8'])
      expect(most).toBe(3)
    })
  })

  test('whose loop is left fetches no further page, and is deleted', async () => {
    await withEmulator({}, async (client, emulator) => {
      for await (const _ of client.bulkQuery(SOQL, QUICK_POLL)) break
      expect(pathsOf(emulator).filter((path) => path.includes('/results ')).length).toBeLessThan(6)
      expect(pathsOf(emulator)).toContain('DELETE /job 204')
    })
  })

  test.each([
    ['SELECT COUNT(Id) FROM Account', true, 'FUNCTIONALITY_NOT_ENABLED'],
    ['SELECT COUNT(Id) FROM Account', false, undefined],
    ['SELECT Nmae FROM Account', true, 'INVALID_FIELD'],
  ])('that the org does not run is CERT-6005: %s', async (soql, bulkErrorMessage, code) => {
    await withEmulator({ variants: { bulkErrorMessage } }, async (client) => {
      const reading = async () => {
        for await (const _ of client.bulkQuery(soql, QUICK_POLL));
      }
      const failure = await failureOf(reading())
      expect(failure).toMatchObject({ code: 'CERT-6005' })
      expect(failure.org?.code).toBe(code)
    })
  })
})

describe('an org that answers oddly', () => {
  const JOB = { id: '750R0000000zlh9IAA', state: 'JobComplete', numberRecordsProcessed: 2 }
  const csv = (body: string, rows: number): Reply => ({
    body,
    contentType: 'text/csv; charset=UTF-8',
    headers: { 'Sforce-NumberOfRecords': String(rows), 'Sforce-Locator': 'null' },
  })
  const results = '/services/data/v67.0/jobs/query/750R0000000zlh9IAA/results?locator=a'

  function orgWith(pages: unknown, file: Reply): (request: Received) => Reply {
    return ({ method, url }) => {
      if (method === 'DELETE') return { status: 204 }
      if (url.includes('resultPages')) return { body: pages }
      return url.includes('/results?') ? file : { body: JOB }
    }
  }

  test.each([
    [
      'rows are missing',
      { resultPages: [{ resultUrl: results }], done: true },
      csv('"Name"\n"a"\n', 1),
      'CERT-6004',
    ],
    [
      'a page is listed twice',
      { resultPages: [{ resultUrl: results }, { resultUrl: results }], done: true },
      csv('"Name"\n"a"\n', 1),
      'CERT-6004',
    ],
    [
      'a page is elsewhere',
      { resultPages: [{ resultUrl: 'https://evil.example/x' }], done: true },
      csv('', 0),
      'CERT-6002',
    ],
    ['more pages, and no way to them', { resultPages: [], done: false }, csv('', 0), 'CERT-6002'],
    ['no pages', {}, csv('', 0), 'CERT-6002'],
    [
      'a web page',
      { resultPages: [{ resultUrl: results }], done: true },
      { body: '<html><title>Log in</title></html>' },
      'CERT-6002',
    ],
  ])('%s', async (_, pages, file, code) => {
    await withOrg(orgWith(pages, file), async (client) => {
      expect(await failureOf(filesOf(client))).toMatchObject({ code })
    })
  })

  test('pages may be named resultLink', async () => {
    const pages = { resultPages: [{ resultLink: results }], done: true }
    await withOrg(orgWith(pages, csv('"Name"\n"a"\n"b"\n', 2)), async (client) => {
      expect(await filesOf(client)).toEqual(['"Name"\n"a"\n"b"\n'])
    })
  })
})

test.each([
  [0, 5000, 50],
  [1000, 5000, 500],
  [60_000, 5000, 5000],
])(
  'a job that has run for %d ms, looked at every %d ms at least, waits %d ms',
  (elapsed, longestMilliseconds, wait) => {
    expect(pollWait(elapsed, { longestMilliseconds })).toBe(wait)
  },
)

test('results are prefetched in order, so many at a time', async () => {
  let running = 0
  let most = 0
  async function* tasks() {
    for (let index = 0; index < 20; index++) {
      yield async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, (20 - index) % 7))
        running--
        return index
      }
    }
  }
  const given: number[] = []
  for await (const index of orderedPrefetch(tasks(), 3)) given.push(index)
  expect(given).toEqual(Array.from({ length: 20 }, (_, index) => index))
  expect(most).toBe(3)
})
