import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Catalog, type CatalogView, findColumn, openDescribeCache } from '../src/index.js'
import { describeOf, field } from './support/describes.js'
import { FakeOrg } from './support/fake-org.js'

/**
 * The limits are far above what is measured (see the README): they catch a loop over all names, not a slow
 * machine.
 */
const identity = { instanceUrl: 'https://large.my.salesforce.com', userId: '005000000000001AAA' }
const namespaces = ['c2g', 'pse', 'ffbc', 'fferpcore']
const objects = Array.from({ length: 1000 }, (_, index) => {
  const name = `${namespaces[index % namespaces.length]}__Object${index}__c`
  const fields = Array.from({ length: 100 }, (_, position) => field(`c2g__Field${position}__c`, 'string'))
  return describeOf(name, fields)
})
const lookUp100 = (view: CatalogView) =>
  Array.from({ length: 100 }, (_, index) =>
    view.lookUp(index % 2 === 0 ? `object${index}` : `pse__object${index}__c`),
  )

test('names of 1,000 objects are looked up in microseconds', async () => {
  const catalog = new Catalog(new FakeOrg(objects))
  const lookups = await catalog.resolve(lookUp100)
  expect(lookups.filter((lookup) => lookup.kind === 'found')).toHaveLength(75)
  const milliseconds = await timeOf(() =>
    catalog.resolve((view) => Array.from({ length: 100 }, () => lookUp100(view))),
  )
  report('look-up of a name among 1,000 objects', (milliseconds / 10_000) * 1000, 'µs')
  expect(milliseconds).toBeLessThan(1000)
})

test('columns of a table are looked up in microseconds', async () => {
  const catalog = new Catalog(new FakeOrg(objects))
  const table = await catalog.resolve((view) => view.table('c2g__Object0__c'))
  expect(findColumn(table, 'field99').kind).toBe('found')
  const milliseconds = await timeOf(async () => {
    for (let round = 0; round < 10_000; round++)
      findColumn(table, round % 2 === 0 ? 'field42' : 'c2g__Field42__c')
  })
  report('look-up of a column among 100', (milliseconds / 10_000) * 1000, 'µs')
  expect(milliseconds).toBeLessThan(1000)
})

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-large-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a process that needs three tables reads three of them from the cache', async () => {
  const openCache = () => openDescribeCache(folder, identity)
  const filling = await timeOf(() => new Catalog(new FakeOrg(objects), { cache: openCache() }).allTables())
  report('1,000 describes of 100 fields into the cache', filling, 'ms')
  const org = new FakeOrg(objects)
  const read: string[] = []
  const cache = openCache()
  if (cache === undefined) throw new Error('no cache')
  const noting = {
    read: (key: Parameters<typeof cache.read>[0]) => {
      read.push(key)
      return cache.read(key)
    },
    write: cache.write.bind(cache),
    touch: cache.touch.bind(cache),
  }
  const milliseconds = await timeOf(() =>
    new Catalog(org, { cache: noting }).resolve((view) => {
      const lookups = ['Object1', 'Object2', 'Object3'].map((name) => view.lookUp(name))
      return lookups.map((lookup) => (lookup.kind === 'found' ? view.table(lookup.name) : undefined))
    }),
  )
  report('catalog with three tables of 1,000 from the cache', milliseconds, 'ms')
  expect(org.calls).toEqual([])
  expect(read.sort()).toEqual([
    'global',
    'object/ffbc__Object2__c',
    'object/fferpcore__Object3__c',
    'object/pse__Object1__c',
    'record-counts',
  ])
  expect(milliseconds).toBeLessThan(1000)
})

test('a thousand waiting requests with one signal make no noise', async () => {
  const warnings: unknown[] = []
  const note = (warning: unknown) => warnings.push(warning)
  process.on('warning', note)
  await new Catalog(new FakeOrg(objects)).allTables({ signal: new AbortController().signal })
  await new Promise((resolve) => setTimeout(resolve, 10))
  process.off('warning', note)
  expect(warnings).toEqual([])
})

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function report(what: string, figure: number, unit: string): void {
  if (process.env.CERTSQL_FIGURES) process.stderr.write(`${what}: ${figure.toPrecision(3)} ${unit}\n`)
}
