import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Catalog, type CatalogOptions, type DescribeCache, openDescribeCache } from '../src/index.js'
import { ACCOUNT, describeOf, field, OBJECTS } from './support/describes.js'
import { FakeOrg } from './support/fake-org.js'

const identity = { instanceUrl: 'https://acme.my.salesforce.com', userId: '005000000000001AAA' }
const START = Date.UTC(2025, 0, 31)
const HOUR = 3_600_000

let folder: string
let cache: DescribeCache | undefined
let warnings: string[]
let now: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-cache-'))
  warnings = []
  cache = openDescribeCache(folder, identity, (message) => warnings.push(message))
  now = START
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function catalogOf(org: FakeOrg, options: CatalogOptions = {}): Catalog {
  return new Catalog(org, { cache, now: () => now, ttlMilliseconds: HOUR, ...options })
}

/** A process that starts, runs one statement over Account and ends: what it asks the org. */
async function callsOfOneProcess(org = new FakeOrg(OBJECTS)): Promise<readonly string[]> {
  org.calls.length = 0
  const table = await catalogOf(org).resolve((view) => view.table('Account'))
  expect(table.columns.map((column) => column.name)).toContain('Name')
  return [...org.calls]
}

async function fileOf(name: string): Promise<string> {
  const [owner = ''] = await readdir(folder)
  return join(folder, owner, name)
}

