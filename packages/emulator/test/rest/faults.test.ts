import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fault } from '../../src/index.js'
import { checkFaults } from '../../src/server/faults.js'
import { startTestOrg, type TestOrg } from '../support/ask.js'

const ACCOUNTS = Array.from({ length: 2_100 }, (_, index) => ({ Name: `n${index}` }))

/** Runs with one org that has these faults. */
async function withFaults(faults: readonly Fault[], run: (org: TestOrg) => Promise<void>): Promise<void> {
  const org = await startTestOrg({ records: { Account: ACCOUNTS }, faults })
  try {
    await run(org)
  } finally {
    await org.close()
  }
}

const SOQL = 'SELECT Id FROM Account LIMIT 1'
const statuses = async (org: TestOrg, times: number) => {
  const seen: number[] = []
  for (let round = 0; round < times; round++) seen.push((await org.query(SOQL)).status)
  return seen
}

test('a status and an error code, so often', () =>
  withFaults(
    [
      {
        match: { path: '/query' },
        action: { status: 503, errorCode: 'SERVER_UNAVAILABLE', headers: { 'Retry-After': '1' } },
        times: 2,
      },
    ],
    async (org) => {
      const first = await org.query(SOQL)
      expect(first.body).toEqual([{ errorCode: 'SERVER_UNAVAILABLE', message: expect.any(String) }])
      expect(first.headers.get('retry-after')).toBe('1')
      expect(await statuses(org, 2)).toEqual([503, 200])
    },
  ))

test('the nth, or every so many', async () => {
  await withFaults([{ match: { nth: 2 }, action: { status: 500 } }], async (org) => {
    expect(await statuses(org, 4)).toEqual([200, 500, 200, 200])
  })
  await withFaults([{ match: { every: 2 }, action: { status: 500 } }], async (org) => {
    expect(await statuses(org, 4)).toEqual([200, 500, 200, 500])
  })
})

test('with a probability, the same for the same seed', () =>
  withFaults([{ match: { probability: 0.5 }, action: { status: 500 } }], async (org) => {
    const seen = await statuses(org, 20)
    expect(new Set(seen)).toEqual(new Set([200, 500]))
    await withFaults([{ match: { probability: 0.5 }, action: { status: 500 } }], async (twin) => {
      expect(await statuses(twin, 20)).toEqual(seen)
    })
  }))

test('only what fits by method and query, next pages too', () =>
  withFaults(
    [{ match: { method: 'get', soql: 'Name FROM', nth: 2 }, action: { status: 500 } }],
    async (org) => {
      expect(await statuses(org, 3)).toEqual([200, 200, 200])
      const { body } = await org.query('SELECT Name FROM Account')
      expect((await org.request(body.nextRecordsUrl)).status).toBe(500)
    },
  ))

test('HTML in place of JSON', () =>
  withFaults([{ match: {}, action: { status: 200, body: '<html>maintenance</html>' } }], async (org) => {
    const { status, body, headers } = await org.query(SOQL)
    expect([status, body]).toEqual([200, '<html>maintenance</html>'])
    expect(headers.get('content-type')).toContain('text/html')
  }))

test('an empty 406', () =>
  withFaults([{ match: {}, action: { status: 406, body: '' } }], async (org) => {
    expect(await org.request('/services/data')).toMatchObject({ status: 406 })
  }))

test('the connection breaks off before, in the middle, and after', async () => {
  for (const action of [{ reset: true }, { truncate: 0.5 }, { applyThenReset: true }]) {
    await withFaults([{ match: {}, action, times: 1 }], async (org) => {
      await expect(org.query('SELECT Id FROM Account')).rejects.toThrow()
      expect((await org.query(SOQL)).status).toBe(200)
    })
  }
})

test('an answer takes its time', () =>
  withFaults([{ match: {}, action: { delayMs: 150 }, times: 1 }], async (org) => {
    const started = performance.now()
    await org.query(SOQL)
    expect(performance.now() - started).toBeGreaterThanOrEqual(140)
  }))

test('an answer that nobody waits for any more does not keep the process', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timers()
  await withFaults([{ match: {}, action: { delayMs: 60_000 }, times: 1 }], async (org) => {
    const leave = new AbortController()
    const asked = org.query(SOQL, { signal: leave.signal })
    setTimeout(() => leave.abort(), 200)
    await expect(asked).rejects.toThrow('aborted')
  })
  expect(timers()).toBe(before)
})

test('the session ends', () =>
  withFaults([{ match: { nth: 2 }, action: { expireSession: true } }], async (org) => {
    expect(await statuses(org, 3)).toEqual([200, 401, 401])
  }))

test('the locator is lost', () =>
  withFaults([{ match: { path: '-2000' }, action: { dropLocator: true } }], async (org) => {
    const { body } = await org.query('SELECT Id FROM Account')
    const next = await org.request(body.nextRecordsUrl)
    expect([next.status, next.body[0].errorCode]).toEqual([400, 'INVALID_QUERY_LOCATOR'])
  }))

test('latency is added to every answer', async () => {
  const org = await startTestOrg({ latencyMs: 60 })
  const started = performance.now()
  await org.query(SOQL)
  expect(performance.now() - started).toBeGreaterThanOrEqual(55)
  await org.close()
})

test('the query log has a line for every request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'emulator-'))
  const queryLog = join(folder, 'log.jsonl')
  const org = await startTestOrg({ queryLog, faults: [{ match: { nth: 2 }, action: { reset: true } }] })
  await org.query(SOQL)
  await expect(org.query(SOQL)).rejects.toThrow()
  await org.close()
  const lines = readFileSync(queryLog, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  rmSync(folder, { recursive: true })
  expect(lines).toMatchObject([{ soql: SOQL, status: 200 }, { status: 0 }])
})

test.each([
  [{}, 'faults are a JSON array'],
  [[{ match: {} }], 'needs the objects "match" and "action"'],
  [[{ match: { sql: 'x' }, action: {} }], '"match" of fault 1 has "sql"'],
  [[{ match: {}, action: { explode: true } }], '"action" of fault 1 has "explode"'],
  [[{ match: { nth: '2' }, action: {} }], '"nth" must be a number'],
  [[{ match: {}, action: {}, times: 'often' }], '"times" must be a number'],
])('%j is no plan', (faults, message) => {
  expect(() => checkFaults(faults)).toThrow(message)
})

test('faults can be replaced while the org runs', async () => {
  const org = await startTestOrg({ faults: [{ match: {}, action: { status: 503 } }] })
  expect((await org.query('SELECT Id FROM Account')).status).toBe(503)
  org.emulator.setFaults([{ match: {}, action: { status: 502 }, times: 1 }])
  expect((await org.query('SELECT Id FROM Account')).status).toBe(502)
  expect((await org.query('SELECT Id FROM Account')).status).toBe(200)
  await org.close()
})
