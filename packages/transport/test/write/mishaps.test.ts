import type { EmulatorOptions } from '@certsql/emulator'
import type { GraphNode, RecordWrite, RowOutcome, SalesforceClient } from '../../src/index.js'
import { firstMeets, live, MISHAPS, mishaps, withEmulatedOrg } from './emulated-org.js'

const account = (Name: string) => ({ Name })
const kinds = (outcomes: readonly RowOutcome[]) => outcomes.map(({ kind }) => kind)

interface Road {
  readonly path: string
  readonly insert: (client: SalesforceClient, names: readonly string[]) => Promise<readonly RowOutcome[]>
}

const insertOf = (names: readonly string[]): RecordWrite => ({
  operation: 'insert',
  object: 'Account',
  records: names.map(account),
  allOrNone: true,
})
const nodeOf = (Name: string, place: number): GraphNode => ({
  referenceId: `n${place}`,
  operation: 'insert',
  object: 'Account',
  record: { Name },
})

const ROADS: Readonly<Record<string, Road>> = {
  single: {
    path: '/sobjects/Account',
    insert: (client, [name = '']) => client.writeRecords(insertOf([name])),
  },
  collection: {
    path: '/composite/sobjects',
    insert: (client, names) => client.writeRecords(insertOf(names)),
  },
  composite: {
    path: '/composite',
    insert: async (client, names) =>
      (
        await client.writeComposite(
          names.map((name) => insertOf([name])),
          { allOrNone: true },
        )
      ).flat(),
  },
  graph: { path: '/composite/graph', insert: (client, names) => client.writeGraph(names.map(nodeOf)) },
}

const everyRoad = Object.keys(ROADS).flatMap((road) => mishaps.map((mishap) => [road, mishap] as const))

test.each(everyRoad)('inserts by %s, %s: written once, or in doubt', async (road, mishap) => {
  const { path, insert } = ROADS[road] as Road
  await withEmulatedOrg(firstMeets(mishap, path), async (client, emulator) => {
    const names = road === 'single' ? ['a'] : ['a', 'b', 'c']
    const outcomes = await insert(client, names).catch((error: { org?: { code?: string } }) => {
      // The only error that may be thrown is one after which nothing was written.
      expect(error.org?.code).toBe('UNABLE_TO_LOCK_ROW')
      return []
    })
    const isLost = MISHAPS[mishap].lost
    const isLocked = road === 'single' && mishap === 'a lock on the whole'
    expect(new Set(kinds(outcomes))).toEqual(new Set([isLost ? 'inDoubt' : isLocked ? 'failed' : 'written']))
    if (isLocked) expect(live(emulator, 'Account')).toEqual([])
    else if (!isLost) expect(live(emulator, 'Account')).toEqual(names)
    else expect([0, names.length]).toContain(live(emulator, 'Account').length)
    const ids = outcomes.flatMap((outcome) => (outcome.kind === 'written' ? [outcome.id] : []))
    if (ids.length > 0) expect(live(emulator, 'Account', 'Id')).toEqual(ids)
  })
})

const IDEMPOTENT: Readonly<Record<string, (ids: readonly string[]) => RecordWrite>> = {
  update: (ids) => ({
    operation: 'update',
    object: 'Account',
    records: ids.map((Id, index) => ({ Id, Name: `new ${index}` })),
    allOrNone: true,
  }),
  delete: (ids) => ({
    operation: 'delete',
    object: 'Account',
    records: ids.map((Id) => ({ Id })),
    allOrNone: true,
  }),
  undelete: (ids) => ({
    operation: 'undelete',
    object: 'Account',
    records: ids.map((Id) => ({ Id })),
    allOrNone: true,
  }),
}

describe.each([1, 3])('%i records', (count) => {
  test.each(
    Object.keys(IDEMPOTENT).flatMap((operation) => mishaps.map((mishap) => [operation, mishap] as const)),
  )('%s, %s: written', async (operation, mishap) => {
    // SOAP has no such answers.
    if (operation === 'undelete' && mishap === 'a lock on the whole') return
    const path =
      operation === 'undelete' ? '/Soap/u' : count === 1 ? '/sobjects/Account/' : '/composite/sobjects'
    await withEmulatedOrg(firstMeets(mishap, path), async (client, { org, ...emulator }) => {
      const ids = Array.from({ length: count }, (_, index) => org.insert('Account', { Name: `old ${index}` }))
      if (operation === 'undelete') for (const id of ids) await rawDelete(emulator, id)
      const outcomes = await client.writeRecords(IDEMPOTENT[operation]?.(ids) as RecordWrite)
      const isLocked = count === 1 && mishap === 'a lock on the whole'
      expect(kinds(outcomes)).toEqual(ids.map(() => (isLocked ? 'failed' : 'written')))
      if (isLocked) return
      const names = live({ ...emulator, org }, 'Account')
      if (operation === 'delete') expect(names).toEqual([])
      else expect(names).toEqual(ids.map((_, index) => `${operation === 'update' ? 'new' : 'old'} ${index}`))
    })
  })
})

async function rawDelete(
  { url, credentials }: { readonly url: string; readonly credentials: { readonly accessToken: string } },
  id: string,
): Promise<void> {
  const headers = { Authorization: `Bearer ${credentials.accessToken}` }
  const { status } = await fetch(`${url}/services/data/v66.0/composite/sobjects?ids=${id}`, {
    method: 'DELETE',
    headers,
  })
  expect(status).toBe(200)
}

describe('an undeletion that was sent again, and refused then', () => {
  const undelete = async (faults: EmulatorOptions['faults']) =>
    await withEmulatedOrg(
      {
        faults: [{ match: { path: '/Soap/u', nth: 1 }, action: { applyThenReset: true } }, ...(faults ?? [])],
      },
      async (client, emulator) => {
        const ids = ['a', 'b'].map((Name) => emulator.org.insert('Account', { Name }))
        for (const id of ids) await rawDelete(emulator, id)
        const records = [...ids, '001000000000999'].map((Id) => ({ Id }))
        return kinds(
          await client.writeRecords({ operation: 'undelete', object: 'Account', records, allOrNone: false }),
        )
      },
    )

  test('is written where the record is back', async () => {
    expect(await undelete([])).toEqual(['written', 'written', 'failed'])
  })

  test('is in doubt where nobody can tell', async () => {
    const faults = [{ match: { path: '/composite/sobjects/Account' }, action: { reset: true } }]
    expect(await undelete(faults)).toEqual(['inDoubt', 'inDoubt', 'inDoubt'])
  })
})
