import { CertSqlError } from '@certsql/core'
import { Catalog, type CatalogView, DescribeNeeded } from '../src/index.js'
import { ACCOUNT, describeOf, field, OBJECTS } from './support/describes.js'
import { FakeOrg } from './support/fake-org.js'

describe('resolve', () => {
  test('needs no call for work that asks for no table', async () => {
    const org = new FakeOrg(OBJECTS)
    const answer = await new Catalog(org).resolve((view) => [view.org.userLocale, view.org.userTimeZone])
    expect(answer).toEqual(['', 'UTC'])
    expect(org.calls).toEqual([])
  })

  test('needs the list of objects only, to look up a name', async () => {
    const org = new FakeOrg(OBJECTS)
    const lookup = await new Catalog(org).resolve((view) => view.lookUp('ACCOUNT'))
    expect(lookup).toEqual({ kind: 'found', name: 'Account' })
    expect(org.calls).toEqual(['global'])
  })

  test('fetches what the work asks for, and runs it again until it has all', async () => {
    const org = new FakeOrg(OBJECTS)
    let runs = 0
    const target = await new Catalog(org).resolve((view) => {
      runs++
      const path = view.table('Task').parents[0]?.targets ?? []
      return path.map((name) => view.table(name).columns.length)
    })
    expect(target).toEqual([9, 13])
    expect(org.calls).toEqual(['global', 'Task', 'Account', 'c2g__codaInvoice__c'])
    expect(runs).toBe(5)
  })

  test('fetches together what was looked up before the first table was asked for', async () => {
    const org = new FakeOrg(OBJECTS)
    let runs = 0
    await new Catalog(org).resolve((view) => {
      runs++
      return ['account', 'codaInvoice', 'Task']
        .map((name) => nameOf(view, name))
        .map((name) => view.table(name))
    })
    expect(runs).toBe(3)
    expect(org.mostAtATime).toBe(3)
    expect(org.calls.sort()).toEqual(['Account', 'Task', 'c2g__codaInvoice__c', 'global'])
  })

  test('fetches several tables together when they are asked for together', async () => {
    const org = new FakeOrg(OBJECTS)
    const tables = await new Catalog(org).resolve((view) => view.tables(['Account', 'User', 'Account']))
    expect(tables.map((table) => table.name)).toEqual(['Account', 'User', 'Account'])
    expect(org.calls).toEqual(['global', 'Account', 'User'])
    expect(org.mostAtATime).toBe(2)
  })

  test('fetches nothing twice: neither one after the other nor at the same time', async () => {
    const org = new FakeOrg(OBJECTS)
    const catalog = new Catalog(org)
    const both = [1, 2, 3].map(() => catalog.resolve((view) => view.table('Account')))
    const [first, second, third] = await Promise.all(both)
    expect(second).toBe(first)
    expect(third).toBe(first)
    expect(await catalog.resolve((view) => view.table('Account'))).toBe(first)
    expect(org.calls).toEqual(['global', 'Account'])
  })

  test('asks for so many describes at a time and no more', async () => {
    const many = Array.from({ length: 40 }, (_, index) => describeOf(`Object${index}`, []))
    const org = new FakeOrg(many)
    await new Catalog(org, { maxConcurrency: 3 }).prefetch(many.map((object) => object.name))
    expect(org.mostAtATime).toBe(3)
    expect(org.calls).toHaveLength(41)
    const wide = new FakeOrg(many)
    await new Catalog(wide).allTables()
    expect(wide.mostAtATime).toBe(8)
  })

  test('gives on an error of the work itself, and what it throws is what comes out', async () => {
    const org = new FakeOrg(OBJECTS)
    const trouble = new Error('my own')
    await expect(
      new Catalog(org).resolve(() => {
        throw trouble
      }),
    ).rejects.toBe(trouble)
  })

  test('gives on an error of the org, and asks again next time', async () => {
    const org = new FakeOrg(OBJECTS)
    const catalog = new Catalog(org)
    let failures = 1
    org.before = async (call) => {
      if (call === 'Account' && failures-- > 0) throw new Error('503')
    }
    await expect(catalog.resolve((view) => view.table('Account'))).rejects.toThrow('503')
    expect((await catalog.resolve((view) => view.table('Account'))).name).toBe('Account')
  })

  test('does not fail over a table that was only looked up', async () => {
    const org = new FakeOrg(OBJECTS)
    org.before = async (call) => {
      if (call === 'Task') throw new Error('503')
    }
    const table = await new Catalog(org).resolve((view) => {
      nameOf(view, 'Task')
      return view.table(nameOf(view, 'Account'))
    })
    expect(table.name).toBe('Account')
  })

  test('says so when a lookup leads to an object that the org does not show', async () => {
    const resolving = new Catalog(new FakeOrg(OBJECTS)).resolve((view) => view.table('Secret__c'))
    await expect(resolving).rejects.toMatchObject({
      code: 'CERT-2001',
      hint: expect.stringContaining('lookup'),
    })
  })

  test('refuses to go round for ever', async () => {
    const catalog = new Catalog(new FakeOrg(OBJECTS))
    const stubborn = (tables: string[]) =>
      catalog.resolve(() => {
        throw new DescribeNeeded({ tables })
      })
    await expect(stubborn(['Account'])).rejects.toMatchObject({ code: 'CERT-9001' })
    await expect(stubborn([])).rejects.toMatchObject({ code: 'CERT-9001' })
  })

  test('tells an answer that is no describe from one that is', async () => {
    const org = new FakeOrg(OBJECTS)
    const login = { unchanged: false, value: '<html>Log in</html>' } as unknown as Awaited<
      ReturnType<FakeOrg['describeGlobal']>
    >
    org.describeGlobal = async () => login
    await expect(new Catalog(org).resolve((view) => view.lookUp('Account'))).rejects.toMatchObject({
      code: 'CERT-6002',
    })
  })
})

