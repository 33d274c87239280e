import { ExactNumber } from '@certsql/core'
import type { RecordWrite, RowOutcome, SalesforceOptions } from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { type Reply, type Respond, withOrg } from '../fake-org.js'

const ID = '001000000000001AAA'
const OTHER_ID = '001000000000002AAA'
const insertOf = (...names: string[]): RecordWrite => ({
  operation: 'insert',
  object: 'Account',
  records: names.map((Name) => ({ Name })),
  allOrNone: false,
})
const updateOf = (...ids: string[]): RecordWrite => ({
  operation: 'update',
  object: 'Account',
  records: ids.map((Id) => ({ Id, Name: 'new' })),
  allOrNone: false,
})
const deleteOf = (...ids: string[]): RecordWrite => ({
  operation: 'delete',
  object: 'Account',
  records: ids.map((Id) => ({ Id })),
  allOrNone: false,
})
const upsertOf = (...keys: string[]): RecordWrite => ({
  operation: 'upsert',
  object: 'Account',
  externalIdField: 'Key__c',
  records: keys.map((key) => ({ Key__c: key, Name: 'new' })),
  allOrNone: false,
})

const success = (id: string, created?: boolean) => ({
  id,
  success: true,
  errors: [],
  ...(created === undefined ? {} : { created }),
})
const refusal = (statusCode: string) => ({
  success: false,
  errors: [{ statusCode, message: 'no', fields: ['Name'] }],
})
const orgError = (status: number, errorCode: string): Reply => ({
  status,
  body: [{ errorCode, message: 'no' }],
})

/** The n-th request gets the n-th reply, further ones the last. */
const inTurn =
  (...replies: Reply[]): Respond =>
  (_, number) =>
    replies[number - 1] ?? replies.at(-1) ?? {}

function write(
  one: RecordWrite,
  respond: Respond,
  options: Partial<SalesforceOptions> = {},
): Promise<{ outcomes: readonly RowOutcome[]; sent: readonly { line: string; body: unknown }[] }> {
  return withOrg(
    respond,
    async (client, org) => {
      const outcomes = await client.writeRecords(one)
      const sent = org.received.map(({ method, url, body }) => ({
        line: `${method} ${url}`,
        body: body === '' ? undefined : JSON.parse(body),
      }))
      return { outcomes, sent }
    },
    options,
  )
}

const kinds = (outcomes: readonly RowOutcome[]) => outcomes.map(({ kind }) => kind)

describe('what goes out', () => {
  test('one record goes to its own resource', async () => {
    const inserted = await write(insertOf('Acme'), inTurn({ status: 201, body: success(ID) }))
    expect(inserted.sent).toEqual([
      { line: 'POST /services/data/v67.0/sobjects/Account', body: { Name: 'Acme' } },
    ])
    expect(inserted.outcomes).toEqual([{ kind: 'written', id: ID, created: true }])
    const updated = await write(updateOf(ID), inTurn({ status: 204 }))
    expect(updated.sent).toEqual([
      { line: `PATCH /services/data/v67.0/sobjects/Account/${ID}`, body: { Name: 'new' } },
    ])
    expect(updated.outcomes).toEqual([{ kind: 'written', id: ID, created: false }])
    const deleted = await write(deleteOf(ID), inTurn({ status: 204 }))
    expect(deleted.sent).toEqual([
      { line: `DELETE /services/data/v67.0/sobjects/Account/${ID}`, body: undefined },
    ])
    expect(deleted.outcomes).toEqual([{ kind: 'written', id: ID, created: false }])
  })

  test('several go as a collection, upserts always', async () => {
    const results = [success(ID), success(OTHER_ID)]
    const attributes = { type: 'Account' }
    const inserted = await write({ ...insertOf('a', 'b'), allOrNone: true }, inTurn({ body: results }))
    expect(inserted.sent).toEqual([
      {
        line: 'POST /services/data/v67.0/composite/sobjects',
        body: {
          allOrNone: true,
          records: [
            { attributes, Name: 'a' },
            { attributes, Name: 'b' },
          ],
        },
      },
    ])
    const updated = await write(updateOf(ID, OTHER_ID), inTurn({ body: results }))
    expect(updated.sent[0]?.body).toEqual({
      allOrNone: false,
      records: [
        { attributes, Id: ID, Name: 'new' },
        { attributes, Id: OTHER_ID, Name: 'new' },
      ],
    })
    const deleted = await write(deleteOf(ID, OTHER_ID), inTurn({ body: results }))
    expect(deleted.sent[0]?.line).toBe(
      `DELETE /services/data/v67.0/composite/sobjects?ids=${ID},${OTHER_ID}&allOrNone=false`,
    )
    const upserted = await write(upsertOf('../a'), inTurn({ body: [success(ID, true)] }))
    expect(upserted.sent).toEqual([
      {
        line: 'PATCH /services/data/v67.0/composite/sobjects/Account/Key__c',
        body: { allOrNone: false, records: [{ attributes, Key__c: '../a', Name: 'new' }] },
      },
    ])
    expect(upserted.outcomes).toEqual([{ kind: 'written', id: ID, created: true }])
  })

  test('long numbers keep their digits, parents are named by external id', async () => {
    const record = {
      Amount__c: new ExactNumber('1234567890123456.78'),
      Account: { Key__c: 'A1' },
      Name: null,
    }
    await withOrg(inTurn({ status: 201, body: success(ID) }), async (client, org) => {
      await client.writeRecords({ operation: 'insert', object: 'X__c', records: [record], allOrNone: true })
      expect(org.received[0]?.body).toBe(
        '{"Amount__c":1234567890123456.78,"Account":{"Key__c":"A1"},"Name":null}',
      )
    })
  })

  test('what is no Id goes nowhere', async () => {
    await withOrg(inTurn({ body: [] }), async (client, org) => {
      for (const bad of [`${ID},${OTHER_ID}`, '../Contact', '', `${ID}/`]) {
        expect(await failureOf(client.writeRecords(updateOf(bad)))).toMatchObject({ code: 'CERT-3003' })
        expect(await failureOf(client.writeRecords(deleteOf(ID, bad)))).toMatchObject({ code: 'CERT-3003' })
      }
      expect(org.received).toEqual([])
    })
  })
})

