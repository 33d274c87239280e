import { type Emulator, type EmulatorOptions, startEmulator } from '@certsql/emulator'
import {
  connectSalesforce,
  type IngestEvent,
  type IngestOptions,
  type IngestOutcome,
  type IngestRequest,
  type RowOutcome,
  type SalesforceClient,
  type SalesforceOptions,
  type WriteRecord,
} from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { QUICK_RETRY } from '../fake-org.js'

const flags = { filterable: true, sortable: true, createable: true, updateable: true }
const text = (name: string, more = {}) => ({
  name,
  label: name,
  type: 'string' as const,
  length: 80,
  nillable: true,
  ...flags,
  ...more,
})
const SCHEMA = {
  objects: [
    {
      name: 'Account',
      label: 'Account',
      keyPrefix: '001',
      queryable: true,
      fields: [
        text('Name', { nameField: true, nillable: false }),
        text('City'),
        text('Key__c', { externalId: true, unique: true, idLookup: true }),
        {
          name: 'Amount__c',
          label: 'Amount',
          type: 'currency' as const,
          precision: 18,
          scale: 2,
          nillable: true,
          ...flags,
        },
      ],
    },
  ],
}

async function withClient<T>(
  options: EmulatorOptions,
  work: (client: SalesforceClient, emulator: Emulator) => Promise<T>,
  clientOptions: Partial<SalesforceOptions> = {},
): Promise<T> {
  const emulator = await startEmulator({ schema: SCHEMA, bulkJobMs: 0, ...options })
  const { url, credentials } = emulator
  const { clientId, clientSecret } = credentials
  const auth = { scheme: 'OAuthClient', clientId, clientSecret, loginUrl: url } as const
  const client = await connectSalesforce({ auth, apiVersion: '67.0', retry: QUICK_RETRY, ...clientOptions })
  try {
    return await work(client, emulator)
  } finally {
    client.close()
    await emulator.close()
  }
}

async function* batchesOf(rows: readonly WriteRecord[], size = 100): AsyncGenerator<readonly WriteRecord[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}

const INSERT: IngestRequest = { operation: 'insert', object: 'Account', columns: ['Name', 'City'] }
const POLL = { pollMilliseconds: 20 }

async function ingestAll(
  client: SalesforceClient,
  request: IngestRequest,
  rows: readonly WriteRecord[],
  options: IngestOptions = {},
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = []
  for await (const some of client.ingest(request, batchesOf(rows), { ...POLL, ...options }))
    put(outcomes, some)
  return outcomes
}

/** Each row has one outcome. */
function put(outcomes: RowOutcome[], some: readonly IngestOutcome[]): void {
  for (const { index, outcome } of some) {
    expect(outcomes[index]).toBeUndefined()
    outcomes[index] = outcome
  }
}

const kindsOf = (outcomes: readonly RowOutcome[]) => [...new Set(outcomes.map(({ kind }) => kind))]
const manyRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Name: `Acme ${index}`, City: `"${index}",\r\n` }))

/** What the org holds, by Id. */
function held({ org }: Emulator): Map<unknown, Readonly<Record<string, unknown>>> {
  const live = [...org.records('Account')].filter(({ IsDeleted }) => IsDeleted !== true)
  return new Map(live.map((record) => [record.Id, record]))
}

/** The report is what the org holds: each written row is there as it was sent, under its own Id, and nothing else is. */
function expectTruth(
  emulator: Emulator,
  rows: readonly WriteRecord[],
  outcomes: readonly RowOutcome[],
): void {
  const records = held(emulator)
  const seen = new Set<string>()
  outcomes.forEach((outcome, index) => {
    if (outcome.kind !== 'written') return
    expect(seen.has(outcome.id)).toBe(false)
    seen.add(outcome.id)
    expect(records.get(outcome.id)?.Name).toBe(String(rows[index]?.Name).trim())
  })
  if (outcomes.every(({ kind }) => kind !== 'inDoubt')) expect(records.size).toBe(seen.size)
}