describe('cancelling', () => {
  test('stops a resolve at once, and its request', async () => {
    const org = new FakeOrg(OBJECTS)
    const asked = waitUntilAsked(org, 'Account')
    const controller = new AbortController()
    const resolving = new Catalog(org).resolve((view) => view.table('Account'), { signal: controller.signal })
    const signalOfRequest = await asked
    controller.abort(new Error('Ctrl-C'))
    await expect(resolving).rejects.toMatchObject({ code: 'CERT-7006', cause: new Error('Ctrl-C') })
    expect(signalOfRequest?.aborted).toBe(true)
  })

  test('takes nothing from another who waits for the same', async () => {
    const org = new FakeOrg(OBJECTS)
    const catalog = new Catalog(org)
    const asked = waitUntilAsked(org, 'Account')
    const controller = new AbortController()
    const first = catalog.resolve((view) => view.table('Account'), { signal: controller.signal })
    const signalOfRequest = await asked
    const second = catalog.resolve((view) => view.table('Account'), { signal: new AbortController().signal })
    await new Promise((resolve) => setImmediate(resolve))
    org.before = () => Promise.resolve()
    controller.abort()
    await expect(first).rejects.toMatchObject({ code: 'CERT-7006' })
    expect(signalOfRequest?.aborted).toBe(false)
    release()
    expect((await second).name).toBe('Account')
    expect(org.calls).toEqual(['global', 'Account'])
  })

  test('says why, when there is more to say', async () => {
    const timeLimit = new CertSqlError({ code: 'CERT-7004', message: 'The statement took too long.' })
    const signal = AbortSignal.abort(timeLimit)
    const resolving = new Catalog(new FakeOrg(OBJECTS)).resolve((view) => view.table('Account'), { signal })
    await expect(resolving).rejects.toBe(timeLimit)
  })

  test('starts nothing that is cancelled already', async () => {
    const org = new FakeOrg(OBJECTS)
    const resolving = new Catalog(org).resolve((view) => view.table('Account'), {
      signal: AbortSignal.abort(),
    })
    await expect(resolving).rejects.toBeInstanceOf(CertSqlError)
    expect(org.calls).toEqual([])
  })

  let release: () => void = () => undefined

  /** Holds the answer back until released, or until its request is cancelled. */
  function waitUntilAsked(org: FakeOrg, name: string): Promise<AbortSignal | undefined> {
    return new Promise((asked) => {
      org.before = (call, signal) => {
        if (call !== name) return Promise.resolve()
        asked(signal)
        return new Promise((resolve, reject) => {
          release = resolve
          signal?.addEventListener('abort', () => reject(new Error('aborted')))
        })
      }
    })
  }
})