describe('what comes back', () => {
  test('each record has its outcome', async () => {
    const body = [success(ID), refusal('STRING_TOO_LONG'), refusal('ALL_OR_NONE_OPERATION_ROLLED_BACK')]
    const { outcomes } = await write(insertOf('a', 'b', 'c'), inTurn({ body }))
    expect(outcomes).toEqual([
      { kind: 'written', id: ID, created: true },
      { kind: 'failed', errors: [{ code: 'STRING_TOO_LONG', message: 'no', fields: ['Name'] }] },
      { kind: 'rolledBack' },
    ])
  })

  test('the refusal of a single record is its outcome, with all errors', async () => {
    const body = [
      { errorCode: 'REQUIRED_FIELD_MISSING', message: 'x', fields: ['Name'] },
      { errorCode: 'STRING_TOO_LONG', message: 'y', fields: ['Site'] },
    ]
    const { outcomes } = await write(insertOf(''), inTurn({ status: 400, body }))
    expect(outcomes).toEqual([
      {
        kind: 'failed',
        errors: [
          { code: 'REQUIRED_FIELD_MISSING', message: 'x', fields: ['Name'] },
          { code: 'STRING_TOO_LONG', message: 'y', fields: ['Site'] },
        ],
      },
    ])
  })

  test('locks of single records are outcomes too, and not waited for', async () => {
    const { outcomes, sent } = await write(updateOf(ID), inTurn(orgError(400, 'UNABLE_TO_LOCK_ROW')))
    expect(outcomes).toMatchObject([{ kind: 'failed', errors: [{ code: 'UNABLE_TO_LOCK_ROW' }] }])
    expect(sent).toHaveLength(1)
  })

  test.each([
    ['too few results', { body: [success(ID)] }],
    ['no list', { body: { ok: true } }],
    ['results without a verdict', { body: [{ id: ID }, {}] }],
    ['a success without an Id', { body: [{ success: true }, { success: true }] }],
    ['a page', { body: '<html><title>Proxy</title></html>' }],
    ['broken JSON', { body: '[{"id"' }],
  ])('%s: in doubt', async (_, reply) => {
    const { outcomes } = await write(insertOf('a', 'b'), inTurn(reply))
    expect(kinds(outcomes)).toEqual(['inDoubt', 'inDoubt'])
  })
})

