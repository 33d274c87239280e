import { setTimeout as sleep } from 'node:timers/promises'
import type { QueryPage, RequestFigures } from '../src/index.js'
import { failureOf } from './failure-of.js'
import { expectedNames, namesOf, pagedOrg, pageOf, type Received, withOrg } from './fake-org.js'

test('gives one page as it came, with the version, the token and gzip in the request', async () => {
  await withOrg(
    () => ({ body: pageOf(2, 0, 2), gzip: true, headers: { 'Sforce-Limit-Info': 'api-usage=18/5000' } }),
    async (client, org) => {
      const pages: QueryPage[] = []
      for await (const page of client.query("SELECT Id FROM Account WHERE Name = 'a+b' AND X LIKE '50%'")) {
        pages.push(page)
      }
      expect(pages).toEqual([{ totalSize: 2, done: true, records: (pageOf(2, 0, 2) as QueryPage).records }])
      const [request] = org.received
      expect(request?.method).toBe('GET')
      // Quotes travel as they are: axios alone would send %27.
      expect(request?.url).toBe(
        "/services/data/v67.0/query/?q=SELECT+Id+FROM+Account+WHERE+Name+=+'a%2Bb'+AND+X+LIKE+'50%25'",
      )
      expect(request?.headers).toMatchObject({
        authorization: 'Bearer 00D000000000001!AQtoken.of.the.tests',
        'accept-encoding': 'gzip',
        accept: 'application/json',
        'user-agent': 'certsql/0.1.0',
      })
      expect(request?.headers['sforce-query-options']).toBeUndefined()
      expect(client.apiUsage()).toEqual({ used: 18, max: 5000 })
    },
  )
})

test('SOQL survives the journey whatever its characters', async () => {
  const soql = `SELECT Id FROM A WHERE N IN ('a b','ü€😀','x&y=z#?','100%','+1','\\'q\\'','<>"^{|}')`
  await withOrg(
    () => ({ body: pageOf(0, 0, 0) }),
    async (client, org) => {
      await namesOf(client, soql)
      expect(new URL(org.received[0]?.url ?? '', org.url).searchParams.get('q')).toBe(soql)
    },
  )
})

test.each([1, 2_000, 2_001, 10_000])('takes each of %i rows once, in order', async (total) => {
  await withOrg(pagedOrg(total), async (client, org) => {
    expect(await namesOf(client)).toEqual(expectedNames(total))
    expect(org.received).toHaveLength(Math.ceil(total / 2_000))
  })
})

test('follows locators letter by letter', async () => {
  const odd = "/services/data/v67.0/query/0r8xx'A%2Bb~(1)-2?x=%20y"
  await withOrg(
    (request) =>
      request.url === odd ? { body: pageOf(3, 2, 3) } : { body: { ...pageOf(3, 0, 2), nextRecordsUrl: odd } },
    async (client, org) => {
      expect(await namesOf(client)).toEqual(expectedNames(3))
      expect(org.received[1]?.url).toBe(odd)
    },
  )
})

test('asks queryAll for deleted rows, and hands on the page size on each page', async () => {
  await withOrg(pagedOrg(500, 250), async (client, org) => {
    const pages = client.query('SELECT Id FROM Account', { includeDeleted: true, pageSize: 250 })
    for await (const page of pages) expect(page.records).toHaveLength(250)
    expect(org.received.map(({ url }) => url)).toEqual([
      '/services/data/v67.0/queryAll/?q=SELECT+Id+FROM+Account',
      '/services/data/v67.0/query/01g0000000LOCATOR-250',
    ])
    for (const { headers } of org.received) expect(headers['sforce-query-options']).toBe('batchSize=250')
  })
})

test('fetches the next page while one is read, and no page beyond', async () => {
  await withOrg(pagedOrg(10_000), async (client, org) => {
    const pages = client.query('SELECT Id FROM Account')[Symbol.asyncIterator]()
    expect(org.received).toHaveLength(0)
    await pages.next()
    await sleep(200)
    expect(org.received).toHaveLength(2)
    await pages.return?.()
  })
})

