import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Catalog, type CatalogView, openDescribeCache } from '../src/index.js'
import { OBJECTS } from './support/describes.js'
import { FakeOrg } from './support/fake-org.js'

const identity = { instanceUrl: 'https://acme.my.salesforce.com', userId: '005000000000001AAA' }
const both = (view: CatalogView) => [view.statistics('Account')?.records, view.statistics('Task')?.records]

function countedOrg(): FakeOrg {
  const org = new FakeOrg(OBJECTS)
  org.counts = new Map([['Account', 1200]])
  return org
}

test('are not fetched unless it is wanted', async () => {
  const org = countedOrg()
  expect(await new Catalog(org).resolve(both)).toEqual([undefined, undefined])
  expect(org.calls).toEqual([])
})

test('are fetched in one call, once; what the org does not count is not asked for again', async () => {
  const org = countedOrg()
  const catalog = new Catalog(org)
  expect(await catalog.resolve(both, { statistics: 'fetch' })).toEqual([1200, undefined])
  expect(await catalog.resolve(both, { statistics: 'fetch' })).toEqual([1200, undefined])
  expect(await catalog.resolve(both)).toEqual([1200, undefined])
  expect(org.calls).toEqual(['counts Account, Task'])
})

test('can be fetched beforehand, in calls that fit an address', async () => {
  const org = countedOrg()
  const names = Array.from({ length: 700 }, (_, index) => `Object${index}`)
  await new Catalog(org).loadStatistics([...names, ...names])
  expect(org.calls.map((call) => call.split(',').length)).toEqual([300, 300, 100])
})

test('grow old', async () => {
  const org = countedOrg()
  let now = 1_000_000
  const catalog = new Catalog(org, { now: () => now, ttlMilliseconds: 500 })
  await catalog.resolve(both, { statistics: 'fetch' })
  now += 501
  expect(await catalog.resolve(both)).toEqual([undefined, undefined])
  org.counts = new Map([['Account', 1300]])
  expect(await catalog.resolve(both, { statistics: 'fetch' })).toEqual([1300, undefined])
  expect(org.calls).toHaveLength(2)
})

test('are had even when nothing may be kept', async () => {
  const org = countedOrg()
  const catalog = new Catalog(org, { ttlMilliseconds: 0 })
  expect(await catalog.resolve(both, { statistics: 'fetch' })).toEqual([1200, undefined])
})

test('stop nothing when they are not to be had', async () => {
  const org = countedOrg()
  const warnings: string[] = []
  org.before = () => Promise.reject(new Error('forbidden'))
  const catalog = new Catalog(org, { onWarning: (message) => warnings.push(message) })
  expect(await catalog.resolve(both, { statistics: 'fetch' })).toEqual([undefined, undefined])
  await catalog.resolve(both, { statistics: 'fetch' })
  expect(warnings).toEqual(['Record counts are not to be had (forbidden); plans are made without them.'])
  expect(org.calls).toHaveLength(1)
})

test('are not asked for from an org that has no way to count', async () => {
  const { describeGlobal, describeObject } = countedOrg()
  const catalog = new Catalog({ describeGlobal, describeObject })
  expect(await catalog.resolve(both, { statistics: 'fetch' })).toEqual([undefined, undefined])
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-counts-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('are kept by the cache for other processes, and add up there', async () => {
  const cache = openDescribeCache(folder, identity)
  const first = countedOrg()
  const second = countedOrg()
  second.counts = new Map([['Task', 7]])
  const early = new Catalog(second, { cache })
  await early.resolve(() => undefined)
  await new Catalog(first, { cache }).loadStatistics(['Account'])
  await early.loadStatistics(['Task'])
  const third = countedOrg()
  expect(await new Catalog(third, { cache }).resolve(both, { statistics: 'fetch' })).toEqual([1200, 7])
  expect(third.calls).toEqual([])
})

test('are forgotten by a refresh, those of the cache too', async () => {
  const cache = openDescribeCache(folder, identity)
  const org = countedOrg()
  let now = 1_000_000
  const catalog = new Catalog(org, { cache, now: () => now++ })
  await catalog.loadStatistics(['Account', 'Task'])
  catalog.refresh()
  org.counts = new Map([['Account', 5]])
  expect(await catalog.resolve(both, { statistics: 'fetch' })).toEqual([5, undefined])
  expect(org.calls).toHaveLength(2)
})