describe('writes', () => {
  test.each(['insertion', 'shuffled'] as const)('rows, results in order of %s', async (tieOrder) => {
    await withClient({ variants: { tieOrder } }, async (client, emulator) => {
      const rows = manyRows(1_000)
      const outcomes = await ingestAll(client, INSERT, rows)
      expect(outcomes).toHaveLength(1_000)
      expect(kindsOf(outcomes)).toEqual(['written'])
      expectTruth(emulator, rows, outcomes)
      // One job, taken away afterwards.
      const jobs = emulator.requests.filter(({ path }) => path.includes('/jobs/ingest'))
      expect(jobs.filter(({ method }) => method === 'POST')).toHaveLength(1)
      expect(jobs.at(-1)).toMatchObject({ method: 'DELETE', status: 204 })
    })
  })

  test('nothing, for no rows', async () => {
    await withClient({}, async (client, emulator) => {
      expect(await ingestAll(client, INSERT, [])).toEqual([])
      expect(emulator.requests.some(({ path }) => path.includes('/jobs'))).toBe(false)
    })
  })

  test('several jobs, two at a time', async () => {
    await withClient({ bulkJobMs: 30 }, async (client, emulator) => {
      const rows = manyRows(1_000)
      const outcomes = await ingestAll(client, INSERT, rows, { maxJobBytes: 5_000 })
      expect(outcomes).toHaveLength(1_000)
      expectTruth(emulator, rows, outcomes)
      const created = emulator.requests.filter(
        ({ method, path }) => method === 'POST' && path.endsWith('/ingest'),
      )
      expect(created.length).toBeGreaterThan(3)
    })
  })

  test('refused rows tell why, and which', async () => {
    await withClient({ variants: { tieOrder: 'shuffled' } }, async (client, emulator) => {
      const rows = manyRows(500).map((row, index) =>
        index % 3 === 0 ? { ...row, Name: 'x'.repeat(81 + index) } : row,
      )
      const outcomes = await ingestAll(client, INSERT, rows)
      outcomes.forEach((outcome, index) => {
        expect(outcome).toMatchObject(
          index % 3 === 0
            ? { kind: 'failed', errors: [{ code: 'STRING_TOO_LONG', fields: ['Name'] }] }
            : { kind: 'written', created: true },
        )
      })
      expectTruth(emulator, rows, outcomes)
    })
  })

  test('rows alike: as many are written as the report says', async () => {
    await withClient({ variants: { tieOrder: 'shuffled' } }, async (client, emulator) => {
      const rows = Array.from({ length: 400 }, (_, index) => ({
        Name: index % 2 === 0 ? 'same' : null,
        City: 'x',
      }))
      const outcomes = await ingestAll(client, INSERT, rows)
      expect(outcomes.map(({ kind }) => kind)).toEqual(
        rows.map(({ Name }) => (Name === null ? 'failed' : 'written')),
      )
      expect(held(emulator).size).toBe(200)
    })
  })

  test('updates, upserts, deletions', async () => {
    await withClient({}, async (client, emulator) => {
      const keyed = Array.from({ length: 300 }, (_, index) => ({ Name: `n${index}`, Key__c: `k${index}` }))
      const upsert: IngestRequest = {
        operation: 'upsert',
        object: 'Account',
        externalIdField: 'Key__c',
        columns: ['Key__c', 'Name'],
      }
      const first = await ingestAll(client, upsert, keyed.slice(0, 200))
      expect(first.every((outcome) => outcome.kind === 'written' && outcome.created)).toBe(true)
      const second = await ingestAll(client, upsert, keyed)
      expect(second.map((outcome) => outcome.kind === 'written' && outcome.created)).toEqual(
        keyed.map((_, index) => index >= 200),
      )
      const ids = second.map((outcome) => (outcome.kind === 'written' ? outcome.id : ''))
      const update: IngestRequest = {
        operation: 'update',
        object: 'Account',
        columns: ['Id', 'City', 'Name'],
      }
      // 15 characters are enough for an Id; a missing value leaves a field, null empties it.
      const updates = ids.map((id, index) => ({
        Id: id.slice(0, 15),
        City: index % 2 === 0 ? 'there' : null,
      }))
      const updated = await ingestAll(client, update, updates)
      expect(updated.map((outcome) => outcome.kind === 'written' && outcome.id)).toEqual(ids)
      expect([...held(emulator).values()].map(({ Name, City }) => [Name, City ?? null])).toEqual(
        keyed.map(({ Name }, index) => [Name, index % 2 === 0 ? 'there' : null]),
      )
      const remove: IngestRequest = { operation: 'delete', object: 'Account', columns: ['Id'] }
      const deletions = [...ids, '001000000000999AAA'].map((Id) => ({ Id }))
      const deleted = await ingestAll(client, remove, deletions)
      expect(deleted.slice(0, -1).every(({ kind }) => kind === 'written')).toBe(true)
      expect(deleted.at(-1)).toMatchObject({ kind: 'failed' })
      expect(held(emulator).size).toBe(0)
    })
  })

  test('what a file cannot say goes over REST', async () => {
    await withClient({}, async (client, emulator) => {
      const rows = [
        { Name: '#N/A', City: 'a' },
        { Name: 'b', City: '#n/a' },
        { Name: 'c', City: null },
        { Name: ' #N/A', City: '' },
      ]
      const outcomes = await ingestAll(client, INSERT, rows)
      expect(kindsOf(outcomes)).toEqual(['written'])
      const records = held(emulator)
      const stored = outcomes.map((outcome) =>
        outcome.kind === 'written' ? records.get(outcome.id) : undefined,
      )
      expect(stored.map((record) => [record?.Name, record?.City ?? null])).toEqual([
        ['#N/A', 'a'],
        ['b', '#n/a'],
        ['c', null],
        ['#N/A', null],
      ])
    })
  })
})