test('asks for a page only when it is wanted, where the reader says so', async () => {
  await withOrg(pagedOrg(8_000), async (client, org) => {
    const asked: number[] = []
    const readAhead = ({ records }: { readonly records: readonly unknown[] }) => {
      asked.push(records.length)
      return asked.length === 2
    }
    const pages = client.query('SELECT Id FROM Account', { readAhead })[Symbol.asyncIterator]()
    const received: number[] = []
    for (let page = 1; page <= 4; page++) {
      expect((await pages.next()).value.records).toHaveLength(2_000)
      await sleep(100)
      received.push(org.received.length)
    }
    expect(received).toEqual([1, 3, 3, 4])
    expect((await pages.next()).done).toBe(true)
    expect(asked).toEqual([2_000, 2_000, 2_000])
  })
})

test('leaving the loop stops the scan and aborts the request in flight', async () => {
  const respond = (request: Received) =>
    request.url.endsWith('-2000') ? { hang: true } : { body: pageOf(10_000, 0, 2_000) }
  await withOrg(respond, async (client, org) => {
    for await (const page of client.query('SELECT Id FROM Account')) {
      expect(page.records).toHaveLength(2_000)
      while (org.received.length < 2) await sleep(5)
      break
    }
    for (let i = 0; i < 100 && org.abandoned() === 0; i++) await sleep(10)
    expect(org.abandoned()).toBe(1)
    expect(org.received).toHaveLength(2)
  })
})

test('return() stops a page that somebody waits for', async () => {
  await withOrg(
    () => ({ hang: true }),
    async (client) => {
      const pages = client.query('SELECT Id FROM Account')[Symbol.asyncIterator]()
      const waiting = failureOf(pages.next())
      await sleep(50)
      await pages.return?.()
      expect((await waiting).code).toBe('CERT-7006')
    },
  )
})

test('a signal cancels before, in and between requests', async () => {
  await withOrg(
    (request) => (request.url.endsWith('-2000') ? { hang: true } : { body: pageOf(4_000, 0, 2_000) }),
    async (client, org) => {
      const before = AbortSignal.abort(new Error('no'))
      const never = client.query('SELECT Id FROM A', { signal: before })[Symbol.asyncIterator]().next()
      expect(await failureOf(never)).toMatchObject({
        code: 'CERT-7006',
        message: 'The request was cancelled.',
      })
      expect(org.received).toHaveLength(0)

      const controller = new AbortController()
      const pages = client.query('SELECT Id FROM A', { signal: controller.signal })[Symbol.asyncIterator]()
      await pages.next()
      const waiting = failureOf(pages.next())
      setTimeout(() => controller.abort(), 30)
      expect((await waiting).code).toBe('CERT-7006')
    },
  )
})

test('closing the client stops what is under way and what would come', async () => {
  await withOrg(
    () => ({ hang: true }),
    async (client, org) => {
      const waiting = failureOf(client.limits())
      while (org.received.length === 0) await sleep(5)
      client.close()
      expect((await waiting).code).toBe('CERT-7006')
      expect((await failureOf(namesOf(client))).code).toBe('CERT-7006')
      expect(org.received).toHaveLength(1)
    },
  )
})

test('many scans may share one signal', async () => {
  const warnings: Error[] = []
  const note = (warning: Error) => warnings.push(warning)
  process.on('warning', note)
  await withOrg(pagedOrg(6_000), async (client) => {
    const { signal } = new AbortController()
    const scan = async () => {
      let rows = 0
      for await (const page of client.query('SELECT Id FROM Account', { signal })) rows += page.records.length
      return rows
    }
    expect(await Promise.all(Array.from({ length: 24 }, scan))).toEqual(Array(24).fill(6_000))
    await sleep(10)
  })
  process.off('warning', note)
  expect(warnings).toEqual([])
})