describe('names of tables', () => {
  const look = (name: string, options = {}) =>
    new Catalog(new FakeOrg(OBJECTS), options).resolve((view) => view.lookUp(name))

  test.each([
    ['c2g__codaInvoice__c', 'c2g__codaInvoice__c'],
    ['C2G__CODAINVOICE__C', 'c2g__codaInvoice__c'],
    ['codaInvoice', 'c2g__codaInvoice__c'],
    ['proj', 'pse__Proj__c'],
    ['Settings__c', 'Settings__c'],
    ['codaInvoice__share', 'c2g__codaInvoice__Share'],
    ['user', 'User'],
  ])('%s is %s', async (name, expected) => {
    expect(await look(name)).toEqual({ kind: 'found', name: expected })
  })

  test('list the candidates of an ambiguous one', async () => {
    expect(await look('settings')).toEqual({
      kind: 'ambiguous',
      candidates: ['c2g__Settings__c', 'pse__Settings__c', 'Settings__c'],
    })
    expect(await look('settings', { org: { defaultNamespace: 'pse' } })).toEqual({
      kind: 'found',
      name: 'pse__Settings__c',
    })
  })

  test('are never labels', async () => {
    expect(await look('Customer')).toMatchObject({ kind: 'unknown' })
  })

  test('come with the likely ones when unknown', async () => {
    const lookup = await look('codaInvocie')
    expect(lookup).toMatchObject({ kind: 'unknown', similar: ['c2g__codaInvoice__c'] })
  })

  test('are full ones only without ShortNames', async () => {
    expect((await look('codaInvoice', { shortNames: false })).kind).toBe('unknown')
    expect((await look('c2g__codainvoice__c', { shortNames: false })).kind).toBe('found')
  })

  test('are only those that Objects lets through, while paths still lead to the others', async () => {
    const org = new FakeOrg(OBJECTS)
    const catalog = new Catalog(org, { objects: ['c2g__*'] })
    expect((await catalog.resolve((view) => view.lookUp('Account'))).kind).toBe('unknown')
    expect(await catalog.resolve((view) => view.lookUp('Settings'))).toEqual({
      kind: 'found',
      name: 'c2g__Settings__c',
    })
    const owner = await catalog.resolve((view) => {
      const target = view.table('c2g__codaInvoice__c').parents.find((parent) => parent.name === 'Owner')
        ?.targets[1]
      return view.table(target ?? '')
    })
    expect(owner.name).toBe('User')
  })

  test('are handed on to the search for columns', async () => {
    const names = await new Catalog(new FakeOrg([]), {
      shortNames: false,
      org: { defaultNamespace: 'c2g' },
    }).resolve((view) => view.names)
    expect(names).toEqual({ shortNames: false, defaultNamespace: 'c2g' })
  })
})

describe('several currencies', () => {
  const isMulti = (objects: typeof OBJECTS, org = {}) =>
    new Catalog(new FakeOrg(objects), { org }).resolve((view) => {
      view.table('Account')
      return view.org.multiCurrency
    })

  test('show in the object CurrencyType', async () => {
    expect(await isMulti(OBJECTS)).toBe(false)
    expect(await isMulti([...OBJECTS, describeOf('CurrencyType', [])])).toBe(true)
  })

  test('show in a field CurrencyIsoCode', async () => {
    const account = describeOf('Account', [field('CurrencyIsoCode', 'picklist')])
    expect(await isMulti([account])).toBe(true)
  })

  test('do not show in the currencies of Certinia', async () => {
    const account = describeOf('Account', [field('c2g__CurrencyIsoCode__c', 'string')])
    expect(await isMulti([account, describeOf('c2g__codaAccountingCurrency__c', [])])).toBe(false)
  })

  test('are what the login said, when it said something', async () => {
    expect(await isMulti(OBJECTS, { multiCurrency: true })).toBe(true)
    expect(await isMulti([ACCOUNT, describeOf('CurrencyType', [])], { multiCurrency: false })).toBe(false)
  })
})

function nameOf(view: CatalogView, name: string): string {
  const lookup = view.lookUp(name)
  if (lookup.kind !== 'found') throw new Error(`${name} is ${lookup.kind}`)
  return lookup.name
}