describe('an insert is not sent twice', () => {
  test.each<[string, Reply]>([
    ['reset', { reset: true }],
    ['cut off', { body: [success(ID), success(OTHER_ID)], truncate: 0.5 }],
    ['a bare 503', { status: 503 }],
    ['a page with 502', { status: 502, body: '<html><title>Bad gateway</title></html>' }],
    ['an error in the middle', orgError(500, 'UNKNOWN_EXCEPTION')],
    ['a time-out of the org', orgError(400, 'REQUEST_RUNNING_TOO_LONG')],
  ])('%s: in doubt', async (_, reply) => {
    const { outcomes, sent } = await write(insertOf('a', 'b'), inTurn(reply))
    expect(kinds(outcomes)).toEqual(['inDoubt', 'inDoubt'])
    expect(sent).toHaveLength(1)
  })

  test.each<[string, Reply]>([
    ['SERVER_UNAVAILABLE', orgError(503, 'SERVER_UNAVAILABLE')],
    ['REQUEST_LIMIT_EXCEEDED', orgError(403, 'REQUEST_LIMIT_EXCEEDED')],
    ['UNABLE_TO_LOCK_ROW for all', orgError(400, 'UNABLE_TO_LOCK_ROW')],
    ['429', { status: 429 }],
  ])('%s: nothing was done, so it is sent again', async (_, reply) => {
    const { outcomes, sent } = await write(
      insertOf('a', 'b'),
      inTurn(reply, reply, { body: [success(ID), success(OTHER_ID)] }),
    )
    expect(kinds(outcomes)).toEqual(['written', 'written'])
    expect(sent).toHaveLength(3)
  })

  test('a connection that is refused was never used', async () => {
    await withOrg(inTurn({ body: [] }), async (client, org) => {
      await org.close()
      expect(await failureOf(client.writeRecords(insertOf('a')))).toMatchObject({ code: 'CERT-8501' })
    })
  })

  test.each<[string, Reply, string]>([
    ['an unknown field', orgError(400, 'INVALID_FIELD'), 'CERT-6001'],
    ['no access', orgError(403, 'API_DISABLED_FOR_ORG'), 'CERT-5003'],
    ['a session that cannot be renewed', orgError(401, 'INVALID_SESSION_ID'), 'CERT-5002'],
    ['a request too large', { status: 413 }, 'CERT-6002'],
  ])('%s: an error, for nothing was written', async (_, reply, code) => {
    await withOrg(inTurn(reply), async (client) => {
      expect(await failureOf(client.writeRecords(insertOf('a', 'b')))).toMatchObject({ code })
    })
  })
})

describe('what may be sent twice', () => {
  const lost: Reply = { reset: true }

  test.each<[string, RecordWrite, unknown]>([
    ['update', updateOf(ID, OTHER_ID), [success(ID), success(OTHER_ID)]],
    ['upsert', upsertOf('a', 'b'), [success(ID, false), success(OTHER_ID, false)]],
    ['delete', deleteOf(ID, OTHER_ID), [refusal('ENTITY_IS_DELETED'), refusal('ENTITY_IS_DELETED')]],
    [
      'delete of all or none',
      { ...deleteOf(ID, OTHER_ID), allOrNone: true },
      [refusal('ENTITY_IS_DELETED'), refusal('ENTITY_IS_DELETED')],
    ],
  ])('%s', async (_, one, body) => {
    const { outcomes } = await write(one, inTurn(lost, { body }))
    expect(outcomes).toEqual([
      { kind: 'written', id: ID, created: false, isRepeat: true },
      { kind: 'written', id: OTHER_ID, created: false, isRepeat: true },
    ])
  })

  test('a deletion of one record', async () => {
    const { outcomes } = await write(deleteOf(ID), inTurn(lost, orgError(404, 'ENTITY_IS_DELETED')))
    expect(outcomes).toEqual([{ kind: 'written', id: ID, created: false, isRepeat: true }])
    // Without a lost attempt somebody else has deleted it.
    const failed = await write(deleteOf(ID), inTurn(orgError(404, 'ENTITY_IS_DELETED')))
    expect(kinds(failed.outcomes)).toEqual(['failed'])
  })

  test('an upsert by Id of records without one is an insert', async () => {
    const one = { ...upsertOf('a'), externalIdField: 'Id', records: [{ Name: 'new' }] }
    expect(kinds((await write(one, inTurn(lost))).outcomes)).toEqual(['inDoubt'])
    const known = { ...one, records: [{ Id: ID, Name: 'new' }] }
    expect(kinds((await write(known, inTurn(lost, { body: [success(ID, false)] }))).outcomes)).toEqual([
      'written',
    ])
  })

  test('a refusal the second time is in doubt, unless it would always come', async () => {
    const body = [refusal('UNABLE_TO_LOCK_ROW'), refusal('STRING_TOO_LONG')]
    const { outcomes } = await write(updateOf(ID, OTHER_ID), inTurn(lost, { body }))
    expect(outcomes).toMatchObject([
      { kind: 'inDoubt', cause: { code: 'CERT-8502', org: { code: 'UNABLE_TO_LOCK_ROW' } } },
      { kind: 'failed' },
    ])
  })

  test('all or none: one lasting refusal makes all certain, a lock none', async () => {
    const one = { ...updateOf(ID, OTHER_ID), allOrNone: true }
    const rolledBack = refusal('ALL_OR_NONE_OPERATION_ROLLED_BACK')
    const certain = await write(one, inTurn(lost, { body: [refusal('STRING_TOO_LONG'), rolledBack] }))
    expect(kinds(certain.outcomes)).toEqual(['failed', 'rolledBack'])
    const doubtful = await write(one, inTurn(lost, { body: [refusal('UNABLE_TO_LOCK_ROW'), rolledBack] }))
    expect(kinds(doubtful.outcomes)).toEqual(['inDoubt', 'inDoubt'])
    const stillThere = await write(
      { ...deleteOf(ID, OTHER_ID), allOrNone: true },
      inTurn(lost, { body: [refusal('ENTITY_IS_DELETED'), rolledBack] }),
    )
    expect(kinds(stillThere.outcomes)).toEqual(['failed', 'rolledBack'])
  })

  test('lost for good, or refused as a whole afterwards: in doubt', async () => {
    const gone = await write(updateOf(ID, OTHER_ID), inTurn(lost))
    expect(kinds(gone.outcomes)).toEqual(['inDoubt', 'inDoubt'])
    expect(gone.sent.length).toBeGreaterThan(3)
    const refused = await write(updateOf(ID, OTHER_ID), inTurn(lost, orgError(403, 'API_DISABLED_FOR_ORG')))
    expect(refused.outcomes).toMatchObject([
      { kind: 'inDoubt', cause: { code: 'CERT-5003' } },
      { kind: 'inDoubt' },
    ])
  })
})