describe('a result that is not whole is an error', () => {
  test.each([
    ['fewer rows than announced', { totalSize: 3, done: true, records: [{ Id: '1' }] }, '1 of 3 rows'],
    ['more rows than announced', { totalSize: 0, done: true, records: [{ Id: '1' }] }, '1 of 0 rows'],
    ['no rows though some are announced', { totalSize: 3, done: true, records: [] }, '0 of 3 rows'],
  ])('%s', async (_, body, progress) => {
    await withOrg(
      () => ({ body }),
      async (client) => {
        const error = await failureOf(namesOf(client))
        expect(error.code).toBe('CERT-6004')
        expect(error.message).toContain(progress)
        expect(error.hint).toBeDefined()
      },
    )
  })

  test('a locator that leads back', async () => {
    await withOrg(
      () => ({ body: { ...pageOf(9, 0, 2), nextRecordsUrl: '/services/data/v67.0/query/01g-2' } }),
      async (client, org) => {
        const error = await failureOf(namesOf(client))
        expect(error).toMatchObject({ code: 'CERT-6004' })
        expect(error.message).toContain('4 of 9 rows')
        expect(org.received.length).toBeLessThanOrEqual(3)
      },
    )
  })

  test('a lost locator says how far the scan had come', async () => {
    await withOrg(
      (request, number) =>
        number < 3
          ? pagedOrg(10_001)(request, number)
          : { status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] },
      async (client, org) => {
        const error = await failureOf(namesOf(client))
        expect(error.code).toBe('CERT-6004')
        expect(error.message).toBe(
          'The org no longer knows the cursor of this query, after 4,000 of 10,001 rows.',
        )
        expect(error.org).toEqual({
          code: 'INVALID_QUERY_LOCATOR',
          message: 'invalid query locator',
          httpStatus: 400,
        })
        expect(org.received).toHaveLength(3)
      },
    )
  })
})

test('SELECT COUNT() has its answer in totalSize', async () => {
  await withOrg(
    () => ({ body: { totalSize: 123, done: true, records: [] } }),
    async (client) => {
      const sizes: number[] = []
      for await (const page of client.query('select count( ) from Account')) sizes.push(page.totalSize)
      expect(sizes).toEqual([123])
    },
  )
})

test('guards a missing "done", and refuses what is no page', async () => {
  const { done: _, ...withoutDone } = pageOf(1, 0, 1) as QueryPage
  await withOrg(
    () => ({ body: withoutDone }),
    async (client) => expect(await namesOf(client)).toEqual(['Acme 0']),
  )
  const elsewhere = { ...pageOf(4, 0, 2), nextRecordsUrl: 'https://evil.example/services/data/v67.0/query/1' }
  const protocolRelative = { ...pageOf(4, 0, 2), nextRecordsUrl: '//evil.example/query/1' }
  const deadEnd = { totalSize: 4, done: false, records: [{ Id: '1' }] }
  for (const body of [{ hello: 1 }, [], 'null', elsewhere, protocolRelative, deadEnd]) {
    await withOrg(
      () => ({ body }),
      async (client, org) => {
        expect((await failureOf(namesOf(client))).code).toBe('CERT-6002')
        expect(org.received).toHaveLength(1)
      },
    )
  }
})

