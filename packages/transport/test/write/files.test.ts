import type { RequestFigures } from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { withOrg } from '../fake-org.js'
import { firstMeets, live, MISHAPS, mishaps, withEmulatedOrg } from './emulated-org.js'

const CHUNK = Buffer.alloc(64 * 1024, 'certinia')
const CHUNKS = 40

async function* content(): AsyncGenerator<Uint8Array> {
  for (let chunk = 0; chunk < CHUNKS; chunk++) yield CHUNK
}

const version = (more = {}) => ({
  object: 'ContentVersion',
  fields: { PathOnClient: 'r.bin', Title: 'R' },
  fileField: 'VersionData',
  fileName: 'r "x"\r\n.bin',
  content,
  ...more,
})

test('a file goes up and comes down as a stream', async () => {
  await withEmulatedOrg({}, async (client) => {
    const outcome = await client.upload(version())
    if (outcome.kind !== 'written') throw new Error('not written')
    const { body, headers } = await client.download(`sobjects/ContentVersion/${outcome.id}/VersionData`)
    expect(headers['content-type']).toBe('application/octetstream')
    let bytes = 0
    for await (const chunk of body) {
      expect(chunk[0]).toBe(CHUNK[bytes % CHUNK.length])
      bytes += chunk.length
    }
    expect(bytes).toBe(CHUNK.length * CHUNKS)
  })
})

test('a file of a record is replaced, and left in the middle of a download', async () => {
  await withEmulatedOrg({}, async (client, emulator) => {
    const ParentId = emulator.org.insert('Account', { Name: 'a' })
    const attachment = { object: 'Attachment', fileField: 'Body', fileName: 'a', content }
    const made = await client.upload({ ...attachment, fields: { ParentId, Name: 'a' } })
    const id = made.kind === 'written' ? made.id : ''
    const small = async function* () {
      yield Buffer.from('small')
    }
    expect(await client.upload({ ...attachment, id, fields: { Name: 'b' }, content: small })).toMatchObject({
      kind: 'written',
      id,
    })
    expect(live(emulator, 'Attachment', 'BodyLength')).toEqual([5])
    for await (const _ of (await client.download(`sobjects/Attachment/${id}/Body`)).body) break
    expect(await failureOf(client.download(`sobjects/Attachment/${id}/Nope`))).toMatchObject({
      org: { code: 'NOT_FOUND' },
    })
  })
})

test.each(mishaps)('an upload, %s: written once, or in doubt', async (mishap) => {
  await withEmulatedOrg(firstMeets(mishap, '/sobjects/ContentVersion'), async (client, emulator) => {
    const outcome = await client.upload(version())
    const isLocked = mishap === 'a lock on the whole'
    expect(outcome.kind).toBe(MISHAPS[mishap].lost ? 'inDoubt' : isLocked ? 'failed' : 'written')
    expect(live(emulator, 'ContentVersion', 'Title').length).toBeLessThanOrEqual(1)
  })
})

test('a download that breaks off is an error, and a session that has ended is renewed', async () => {
  const faults = [
    { match: { path: 'VersionData', nth: 1 }, action: { expireSession: true } },
    { match: { path: 'VersionData', nth: 3 }, action: { truncate: 0.5 } },
  ]
  await withEmulatedOrg({ faults }, async (client) => {
    const outcome = await client.upload(version())
    const path = `sobjects/ContentVersion/${outcome.kind === 'written' ? outcome.id : ''}/VersionData`
    const read = async () => {
      let bytes = 0
      for await (const chunk of (await client.download(path)).body) bytes += chunk.length
      return bytes
    }
    expect(await read()).toBe(CHUNK.length * CHUNKS)
    expect(await failureOf(read())).toMatchObject({ code: 'CERT-8502' })
  })
})

describe('raw requests', () => {
  test('to services of the org, with JSON both ways', async () => {
    const apexRest = {
      '/c2g/post': ({ body }: { body: unknown }) => ({ body: { posted: body } }),
      '/c2g/quiet': () => ({}),
    }
    await withEmulatedOrg({ apexRest }, async (client) => {
      const figures: RequestFigures[] = []
      const request = { method: 'POST', path: '/services/apexrest/c2g/post', body: { ids: ['a'] } } as const
      expect(await client.request(request, { onRequest: (one) => figures.push(one) })).toMatchObject({
        kind: 'answered',
        status: 200,
        body: { posted: { ids: ['a'] } },
      })
      expect(figures).toMatchObject([{ apiCalls: 1 }])
      expect(await client.request({ method: 'GET', path: '/services/apexrest/c2g/quiet' })).toMatchObject({
        kind: 'answered',
        body: undefined,
      })
      expect(await client.request({ method: 'GET', path: 'limits' })).toMatchObject({
        body: { DailyApiRequests: {} },
      })
      expect(
        await failureOf(client.request({ method: 'GET', path: '/services/apexrest/nope' })),
      ).toMatchObject({ org: { code: 'NOT_FOUND' } })
    })
  })

  test('a lost POST is in doubt, a lost GET is sent again', async () => {
    await withOrg(
      (_, number) => (number <= 2 ? { reset: true } : { body: '{"ok":1}' }),
      async (client, org) => {
        expect(await client.request({ method: 'POST', path: '/x', body: {} })).toMatchObject({
          kind: 'inDoubt',
        })
        expect(await client.request({ method: 'GET', path: '/x' })).toMatchObject({
          kind: 'answered',
          body: { ok: 1 },
        })
        expect(org.received).toHaveLength(3)
      },
    )
  })

  test('texts, bytes and streams go out as they are', async () => {
    await withOrg(
      () => ({ body: 'hello', contentType: 'text/plain' }),
      async (client, org) => {
        const headers = { 'Content-Type': 'text/plain' }
        const stream = async function* () {
          yield Buffer.from('in ')
          yield Buffer.from('pieces')
        }
        await client.request({ method: 'PUT', path: '/x', body: 'a text', headers })
        await client.request({ method: 'PUT', path: '/x', body: Buffer.from('bytes'), headers })
        expect(await client.request({ method: 'PUT', path: '/x', upload: stream, headers })).toMatchObject({
          body: 'hello',
        })
        expect(org.received.map(({ body }) => body)).toEqual(['a text', 'bytes', 'in pieces'])
        expect(org.received.every((one) => one.headers['content-type'] === 'text/plain')).toBe(true)
      },
    )
  })
})

test('changed and deleted records', async () => {
  await withEmulatedOrg({}, async (client, emulator) => {
    const ids = ['a', 'b'].map((Name) => emulator.org.insert('Account', { Name }))
    await client.writeRecords({
      operation: 'delete',
      object: 'Account',
      records: [{ Id: ids[1] ?? '' }],
      allOrNone: true,
    })
    const span = { start: new Date(Date.now() - 3_600_000), end: new Date(Date.now() + 120_000) }
    expect((await client.updatedRecords('Account', span)).ids).toEqual([ids[0]])
    expect((await client.deletedRecords('Account', span)).deletedRecords).toMatchObject([{ id: ids[1] }])
    const wrong = { start: span.end, end: span.start }
    expect(await failureOf(client.updatedRecords('Account', wrong))).toMatchObject({ code: 'CERT-6001' })
  })
})