describe('trouble', () => {
  const job = { path: '/jobs/ingest' }

  test.each([
    ['creation lost', { match: { ...job, method: 'POST', nth: 1 }, action: { applyThenReset: true } }],
    ['creation not received', { match: { ...job, method: 'POST', nth: 1 }, action: { reset: true } }],
    ['upload lost', { match: { ...job, method: 'PUT', nth: 1 }, action: { applyThenReset: true } }],
    ['upload not received', { match: { ...job, method: 'PUT', nth: 1 }, action: { reset: true } }],
    ['start lost', { match: { ...job, method: 'PATCH', nth: 1 }, action: { applyThenReset: true } }],
    ['start not received', { match: { ...job, method: 'PATCH', nth: 1 }, action: { reset: true } }],
    ['start refused for a moment', { match: { ...job, method: 'PATCH', nth: 1 }, action: { status: 503 } }],
    ['looks lost', { match: { ...job, method: 'GET', every: 2 }, action: { reset: true } }],
    ['results cut off', { match: { path: 'Results', nth: 1 }, action: { truncate: 0.5 } }],
    ['a session that ends', { match: { ...job, every: 3 }, action: { expireSession: true }, times: 2 }],
    [
      'an org that is busy',
      { match: { ...job, every: 2 }, action: { status: 503, errorCode: 'SERVER_UNAVAILABLE' } },
    ],
  ])('%s: every row once', async (_, fault) => {
    await withClient({ faults: [{ times: 1, ...fault }] }, async (client, emulator) => {
      const rows = manyRows(300)
      const outcomes = await ingestAll(client, INSERT, rows)
      expect(kindsOf(outcomes)).toEqual(['written'])
      expect(outcomes).toHaveLength(300)
      expectTruth(emulator, rows, outcomes)
    })
  })

  test('what the org refuses outright is an error, for nothing was sent', async () => {
    await withClient({}, async (client, emulator) => {
      const unknown = { ...INSERT, object: 'Nope' }
      expect(await failureOf(ingestAll(client, unknown, manyRows(10)))).toMatchObject({ code: 'CERT-6001' })
      const faults = [
        { match: { ...job, method: 'POST' }, action: { status: 403, errorCode: 'API_DISABLED_FOR_ORG' } },
      ]
      await withClient({ faults }, async (other) => {
        expect(await failureOf(ingestAll(other, INSERT, manyRows(10)))).toMatchObject({ code: 'CERT-5003' })
      })
      expect(held(emulator).size).toBe(0)
    })
  })

  test('a job that fails: no row was attempted', async () => {
    await withClient({}, async (client, emulator) => {
      const outcomes = await ingestAll(client, { ...INSERT, columns: ['Name', 'Nope'] }, manyRows(10))
      expect(kindsOf(outcomes)).toEqual(['notAttempted'])
      expect(outcomes[0]).toMatchObject({ cause: { code: 'CERT-6005' } })
      expect(held(emulator).size).toBe(0)
    })
  })

  test('after a job that fails no further one begins, and all rows are told of', async () => {
    const faults = [
      {
        match: { ...job, method: 'POST', nth: 3 },
        action: { status: 403, errorCode: 'API_DISABLED_FOR_ORG' },
      },
    ]
    await withClient({ faults }, async (client, emulator) => {
      const rows = manyRows(1_000)
      const outcomes = await ingestAll(client, INSERT, rows, { maxJobBytes: 5_000, jobsAtOnce: 1 })
      expect(outcomes.filter(({ kind }) => kind === 'written').length).toBeGreaterThan(100)
      expect(outcomes.at(-1)).toMatchObject({ kind: 'notAttempted', cause: { code: 'CERT-5003' } })
      expect(outcomes).toHaveLength(1_000)
      expect(kindsOf(outcomes)).toEqual(['written', 'notAttempted'])
      expectTruth(emulator, rows, outcomes)
    })
  })

  test('rows that no result tells of are in doubt, and the job is kept', async () => {
    const lines = '"sf__Id","sf__Created","Name","City"\n'
    const faults = [
      {
        match: { path: 'successfulResults' },
        action: { body: lines, status: 200, headers: { 'Content-Type': 'text/csv' } },
      },
    ]
    await withClient({ faults }, async (client, emulator) => {
      const outcomes = await ingestAll(client, INSERT, manyRows(10))
      expect(kindsOf(outcomes)).toEqual(['inDoubt'])
      expect(outcomes[0]).toMatchObject({ cause: { code: 'CERT-6004' } })
      expect(emulator.requests.some(({ method }) => method === 'DELETE')).toBe(false)
    })
  })

  test('an org that goes away while it writes leaves doubt', async () => {
    const faults = [{ match: { ...job, method: 'GET' }, action: { reset: true } }]
    await withClient(
      { faults },
      async (client) => {
        const outcomes = await ingestAll(client, INSERT, manyRows(10))
        expect(kindsOf(outcomes)).toEqual(['inDoubt'])
      },
      { retry: { ...QUICK_RETRY, attempts: 2 } },
    )
  })
})