describe('long SOQL', () => {
  const ids = (count: number) =>
    Array.from({ length: count }, (_, index) => `'001${String(index).padStart(15, '0')}'`).join(',')
  const soql = (count: number) => `SELECT Id FROM Account WHERE Id IN (${ids(count)})`

  test('stays a GET up to the last byte, and never exceeds what the org takes', async () => {
    const inside = { compositeResponse: [{ httpStatusCode: 200, body: pageOf(1, 0, 1) }] }
    await withOrg(
      ({ method }) => ({ body: method === 'GET' ? pageOf(1, 0, 1) : inside }),
      async (client, org) => {
        for (let count = 715; count <= 745; count++) await namesOf(client, soql(count))
        const direct = org.received.filter(({ method }) => method === 'GET')
        expect(direct.length).toBeGreaterThan(5)
        expect(org.received.length).toBeGreaterThan(direct.length + 5)
        for (const { url, headers } of direct) {
          const head = [`GET ${url} HTTP/1.1`, ...Object.entries(headers).map(([k, v]) => `${k}: ${v}`)]
          expect(head.reduce((sum, line) => sum + line.length + 2, 2)).toBeLessThanOrEqual(15_500)
        }
      },
    )
  })

  test('goes inside a composite call when it is longer', async () => {
    const body = { compositeResponse: [{ httpStatusCode: 200, referenceId: 'query', body: pageOf(3, 0, 2) }] }
    await withOrg(
      (request) => (request.method === 'POST' ? { body } : { body: pageOf(3, 2, 3) }),
      async (client, org) => {
        const names: string[] = []
        for await (const page of client.query(soql(4_000), { pageSize: 200 })) {
          names.push(...page.records.map((record) => String(record.Name)))
        }
        expect(names).toEqual(expectedNames(3))
        const [first, second] = org.received
        expect([first?.method, first?.url]).toEqual(['POST', '/services/data/v67.0/composite'])
        const { allOrNone, compositeRequest } = JSON.parse(first?.body ?? '')
        expect(allOrNone).toBe(false)
        expect(compositeRequest).toHaveLength(1)
        expect(compositeRequest[0]).toMatchObject({
          method: 'GET',
          referenceId: 'query',
          httpHeaders: { 'Sforce-Query-Options': 'batchSize=200' },
        })
        const inner = new URL(compositeRequest[0].url, org.url)
        expect(inner.pathname).toBe('/services/data/v67.0/query/')
        expect(inner.searchParams.get('q')).toBe(soql(4_000))
        expect(second?.url).toBe('/services/data/v67.0/query/01g0000000LOCATOR-2')
      },
    )
  })

  test('finds the error inside the composite answer', async () => {
    const refused = [{ errorCode: 'MALFORMED_QUERY', message: 'unexpected token' }]
    await withOrg(
      () => ({ body: { compositeResponse: [{ httpStatusCode: 400, body: refused, referenceId: 'query' }] } }),
      async (client, org) => {
        const error = await failureOf(namesOf(client, soql(4_000)))
        expect(error).toMatchObject({
          code: 'CERT-6001',
          org: { code: 'MALFORMED_QUERY', message: 'unexpected token', httpStatus: 400 },
        })
        expect(org.received).toHaveLength(1)
      },
    )
  })

  test('repeats a composite call whose inner query met a passing fault', async () => {
    const busy = [{ errorCode: 'SERVER_UNAVAILABLE', message: 'busy' }]
    const answer = (httpStatusCode: number, body: unknown) => ({
      compositeResponse: [{ httpStatusCode, body }],
    })
    await withOrg(
      (_, number) => ({ body: number === 1 ? answer(503, busy) : answer(200, pageOf(1, 0, 1)) }),
      async (client, org) => {
        expect(await namesOf(client, soql(4_000))).toEqual(['Acme 0'])
        expect(org.received).toHaveLength(2)
      },
    )
  })

  test('is refused over 100,000 characters before anything is sent', async () => {
    await withOrg(
      () => ({ body: pageOf(0, 0, 0) }),
      async (client, org) => {
        const error = await failureOf(namesOf(client, soql(4_800)))
        expect(error.code).toBe('CERT-7005')
        expect(error.message).toMatch(/^The SOQL has 10\d,\d{3} characters; the org takes at most 100,000\.$/)
        expect(error.hint).toContain('split')
        expect(org.received).toHaveLength(0)
      },
    )
  })
})

test('tells of each request: calls with retries, wire bytes, time', async () => {
  const figures: RequestFigures[] = []
  await withOrg(
    (request, number) =>
      number === 2 ? { reset: true } : { ...pagedOrg(2_001)(request, number), gzip: true },
    async (client, org) => {
      const pages = client.query('SELECT Id FROM Account', { onRequest: (one) => figures.push(one) })
      let bytes = 0
      for await (const page of pages) bytes += JSON.stringify(page.records).length
      expect(org.received).toHaveLength(3)
      expect(figures.map(({ apiCalls }) => apiCalls)).toEqual([1, 2])
      expect(figures[0]?.bytes).toBeGreaterThan(100)
      expect(figures[0]?.bytes).toBeLessThan(bytes / 5)
      expect(figures[0]?.milliseconds).toBeGreaterThan(0)
    },
  )
})
