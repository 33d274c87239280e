import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmulatorOptions } from '@certsql/emulator'
import type { RequestEvent, StatementEvent } from '../src/index.js'
import { closeAll, connectTo, loginOf, startOrg } from './support/test-org.js'

afterEach(closeAll)

const INVOICES = 'SELECT Name, acme__Total__c FROM acme__Invoice__c'
const BROKEN_PAGE: NonNullable<EmulatorOptions['faults']> = [
  { match: { path: '/query/', nth: 2 }, action: { truncate: 0.5 } },
]

describe('the figures of a statement', () => {
  test('over REST: calls, pages, rows, bytes, retries, waits', async () => {
    const connection = await connectTo(await startOrg({ faults: BROKEN_PAGE }))
    const { stats } = await connection.query(INVOICES)
    expect(stats).toMatchObject({
      apiCalls: 4,
      pages: 3,
      rowsFetched: 4500,
      rows: 4500,
      retries: 1,
      bulkJobs: 0,
    })
    expect(stats.bytes).toBeGreaterThan(1000)
    expect(stats.waitMilliseconds).toBeGreaterThan(0)
    expect(stats.scans).toMatchObject([{ transport: 'rest', apiCalls: 4, pages: 3, retries: 1 }])
    const { orgMilliseconds, localMilliseconds } = stats.phases
    expect(orgMilliseconds).toBeGreaterThan(0)
    expect(orgMilliseconds).toBeLessThanOrEqual(stats.milliseconds + 1)
    expect(localMilliseconds).toBe(0)
  })

  test('over Bulk: the job, and the waits for it', async () => {
    const connection = await connectTo(await startOrg({ bulkJobMs: 150, bulkPageRows: 1000 }), {
      UseBulk: 'always',
      BulkPollInterval: 1,
    })
    const { stats } = await connection.query(INVOICES)
    expect(stats).toMatchObject({ pages: 5, rows: 4500, bulkJobs: 1, retries: 0 })
    expect(stats.waitMilliseconds).toBeGreaterThan(0)
    expect(stats.phases.orgMilliseconds).toBeGreaterThan(0)
  })

  test('what DuckDB does, and what the reader does', async () => {
    const connection = await connectTo(await startOrg())
    const stream = connection.stream(
      `SELECT acme__Account__c, ROW_NUMBER() OVER (ORDER BY Name) FROM acme__Invoice__c`,
    )
    for await (const _ of stream.batches()) await new Promise((resolve) => setTimeout(resolve, 30))
    const { phases } = stream.stats ?? {}
    expect(phases?.localMilliseconds).toBeGreaterThan(0)
    expect(phases?.readerMilliseconds).toBeGreaterThan(20)
  })
})

describe('onRequest', () => {
  test('is called with each request when it is over', async () => {
    const seen: RequestEvent[] = []
    const org = await startOrg({ faults: BROKEN_PAGE })
    const connection = await connectTo(org, { onRequest: (request) => seen.push(request) })
    seen.length = 0
    await connection.query(INVOICES)
    const queries = seen.filter(({ path }) => path.includes('/query'))
    expect(
      queries.map(({ method, status, apiCalls, retries }) => [method, status, apiCalls, retries]),
    ).toEqual([
      ['GET', 200, 1, 0],
      ['GET', 200, 2, 1],
      ['GET', 200, 1, 0],
    ])
    expect(queries[0]).toMatchObject({
      host: new URL(org.url).host,
      query: expect.stringContaining('q=SELECT Name, acme__Total__c FROM acme__Invoice__c'),
    })
    expect(new Set(seen.map(({ requestId }) => requestId)).size).toBe(seen.length)
  })

  test('hears of log-ins, without their secrets, and of failures', async () => {
    const seen: RequestEvent[] = []
    const org = await startOrg()
    const login = { ...loginOf(org), Password: 'hunter2-is-wrong' }
    const failure = await connectTo(org, { ...login, onRequest: (request) => seen.push(request) }).catch(
      (error: unknown) => error,
    )
    expect(seen).toMatchObject([
      { method: 'POST', path: '/services/Soap/u/64.0', status: 500, error: failure },
    ])
    expect(JSON.stringify(seen)).not.toContain('hunter2')
  })

  test('may fail without failing the request', async () => {
    const connection = await connectTo(await startOrg(), {
      onRequest: () => {
        throw new Error('a hook of a user')
      },
    })
    expect((await connection.query('SELECT Name FROM Account')).rows).toHaveLength(30)
  })

  test('is the only option that is a function', async () => {
    const org = await startOrg()
    await expect(connectTo(org, { User: () => undefined } as never)).rejects.toMatchObject({
      code: 'CERT-8601',
      message: "User can't be a function.",
    })
  })
})