describe('stopping', () => {
  test('before anything is sent is an error', async () => {
    await withClient({}, async (client, emulator) => {
      const signal = AbortSignal.abort()
      expect(await failureOf(ingestAll(client, INSERT, manyRows(10), { signal }))).toMatchObject({
        code: 'CERT-7006',
      })
      expect(emulator.requests.some(({ path }) => path.includes('/jobs'))).toBe(false)
    })
  })

  test('aborts the job, and tells which rows it had written', async () => {
    await withClient({ bulkJobMs: 5_000 }, async (client, emulator) => {
      const controller = new AbortController()
      const rows = manyRows(10)
      const onJob = ({ state }: IngestEvent) => {
        if (state === 'closed') setTimeout(() => controller.abort(), 50)
      }
      const outcomes = await ingestAll(client, INSERT, rows, { signal: controller.signal, onJob })
      expect(outcomes).toHaveLength(10)
      expect(outcomes.every(({ kind }) => kind === 'notAttempted' || kind === 'written')).toBe(true)
      expectTruth(emulator, rows, outcomes)
      expect(emulator.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(2)
    })
  })

  test('leaving the loop aborts the jobs', async () => {
    await withClient({ bulkJobMs: 5_000 }, async (client, emulator) => {
      const endless = async function* () {
        for (;;) yield manyRows(100)
      }
      const outcomes = client
        .ingest(INSERT, endless(), { ...POLL, maxJobBytes: 2_000 })
        [Symbol.asyncIterator]()
      const first = outcomes.next()
      while (!emulator.requests.some(({ method }) => method === 'PATCH'))
        await new Promise((resolve) => setTimeout(resolve, 5))
      await outcomes.return?.()
      await first.catch(() => {})
      expect(held(emulator).size).toBe(0)
    })
  })

  test('rows that cannot be read: first comes what was written', async () => {
    await withClient({}, async (client, emulator) => {
      const broken = async function* () {
        yield manyRows(200)
        throw new Error('the file ends here')
      }
      const outcomes: RowOutcome[] = []
      const reading = (async () => {
        for await (const some of client.ingest(INSERT, broken(), { ...POLL, maxJobBytes: 2_000 }))
          put(outcomes, some)
      })()
      await expect(reading).rejects.toThrow('the file ends here')
      expect(outcomes.filter((outcome) => outcome !== undefined).length).toBe(held(emulator).size)
      expect(held(emulator).size).toBeGreaterThan(50)
    })
  })
})

describe('the ledger', () => {
  test('tells each step of each job, with its rows', async () => {
    await withClient({}, async (client) => {
      const events: IngestEvent[] = []
      await ingestAll(client, INSERT, manyRows(100), {
        maxJobBytes: 2_000,
        jobsAtOnce: 1,
        onJob: (event) => void events.push(event),
      })
      const jobs = [...new Set(events.map(({ jobId }) => jobId))]
      expect(jobs.length).toBeGreaterThan(1)
      let next = 0
      for (const job of jobs) {
        const steps = events.filter(({ jobId }) => jobId === job)
        expect([...new Set(steps.map(({ state }) => state))]).toEqual([
          'created',
          'uploaded',
          'closing',
          'closed',
          'done',
        ])
        expect(steps[0]?.from).toBe(next)
        next = steps[0]?.to ?? -1
      }
      expect(next).toBe(100)
    })
  })

  test('hears that a portion is done when its outcomes are out, and before its job is gone', async () => {
    await withClient({}, async (client, emulator) => {
      const seen: number[] = []
      let outcomes = 0
      const onJob = ({ state }: IngestEvent) => {
        if (state !== 'done') return
        seen.push(outcomes, emulator.requests.filter(({ method }) => method === 'DELETE').length)
      }
      for await (const some of client.ingest(INSERT, batchesOf(manyRows(10)), { ...POLL, onJob }))
        outcomes += some.length
      expect(seen).toEqual([10, 0])
    })
  })

  test.each(['created', 'uploaded', 'closing', 'closed', 'done'] as const)(
    'a run that died when it had told "%s" goes on without writing a row twice',
    async (fatal) => {
      await withClient({}, async (client, emulator) => {
        const rows = manyRows(100)
        const ledger = new Map<number, IngestEvent>()
        const outcomes: RowOutcome[] = []
        const dying = async () => {
          const onJob = (event: IngestEvent) => {
            ledger.set(event.from, event)
            if (event.state === fatal && event.from > 0) throw new Error('killed')
          }
          const options = { ...POLL, maxJobBytes: 2_000, jobsAtOnce: 1, onJob }
          for await (const some of client.ingest(INSERT, batchesOf(rows), options)) put(outcomes, some)
        }
        await expect(dying()).rejects.toThrow('killed')
        // What died with the process goes on in the org.
        await new Promise((resolve) => setTimeout(resolve, 100))
        const resume = [...ledger.values()]
        for await (const some of client.ingest(INSERT, batchesOf(rows), {
          ...POLL,
          maxJobBytes: 2_000,
          resume,
        }))
          put(outcomes, some)
        expect(outcomes.filter((outcome) => outcome?.kind === 'written')).toHaveLength(100)
        expectTruth(emulator, rows, outcomes)
      })
    },
  )
})
