import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection, SqlValue } from '../src/index.js'
import { closeAll, connectTo, startOrg } from './support/test-org.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-driver-extract-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
  await closeAll()
})

const BULK = { bulkJobMs: 0, bulkPageRows: 500 } as const
const QUICK = { BulkPollInterval: 1 } as const
/** All of it by the org; and with work on each row that is done here. */
const STATEMENTS = [
  'SELECT Id, Name, acme__Total__c AS total, acme__Account__r.Name FROM acme__Invoice__c',
  'SELECT Id, UPPER(Name) AS name, acme__Total__c * 2 AS twice FROM acme__Invoice__c WHERE LENGTH(Name) > 5',
] as const

async function extracted(connection: Connection, sql: string, resume = false) {
  const extract = connection.extract(sql, [], { directory: folder, resume })
  const rows: (readonly SqlValue[])[] = []
  let pages = 0
  let newPages = 0
  for await (const page of extract) {
    pages++
    if (page.isNew) newPages++
    for await (const batch of page.batches()) rows.push(...batch.rows)
  }
  return { columns: await extract.columns(), rows, pages, newPages, stats: extract.stats }
}

test.each(STATEMENTS)('an extract has the rows of the query: %s', async (sql) => {
  const connection = await connectTo(await startOrg(BULK), QUICK)
  const whole = await connection.query(sql, [], { rowMode: 'array' })
  const { columns, rows, pages, stats } = await extracted(connection, sql)
  expect(columns).toEqual(whole.columns)
  expect([...rows].sort()).toEqual([...whole.rows].sort())
  expect(pages).toBe(9)
  expect(stats).toMatchObject({ pages: 9, bulkJobs: 1, rowsFetched: 4500 })
})

test.each(STATEMENTS)('one that was left goes on, in another connection: %s', async (sql) => {
  const org = await startOrg(BULK)
  const first = await connectTo(org, QUICK)
  for await (const page of first.extract(sql, [], { directory: folder })) if (page.number === 3) break
  await first.close()
  const second = await connectTo(org, QUICK)
  const whole = await second.query(sql, [], { rowMode: 'array' })
  const { rows, pages, newPages, stats } = await extracted(second, sql, true)
  expect([...rows].sort()).toEqual([...whole.rows].sort())
  expect(pages).toBe(9)
  expect(newPages).toBeLessThanOrEqual(6)
  expect(stats).toMatchObject({ pages: newPages })
  expect((await readdir(folder)).sort().at(-1)).toBe('page-000009.csv')
  expect(await readFile(join(folder, 'page-000001.csv'), 'utf8')).toMatch(/^"(?:Id|Name)",/)
})

test.each([
  ['SELECT COUNT(*) FROM Account', /can't be extracted page by page: /],
  ['SELECT Name FROM Account ORDER BY Name LIMIT 5', /can't be extracted page by page: /],
  [
    'SELECT Name, ROW_NUMBER() OVER (ORDER BY Name) FROM Account',
    /rows of several pages are needed together/,
  ],
  ['SELECT 1', /it asks the org for nothing/],
  ['SHOW ALL', /Only queries can be extracted/],
])('what cannot be extracted says why: %s', async (sql, message) => {
  const connection = await connectTo(await startOrg(BULK), QUICK)
  await expect(extracted(connection, sql)).rejects.toMatchObject({
    code: 'CERT-4001',
    message: expect.stringMatching(message),
  })
  expect(await readdir(folder)).toEqual([])
})

test('a job that is gone is begun anew, and a notice tells', async () => {
  const org = await startOrg(BULK)
  const connection = await connectTo(org, QUICK)
  for await (const page of connection.extract(STATEMENTS[0], [], { directory: folder }))
    if (page.number === 2) break
  const id = /"kind":"job","id":"(\w+)"/.exec(await readFile(join(folder, 'ledger.jsonl'), 'utf8'))?.[1]
  const headers = { Authorization: `Bearer ${org.credentials.accessToken}` }
  await fetch(`${org.url}/services/data/v67.0/jobs/query/${id}`, { method: 'DELETE', headers })
  const again = connection.extract(STATEMENTS[0], [], { directory: folder, resume: true })
  let rows = 0
  for await (const page of again) rows += page.rows ?? 0
  expect(rows).toBe(4500)
  expect(again.notices).toEqual([
    { kind: 'extractRestarted', message: `The extract was begun anew: the org no longer has the job ${id}.` },
  ])
})

test('MaxApiCalls stops it, and it goes on from there', async () => {
  const org = await startOrg(BULK)
  const connection = await connectTo(org, QUICK)
  connection.set('MaxApiCalls', 6)
  await expect(extracted(connection, STATEMENTS[0])).rejects.toMatchObject({
    code: 'CERT-7001',
    message: expect.stringMatching(/It was stopped after \d+ API calls and [\d,]+ records\.$/),
  })
  connection.set('MaxApiCalls', null)
  const { rows, newPages } = await extracted(connection, STATEMENTS[0], true)
  expect(rows).toHaveLength(4500)
  expect(newPages).toBeLessThan(9)
})