describe('a cache in a folder', () => {
  test('is used without a call until it is too old', async () => {
    expect(await callsOfOneProcess()).toEqual(['global', 'Account'])
    now = START + HOUR
    expect(await callsOfOneProcess()).toEqual([])
    expect(warnings).toEqual([])
  })

  test('gives back the same table', async () => {
    const fresh = await new Catalog(new FakeOrg(OBJECTS)).allTables()
    await catalogOf(new FakeOrg(OBJECTS)).allTables()
    const org = new FakeOrg(OBJECTS)
    expect(await catalogOf(org).allTables()).toEqual(fresh)
    expect(org.calls).toEqual([])
  })

  test('asks whether things changed once it is too old, and is good again when they did not', async () => {
    await callsOfOneProcess()
    now = START + HOUR + 1
    expect(await callsOfOneProcess()).toEqual([
      'global if modified since Mon',
      'Account if modified since Mon',
    ])
    now += HOUR
    expect(await callsOfOneProcess()).toEqual([])
    now += 1
    expect(await callsOfOneProcess()).toHaveLength(2)
  })

  test('takes what changed', async () => {
    const org = new FakeOrg(OBJECTS)
    await callsOfOneProcess(org)
    org.change(describeOf('Account', [field('Name', 'string'), field('New__c', 'string')]), 'Tue')
    now = START + HOUR + 1
    const changed = await catalogOf(org).resolve((view) => view.table('Account'))
    expect(changed.columns.map((column) => column.name)).toEqual(['Id', 'Name', 'New__c'])
    const later = new FakeOrg([])
    const kept = await catalogOf(later).resolve((view) => view.table('Account'))
    expect(kept).toEqual(changed)
    expect(later.calls).toEqual([])
  })

  test('asks for the whole again when the org gave no Last-Modified', async () => {
    const org = new FakeOrg(OBJECTS)
    org.lastModified.clear()
    await callsOfOneProcess(org)
    now = START + HOUR + 1
    expect(await callsOfOneProcess(org)).toEqual(['global', 'Account'])
  })

  test('checks again in a process that runs for long', async () => {
    const org = new FakeOrg(OBJECTS)
    const catalog = catalogOf(org)
    const table = await catalog.resolve((view) => view.table('Account'))
    now = START + HOUR + 1
    expect(await catalog.resolve((view) => view.table('Account'))).toBe(table)
    expect(org.calls.slice(2)).toEqual(['global if modified since Mon', 'Account if modified since Mon'])
    await catalog.resolve((view) => [view.lookUp('Account'), view.table('Account')])
    expect(org.calls).toHaveLength(4)
  })

  test('checks each time with a time to live of zero', async () => {
    const org = new FakeOrg(OBJECTS)
    const catalog = catalogOf(org, { ttlMilliseconds: 0, now: () => now++ })
    await catalog.resolve((view) => view.table('Account'))
    await catalog.resolve((view) => view.table('Account'))
    expect(org.calls).toEqual([
      'global',
      'Account',
      'global if modified since Mon',
      'Account if modified since Mon',
    ])
  })

  test('is not believed after a refresh', async () => {
    const org = new FakeOrg(OBJECTS)
    const catalog = catalogOf(org)
    await catalog.resolve((view) => view.table('Account'))
    catalog.refresh()
    await catalog.resolve((view) => view.table('Account'))
    expect(org.calls).toEqual(['global', 'Account', 'global', 'Account'])
    await catalog.resolve((view) => view.table('Account'))
    expect(org.calls).toHaveLength(4)
  })

  test('has files that only their owner can read', async () => {
    await callsOfOneProcess()
    expect((await stat(await fileOf('global.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(await fileOf('object/Account.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(await fileOf('object'))).mode & 0o777).toBe(0o700)
  })

  test('leaves no half-written files behind', async () => {
    await catalogOf(new FakeOrg(OBJECTS)).allTables()
    const names = await readdir(await fileOf('object'))
    expect(names.filter((name) => !name.endsWith('.json'))).toEqual([])
    expect(names).toHaveLength(OBJECTS.length)
  })

  test('keeps a fraction of what the org sends', async () => {
    const wordy = describeOf(
      'Account',
      ACCOUNT.fields.map((one) => ({
        ...one,
        inlineHelpText: null,
        soapType: 'xsd:string',
        mask: null,
        unique: false,
      })),
    )
    const org = new FakeOrg([wordy])
    await callsOfOneProcess(org)
    const text = await readFile(await fileOf('object/Account.json'), 'utf8')
    expect(text).not.toContain('soapType')
    expect(text).not.toContain('false')
    expect(text).not.toContain('null')
  })

  test('writes no file for a name that could be a path', async () => {
    const org = new FakeOrg([...OBJECTS, describeOf('../../evil', [])])
    const table = await catalogOf(org).resolve((view) => view.table('../../evil'))
    expect(table.name).toBe('../../evil')
    expect(await readdir(await fileOf('object')).catch(() => [])).toEqual([])
  })
})

describe('a damaged cache', () => {
  test.each([
    ['empty', ''],
    ['cut off', '{"format":1,"key":"object/Account","lastModified":"Mon"}\n{"name":"Account","fie'],
    ['no text at all', '\u0000\u0001\u0002'],
    [
      'of another format',
      '{"format":0,"key":"object/Account","lastModified":"Mon"}\n{"name":"Account","fields":[]}\n',
    ],
    [
      'about something else',
      '{"format":1,"key":"object/Task","lastModified":"Mon"}\n{"name":"Task","fields":[]}\n',
    ],
    ['no describe', '{"format":1,"key":"object/Account","lastModified":"Mon"}\n{"name":"Account"}\n'],
    ['null', '{"format":1,"key":"object/Account","lastModified":"Mon"}\nnull\n'],
    [
      'with a strange date',
      '{"format":1,"key":"object/Account","lastModified":7}\n{"name":"Account","fields":[]}\n',
    ],
  ])('that is %s is fetched again and replaced', async (_, text) => {
    await callsOfOneProcess()
    const file = await fileOf('object/Account.json')
    await writeFile(file, text)
    await utimes(file, new Date(now), new Date(now))
    expect(await callsOfOneProcess()).toEqual(['Account'])
    expect(await callsOfOneProcess()).toEqual([])
  })

  test('that lost its tail is fetched again', async () => {
    await callsOfOneProcess()
    const file = await fileOf('global.json')
    await truncate(file, Math.floor((await stat(file)).size / 2))
    await utimes(file, new Date(now), new Date(now))
    expect(await callsOfOneProcess()).toEqual(['global'])
  })

  test('whose record counts are nonsense has none', async () => {
    await callsOfOneProcess()
    await writeFile(
      await fileOf('record-counts.json'),
      '{"format":1,"key":"record-counts"}\n{"Account":"many","Task":{"records":1}}\n',
    )
    const records = await catalogOf(new FakeOrg(OBJECTS)).resolve((view) => view.statistics('Account'))
    expect(records).toBeUndefined()
  })

  test('with a date in the future is checked, not believed for ever', async () => {
    now = START + 400 * 24 * HOUR
    await callsOfOneProcess()
    now = START
    expect(await callsOfOneProcess()).toEqual([
      'global if modified since Mon',
      'Account if modified since Mon',
    ])
  })
})

describe('a folder that cannot be used', () => {
  test('is a warning, once, and every statement still has its answer', async () => {
    const file = join(folder, 'file')
    await writeFile(file, 'in the way')
    cache = openDescribeCache(file, identity, (message) => warnings.push(message))
    const org = new FakeOrg(OBJECTS)
    const tables = await catalogOf(org).allTables()
    expect(tables).toHaveLength(OBJECTS.length)
    expect(warnings).toHaveLength(2)
    expect(warnings.join('\n')).toMatch(/cannot be read .*\n.*cannot be written/)
  })

  // The superuser may write everywhere.
  const whenNotRoot = process.getuid?.() === 0 ? test.skip : test
  whenNotRoot('for want of rights is a warning too', async () => {
    await chmod(folder, 0o500)
    expect(await callsOfOneProcess()).toEqual(['global', 'Account'])
    expect(warnings).toEqual([expect.stringContaining('cannot be written')])
  })
})

describe('openDescribeCache', () => {
  test('keeps orgs, users and versions apart', async () => {
    const owners = [
      identity,
      { ...identity, userId: '005000000000002AAA' },
      { ...identity, instanceUrl: 'https://other.my.salesforce.com' },
      { ...identity, apiVersion: '64.0' },
      { ...identity, instanceUrl: 'https://ACME.my.salesforce.com/' },
    ]
    for (const owner of owners) {
      const own = openDescribeCache(folder, owner)
      await new Catalog(new FakeOrg(OBJECTS), { cache: own }).resolve((view) => view.lookUp('Account'))
    }
    expect(await readdir(folder)).toHaveLength(4)
  })

  test('shares memory:// within the process, for the same owner', async () => {
    const mine = { ...identity, userId: '005000000000003AAA' }
    const first = new FakeOrg(OBJECTS)
    const second = new FakeOrg(OBJECTS)
    const stranger = new FakeOrg(OBJECTS)
    for (const [org, owner] of [
      [first, mine],
      [second, mine],
      [stranger, identity],
    ] as const) {
      const shared = openDescribeCache('memory://', owner)
      await new Catalog(org, { cache: shared }).resolve((view) => view.table('Account'))
    }
    expect(first.calls).toEqual(['global', 'Account'])
    expect(second.calls).toEqual([])
    expect(stranger.calls).toEqual(['global', 'Account'])
  })

  test('revalidates memory:// as well', async () => {
    const mine = { ...identity, userId: '005000000000004AAA' }
    cache = openDescribeCache('memory://', mine)
    await callsOfOneProcess()
    now = START + HOUR + 1
    expect(await callsOfOneProcess()).toHaveLength(2)
    expect(await callsOfOneProcess()).toEqual([])
  })

  test.each(['', ' ', 'off', 'OFF'])('has none for %j', (location) => {
    expect(openDescribeCache(location, identity)).toBeUndefined()
  })
})