describe('the diagnostics channels', () => {
  interface Told {
    readonly at: string
    readonly event: StatementEvent & RequestEvent
    readonly parent: string | undefined
  }
  const parents = new AsyncLocalStorage<string>()
  const told: Told[] = []
  const listenersOf = (channel: string) => {
    const tell = (at: string) => (event: unknown) => {
      told.push({ at: `${channel} ${at}`, event: event as Told['event'], parent: parents.getStore() })
    }
    return {
      start: tell('start'),
      end: tell('end'),
      asyncStart: tell('asyncStart'),
      asyncEnd: tell('asyncEnd'),
      error: tell('error'),
    }
  }
  const statements = tracingChannel('certsql:statement')
  const requests = tracingChannel('certsql:request')
  const listeners = { statements: listenersOf('statement'), requests: listenersOf('request') }
  beforeEach(() => {
    told.length = 0
    statements.subscribe(listeners.statements)
    requests.subscribe(listeners.requests)
    statements.start.bindStore(parents, (event) => (event as StatementEvent).sql)
  })
  afterEach(() => {
    statements.unsubscribe(listeners.statements)
    requests.unsubscribe(listeners.requests)
    statements.start.unbindStore(parents)
  })

  test('tell of a statement from its start to its last row, and of its requests inside', async () => {
    const connection = await connectTo(await startOrg())
    told.length = 0
    const others = connection.query('SELECT Name FROM Account')
    await connection.query(INVOICES)
    await others
    const ends = told.filter(({ at }) => at === 'statement asyncEnd').map(({ event }) => event)
    expect(ends.map(({ sql, stats }) => [sql, stats?.rows]).sort()).toEqual([
      ['SELECT Name FROM Account', 30],
      [INVOICES, 4500],
    ])
    const pages = told.filter(({ at, event }) => at === 'request start' && event.path.includes('/query'))
    expect(pages.map(({ parent }) => parent).sort()).toEqual([
      'SELECT Name FROM Account',
      ...Array(3).fill(INVOICES),
    ])
    const finished = told.filter(({ at }) => at === 'request asyncEnd').map(({ event }) => event)
    expect(finished.every(({ status, milliseconds }) => status === 200 && milliseconds > 0)).toBe(true)
    // Neither rows nor answers are in what is told.
    expect(JSON.stringify(finished)).not.toContain('INV-')
  })

  test('tell in the order that tracers expect', async () => {
    const connection = await connectTo(await startOrg())
    told.length = 0
    await connection.query('SELECT 1')
    expect(told.map(({ at }) => at)).toEqual([
      'statement start',
      'statement end',
      'statement asyncStart',
      'statement asyncEnd',
    ])
  })

  test.each([
    ['SELECT Nmae FROM Account', 'CERT-2003'],
    ['SELECT 1 / Rating__c FROM Account', 'CERT-3006'],
  ])('tell of failures: %s', async (sql, code) => {
    const connection = await connectTo(await startOrg())
    await expect(connection.query(sql)).rejects.toMatchObject({ code })
    const events = told.filter(({ at }) => at.startsWith('statement'))
    expect(events.map(({ at }) => at.split(' ')[1])).toEqual([
      'start',
      'end',
      'error',
      'asyncStart',
      'asyncEnd',
    ])
    expect(events[0]?.event).toMatchObject({ sql, error: { code } })
  })

  test('tell of a statement that was left', async () => {
    const connection = await connectTo(await startOrg())
    for await (const _ of connection.stream(INVOICES)) break
    const [end] = told.filter(({ at }) => at === 'statement asyncEnd')
    expect(end?.event.stats?.pages).toBeLessThanOrEqual(2)
    expect(end?.event.error).toBeUndefined()
  })
})

describe('the log file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certsql-log-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function linesAt(verbosity: number): Promise<readonly string[]> {
    const Logfile = join(folder, `${verbosity}.log`)
    const faults: EmulatorOptions['faults'] = [
      { match: { path: '/query/', nth: 1 }, action: { status: 503, errorCode: 'SERVER_UNAVAILABLE' } },
      { match: { soql: 'Industry' }, action: { status: 400, errorCode: 'QUERY_TOO_COMPLICATED' } },
    ]
    const connection = await connectTo(await startOrg({ faults }), { Logfile, Verbosity: verbosity })
    await connection.query(INVOICES)
    await expect(connection.query('SELECT Industry FROM Account')).rejects.toMatchObject({
      code: 'CERT-7005',
    })
    await connection.close()
    expect((await stat(Logfile)).mode & 0o777).toBe(0o600)
    return (await readFile(Logfile, 'utf8')).trimEnd().split('\n')
  }

  test('tells more at each verbosity, and no secret at any', async () => {
    const logs = [await linesAt(1), await linesAt(2), await linesAt(3), await linesAt(4), await linesAt(5)]
    const [failures = [], retries = [], requests = [], queries = [], headers = []] = logs
    expect(failures).toEqual([expect.stringMatching(/^\S+Z 1 r\d+ CERT-7005: /)])
    expect(retries).toEqual([
      expect.stringMatching(
        /^\S+Z 2 r\d+ attempt 1 The org is not available at the moment\. Trying again in \d+ ms\.$/,
      ),
      expect.stringMatching(/^\S+Z 1 r\d+ CERT-7005: /),
    ])
    expect(requests).toContainEqual(
      expect.stringMatching(
        /^\S+Z 3 r\d+ GET 127\.0\.0\.1:\d+\/services\/data\/v67\.0\/query\/ 200 \d+ ms \d+ bytes /,
      ),
    )
    expect(requests.some((line) => line.includes('SELECT'))).toBe(false)
    expect(queries).toContainEqual(expect.stringMatching(/^\S+Z 4 r\d+ .*q=SELECT Name, acme__Total__c FROM/))
    expect(queries.some((line) => line.includes('"User-Agent"'))).toBe(false)
    expect(headers).toContainEqual(expect.stringMatching(/^\S+Z 5 r\d+ .*"Authorization":"\*\*\*"/))
    // One request has one name on all of its lines.
    const [, id = ''] = / 2 (r\d+) /.exec(retries[0] ?? '') ?? []
    expect(requests.filter((line) => line.includes(` 3 ${id} `))).toHaveLength(2)
    const { password, securityToken, accessToken } = (await startOrg()).credentials
    for (const secret of [password, securityToken, accessToken]) {
      expect(logs.flat().filter((line) => line.includes(secret))).toEqual([])
    }
  })

  test('that cannot be written is an error before the log-in', async () => {
    const org = await startOrg()
    const failing = connectTo(org, { Logfile: join(folder, 'nowhere', 'x.log') })
    await expect(failing).rejects.toMatchObject({ code: 'CERT-8603' })
    expect(org.requests).toEqual([])
  })
})
