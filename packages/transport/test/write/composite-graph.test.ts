import type { GraphNode, RecordWrite, RowOutcome } from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { withOrg } from '../fake-org.js'
import { live, withEmulatedOrg } from './emulated-org.js'

const insert = (object: string, ...records: RecordWrite['records']): RecordWrite => ({
  operation: 'insert',
  object,
  records,
  allOrNone: false,
})
const kinds = (outcomes: readonly RowOutcome[]) => outcomes.map(({ kind }) => kind)
const LONG = 'x'.repeat(300)

describe('composite', () => {
  test('several lots by one call, in their order', async () => {
    await withEmulatedOrg({}, async (client, emulator) => {
      const writes = [
        insert('Account', { Name: 'a' }, { Name: LONG }, { Name: 'b' }),
        insert('Contact', { LastName: 'Rose' }),
        insert('Account', { Name: LONG }),
      ]
      const outcomes = await client.writeComposite(writes, { allOrNone: false })
      expect(outcomes.map(kinds)).toEqual([['written', 'failed', 'written'], ['written'], ['failed']])
      expect(live(emulator, 'Account')).toEqual(['a', 'b'])
      expect(emulator.requests.filter(({ path }) => path.includes('/composite'))).toHaveLength(1)
    })
  })

  test('all of them or none', async () => {
    await withEmulatedOrg({}, async (client, emulator) => {
      const writes = [
        insert('Account', { Name: 'a' }),
        insert('Contact', { LastName: 'b' }, { LastName: LONG }),
      ]
      const outcomes = await client.writeComposite(writes, { allOrNone: true })
      expect(outcomes.map(kinds)).toEqual([['rolledBack'], ['rolledBack', 'failed']])
      expect([live(emulator, 'Account'), live(emulator, 'Contact')]).toEqual([[], []])
    })
  })

  test('data that look like references are not changed: lots go one by one, or are refused', async () => {
    await withEmulatedOrg({}, async (client, emulator) => {
      const writes = [insert('Account', { Name: '@{part1.id}' }), insert('Account', { Name: 'b' })]
      expect(await failureOf(client.writeComposite(writes, { allOrNone: true }))).toMatchObject({
        code: 'CERT-4002',
      })
      expect((await client.writeComposite(writes, { allOrNone: false })).map(kinds)).toEqual([
        ['written'],
        ['written'],
      ])
      expect(live(emulator, 'Account')).toEqual(['@{part1.id}', 'b'])
    })
  })

  test('an answer without a part leaves that part in doubt', async () => {
    const body = {
      compositeResponse: [
        { referenceId: 'part1', httpStatusCode: 400, body: [{ errorCode: 'X', message: '' }] },
      ],
    }
    await withOrg(
      () => ({ body }),
      async (client) => {
        const outcomes = await client.writeComposite(
          [insert('A', { N: 1 }), insert('B', { N: 2 }, { N: 3 })],
          { allOrNone: false },
        )
        expect(outcomes.map(kinds)).toEqual([['inDoubt'], ['failed', 'failed']])
      },
    )
  })
})

describe('graph', () => {
  const node = (referenceId: string, more: Partial<GraphNode>): GraphNode => ({
    referenceId,
    operation: 'insert',
    object: 'Account',
    record: {},
    ...more,
  })

  test('inserts, updates and deletes, with references', async () => {
    await withEmulatedOrg({}, async (client, emulator) => {
      const old = emulator.org.insert('Account', { Name: 'old' })
      const gone = emulator.org.insert('Account', { Name: 'gone' })
      const outcomes = await client.writeGraph([
        node('acc', { record: { Name: 'new' } }),
        node('con', { object: 'Contact', record: { LastName: 'Rose', AccountId: '@{acc.id}' } }),
        node('upd', { operation: 'update', record: { Id: old, Name: 'newer' } }),
        node('own', { operation: 'update', record: { Id: '@{acc.id}', Site: 'here' } }),
        node('del', { operation: 'delete', record: { Id: gone } }),
      ])
      expect(kinds(outcomes)).toEqual(['written', 'written', 'written', 'written', 'written'])
      const ids = outcomes.map((outcome) => (outcome.kind === 'written' ? outcome.id : ''))
      expect(ids.slice(2)).toEqual([old, ids[0], gone])
      expect(live(emulator, 'Account')).toEqual(['newer', 'new'])
      expect(live(emulator, 'Contact', 'AccountId')).toEqual([ids[0]])
    })
  })

  test('all or none: one fails, the others are rolled back', async () => {
    await withEmulatedOrg({}, async (client, emulator) => {
      const nodes = [
        node('a', { record: { Name: 'a' } }),
        node('b', { record: { Name: LONG } }),
        node('c', { record: { Name: 'c' } }),
      ]
      expect(kinds(await client.writeGraph(nodes))).toEqual(['rolledBack', 'failed', 'rolledBack'])
      expect(live(emulator, 'Account')).toEqual([])
    })
  })

  test('a text is a reference as a whole, or it is refused', async () => {
    await withEmulatedOrg({}, async (client, emulator) => {
      const calls = emulator.requests.length
      for (const Name of ['@{a.id} & co', '@{b.id}', '@{a.Name}', '@{', 'x@{a.id}']) {
        const nodes = [node('a', { record: { Name: 'a' } }), node('b', { record: { Name } })]
        expect(await failureOf(client.writeGraph(nodes))).toMatchObject({ code: 'CERT-4002' })
      }
      expect(emulator.requests).toHaveLength(calls)
    })
  })

  test('keys of upserts go into addresses whole, and those that would lead elsewhere are refused', async () => {
    const body = {
      graphs: [
        {
          graphResponse: {
            compositeResponse: [
              {
                referenceId: 'u',
                httpStatusCode: 201,
                body: { id: '001000000000001AAA', success: true, created: true },
              },
            ],
          },
        },
      ],
    }
    await withOrg(
      () => ({ body }),
      async (client, org) => {
        const upsert = (key: string | null) =>
          node('u', { operation: 'upsert', externalIdField: 'Key__c', record: { Key__c: key, Name: 'n' } })
        expect(await client.writeGraph([upsert('a/b?c#d e')])).toEqual([
          { kind: 'written', id: '001000000000001AAA', created: true },
        ])
        const [request] = JSON.parse(org.received[0]?.body ?? '').graphs[0].compositeRequest
        expect(request).toEqual({
          method: 'PATCH',
          url: '/services/data/v67.0/sobjects/Account/Key__c/a%2Fb%3Fc%23d%20e',
          referenceId: 'u',
          body: { Name: 'n' },
        })
        for (const key of ['..', '.', '', null]) {
          expect(await failureOf(client.writeGraph([upsert(key)]))).toMatchObject({ code: 'CERT-3003' })
        }
      },
    )
  })
})