describe('cancelling', () => {
  test('before it is sent is an error, afterwards a doubt', async () => {
    await withOrg(inTurn({ hang: true }), async (client, org) => {
      const done = AbortSignal.abort()
      expect(await failureOf(client.writeRecords(updateOf(ID), { signal: done }))).toMatchObject({
        code: 'CERT-7006',
      })
      expect(org.received).toEqual([])
      const controller = new AbortController()
      const writing = client.writeRecords(updateOf(ID), { signal: controller.signal })
      while (org.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      controller.abort()
      expect(await writing).toMatchObject([{ kind: 'inDoubt', cause: { code: 'CERT-7006' } }])
    })
  })

  test('while it stands in line is an error', async () => {
    await withOrg(
      inTurn({ hang: true }),
      async (client, org) => {
        const first = client.writeRecords(insertOf('a'))
        const controller = new AbortController()
        const second = failureOf(client.writeRecords(insertOf('b'), { signal: controller.signal }))
        while (org.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
        controller.abort()
        expect(await second).toMatchObject({ code: 'CERT-7006' })
        client.close()
        expect(kinds(await first)).toEqual(['inDoubt'])
        expect(org.received).toHaveLength(1)
      },
      { maxConcurrency: 1 },
    )
  })
})

test('a session that has ended is renewed, and the insert goes out again: nothing was written', async () => {
  let logins = 0
  let inserts = 0
  const respond: Respond = ({ url, token, headers }) => {
    if (url === '/services/oauth2/token') {
      return { body: { access_token: `token-${++logins}`, instance_url: `http://${headers.host}` } }
    }
    if (token === 'token-1') return orgError(401, 'INVALID_SESSION_ID')
    inserts++
    return { status: 201, body: success(ID) }
  }
  const { connectSalesforce } = await import('../../src/index.js')
  await withOrg(respond, async (_, { url }) => {
    const auth = { scheme: 'OAuthClient', clientId: 'id', clientSecret: 'secret', loginUrl: url } as const
    const client = await connectSalesforce({ auth, apiVersion: '67.0' })
    expect(await client.writeRecords(insertOf('Acme'))).toEqual([{ kind: 'written', id: ID, created: true }])
    expect([logins, inserts]).toEqual([2, 1])
    client.close()
  })
})

test('figures tell the calls', async () => {
  const calls: number[] = []
  await withOrg(inTurn({ reset: true }, { status: 204 }), async (client) => {
    await client.writeRecords(updateOf(ID), { onRequest: ({ apiCalls }) => calls.push(apiCalls) })
  })
  expect(calls).toEqual([2])
})
