import type { EmulatorOptions } from '../../src/emulator-options.js'
import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'
import { WRITE_SCHEMA } from '../support/write-schema.js'

let org: TestOrg
const start = async (options: EmulatorOptions = {}) => {
  org = await startTestOrg({
    schema: WRITE_SCHEMA,
    records: { User: [{ Name: 'Ada', Username: 'ada@example.com' }] },
    ...options,
  })
}
beforeEach(() => start())
afterEach(() => org.close())

const JSON_TYPE = { 'Content-Type': 'application/json' }
const send = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  org.request(`${VERSION}${path}`, {
    method,
    headers: { ...JSON_TYPE, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const create = async (object: string, record: unknown): Promise<string> =>
  (await send('POST', `/sobjects/${object}`, record)).body.id

describe('records by Id', () => {
  test('are created, read, changed and deleted', async () => {
    const created = await send('POST', '/sobjects/account', { Name: 'Acme', Rate__c: 5 })
    expect([created.status, created.body]).toEqual([
      201,
      { id: expect.stringMatching(/^001.{15}$/), success: true, errors: [] },
    ])
    const { id } = created.body
    expect(created.headers.get('location')).toBe(`${VERSION}/sobjects/Account/${id}`)
    const read = await send('GET', `/sobjects/Account/${id}?fields=Rate__c,name`)
    expect([read.status, read.body]).toEqual([
      200,
      {
        attributes: { type: 'Account', url: `${VERSION}/sobjects/Account/${id}` },
        Rate__c: 5,
        Name: 'Acme',
        Id: id,
      },
    ])
    const changed = await send('PATCH', `/sobjects/Account/${id}`, { Name: 'Acme 2' })
    expect([changed.status, changed.body]).toEqual([204, ''])
    expect(await org.values(`SELECT Name FROM Account WHERE Id = '${id}'`, 'Name')).toEqual(['Acme 2'])
    const whole = await send('GET', `/sobjects/Account/${id}`)
    expect(whole.body).toMatchObject({ Name: 'Acme 2', Key__c: null, IsDeleted: false })
    expect((await send('DELETE', `/sobjects/Account/${id}`)).status).toBe(204)
    expect(await org.records('SELECT Id FROM Account')).toEqual([])
    expect((await org.queryAll('SELECT Id FROM Account')).body.totalSize).toBe(1)
  })

  test('keep eighteen digits', async () => {
    const id = await create('Account', '{"Name":"A","Revenue__c":1234567890123456.78}')
    const response = await fetch(`${org.emulator.url}${VERSION}/sobjects/Account/${id}?fields=Revenue__c`, {
      headers: { Authorization: `Bearer ${org.emulator.credentials.accessToken}` },
    })
    expect(await response.text()).toContain('"Revenue__c":1234567890123456.78')
  })

  test.each([
    ['GET', '0015f0000000009AAA', 404, 'NOT_FOUND'],
    ['GET', '0055f0000000001AAA', 400, 'MALFORMED_ID'],
    ['GET', 'abc', 404, 'NOT_FOUND'],
    ['DELETE', '0015f0000000009AAA', 404, 'INVALID_CROSS_REFERENCE_KEY'],
    ['PATCH', '0015f0000000009AAA', 404, 'NOT_FOUND'],
    ['PUT', '0015f0000000001AAA', 405, 'METHOD_NOT_ALLOWED'],
  ])('%s of %s is answered with %i %s', async (method, id, status, errorCode) => {
    await create('Account', { Name: 'A' })
    const answer = await send(method, `/sobjects/Account/${id}`, method === 'PATCH' ? {} : undefined)
    expect([answer.status, answer.body[0].errorCode]).toEqual([status, errorCode])
  })

  test('that are deleted say so', async () => {
    const id = await create('Account', { Name: 'A' })
    await send('DELETE', `/sobjects/Account/${id}`)
    const answers = [
      await send('DELETE', `/sobjects/Account/${id}`),
      await send('PATCH', `/sobjects/Account/${id}`, {}),
      await send('GET', `/sobjects/Account/${id}`),
    ]
    expect(answers.map(({ status, body }) => [status, body[0].errorCode])).toEqual([
      [404, 'ENTITY_IS_DELETED'],
      [404, 'ENTITY_IS_DELETED'],
      [404, 'NOT_FOUND'],
    ])
  })

  test.each([
    ['{"Name":', 400, 'JSON_PARSER_ERROR'],
    ['[]', 400, 'JSON_PARSER_ERROR'],
    ['', 400, 'JSON_PARSER_ERROR'],
    ['{}', 400, 'REQUIRED_FIELD_MISSING'],
    ['{"Name":"A","foo":1}', 400, 'INVALID_FIELD'],
    ['{"Name":"A","Rate__c":"x"}', 400, 'JSON_PARSER_ERROR'],
    ['{"Name":"A","Id":"0015f0000000001AAA"}', 400, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
  ])('POST of %s is answered with %i %s', async (body, status, errorCode) => {
    const answer = await send('POST', '/sobjects/Account', body)
    expect([answer.status, answer.body]).toEqual([status, [expect.objectContaining({ errorCode })]])
  })

  test('an Id in the body of a change is refused', async () => {
    const id = await create('Account', { Name: 'A' })
    const { status, body } = await send('PATCH', `/sobjects/Account/${id}`, { id, Name: 'B' })
    expect([status, body]).toEqual([
      400,
      [
        {
          errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
          message: 'The Id field should not be specified in the sobject data.',
          fields: ['Id'],
        },
      ],
    ])
  })

  test('other formats are refused', async () => {
    const { status, body } = await send('POST', '/sobjects/Account', '<a/>', {
      'Content-Type': 'application/xml',
    })
    expect([status, body[0].errorCode]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
  })

  test('an unknown field to read is refused', async () => {
    const id = await create('Account', { Name: 'A' })
    const { status, body } = await send('GET', `/sobjects/Account/${id}?fields=Name,foo`)
    expect([status, body[0].errorCode]).toEqual([400, 'INVALID_FIELD'])
  })
})

describe('conditional requests', () => {
  test('tell whether a record has changed', async () => {
    const id = await create('Account', { Name: 'A' })
    const first = await send('GET', `/sobjects/Account/${id}`)
    const modified = first.headers.get('last-modified') ?? ''
    expect(modified).toBe('Wed, 18 Jun 2025 12:00:00 GMT')
    const etag = first.headers.get('etag') ?? ''
    const statusWith = async (headers: Readonly<Record<string, string>>) =>
      (await send('GET', `/sobjects/Account/${id}`, undefined, headers)).status
    expect(await statusWith({ 'If-Modified-Since': modified })).toBe(304)
    expect(await statusWith({ 'If-Modified-Since': 'Tue, 17 Jun 2025 12:00:00 GMT' })).toBe(200)
    expect(await statusWith({ 'If-Unmodified-Since': modified })).toBe(200)
    expect(await statusWith({ 'If-Unmodified-Since': 'Tue, 17 Jun 2025 12:00:00 GMT' })).toBe(412)
    expect(await statusWith({ 'If-None-Match': etag })).toBe(304)
    expect(await statusWith({ 'If-Match': '"other"' })).toBe(412)
    await send('PATCH', `/sobjects/Account/${id}`, { Name: 'B' })
    expect(await statusWith({ 'If-None-Match': etag })).toBe(200)
    const refused = await send('PATCH', `/sobjects/Account/${id}`, { Name: 'C' }, { 'If-Match': etag })
    expect(refused.status).toBe(412)
    const unreadable = await send('PATCH', `/sobjects/Account/${id}`, {}, { 'If-Unmodified-Since': 'soon' })
    expect(unreadable.status).toBe(400)
  })
})

describe('records by external id', () => {
  test('are created, changed, read and deleted', async () => {
    const created = await send('PATCH', '/sobjects/Account/Key__c/a%2Fb', { Name: 'A' })
    expect([created.status, created.body]).toMatchObject([201, { success: true, created: true }])
    const changed = await send('PATCH', '/sobjects/Account/key__c/A%2FB', { Name: 'B' })
    expect([changed.status, changed.body]).toEqual([
      200,
      { id: created.body.id, success: true, errors: [], created: false },
    ])
    const old = await org.request('/services/data/v45.0/sobjects/Account/Key__c/a%2Fb', {
      method: 'PATCH',
      headers: JSON_TYPE,
      body: '{"Name":"C"}',
    })
    expect([old.status, old.body]).toEqual([204, ''])
    expect((await send('GET', '/sobjects/Account/Key__c/a%2Fb')).body).toMatchObject({
      Name: 'C',
      Key__c: 'a/b',
    })
    expect((await send('DELETE', '/sobjects/Account/Key__c/a%2Fb')).status).toBe(204)
    expect((await send('GET', '/sobjects/Account/Key__c/a%2Fb')).status).toBe(404)
  })

  test('by number', async () => {
    await create('Account', { Name: 'A', Number__c: 7 })
    expect((await send('GET', '/sobjects/Account/Number__c/7')).body.Name).toBe('A')
  })

  test('are several, and then they are all named', async () => {
    const ids = [
      await create('Account', { Name: 'A', Loose__c: 'x' }),
      await create('Account', { Name: 'B', Loose__c: 'X' }),
    ]
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const { status, body } = await send(
        method,
        '/sobjects/Account/Loose__c/x',
        method === 'PATCH' ? {} : undefined,
      )
      expect([status, body]).toEqual([300, ids.map((id) => `${VERSION}/sobjects/Account/${id}`)])
    }
  })

  test.each([
    ['PATCH', '/sobjects/Account/Rate__c/1', {}, 404, 'NOT_FOUND'],
    ['PATCH', '/sobjects/Account/Nope__c/1', {}, 404, 'NOT_FOUND'],
    ['PATCH', '/sobjects/Account/Key__c/1', { Key__c: '1', Name: 'A' }, 400, 'INVALID_FIELD'],
    ['PATCH', '/sobjects/Account/Key__c/1?updateOnly=true', { Name: 'A' }, 404, 'NOT_FOUND'],
    ['PATCH', '/sobjects/Account/Key__c/1', {}, 400, 'REQUIRED_FIELD_MISSING'],
    ['GET', '/sobjects/Account/Key__c/1', undefined, 404, 'NOT_FOUND'],
    ['DELETE', '/sobjects/Account/Key__c/1', undefined, 404, 'NOT_FOUND'],
    ['POST', '/sobjects/Account/Key__c/1', {}, 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %s with %j is answered with %i %s', async (method, path, body, status, errorCode) => {
    const answer = await send(method, path, body)
    expect([answer.status, answer.body[0].errorCode]).toEqual([status, errorCode])
  })
})

describe('what changed', () => {
  const interval = 'start=2025-06-18T00:00:00%2B00:00&end=2025-06-18T13:00:00%2B00:00'

  test('is told by Id', async () => {
    const kept = await create('Account', { Name: 'A' })
    const deleted = await create('Account', { Name: 'B' })
    await send('DELETE', `/sobjects/Account/${deleted}`)
    expect((await send('GET', `/sobjects/Account/updated/?${interval}`)).body).toEqual({
      ids: [kept],
      latestDateCovered: '2025-06-18T12:00:00.000+0000',
    })
    expect((await send('GET', `/sobjects/Account/deleted/?${interval}`)).body).toEqual({
      deletedRecords: [{ id: deleted, deletedDate: '2025-06-18T12:00:00.000+0000' }],
      earliestDateAvailable: '2025-06-03T12:00:00.000+0000',
      latestDateCovered: '2025-06-18T12:00:00.000+0000',
    })
  })

  test.each([
    ['updated', 'end=2025-06-18T13:00:00Z', 'MISSING_ARGUMENT'],
    ['updated', 'start=yesterday&end=2025-06-18T13:00:00Z', 'INVALID_REPLICATION_DATE'],
    ['updated', 'start=2025-06-18T12:00:00Z&end=2025-06-18T12:00:30Z', 'INVALID_REPLICATION_DATE'],
    ['updated', 'start=2025-05-01T12:00:00Z&end=2025-06-18T12:00:30Z', 'INVALID_REPLICATION_DATE'],
    ['deleted', 'start=2025-06-01T12:00:00Z&end=2025-06-18T12:00:30Z', 'INVALID_REPLICATION_DATE'],
  ])('%s?%s is refused with %s', async (what, query, errorCode) => {
    const { status, body } = await send('GET', `/sobjects/Account/${what}?${query}`)
    expect([status, body[0].errorCode]).toEqual([400, errorCode])
  })
})

test('sobjects/X tells what was added last', async () => {
  const id = await create('Account', { Name: 'A' })
  expect((await send('GET', '/sobjects/Account')).body.recentItems).toEqual([
    { attributes: { type: 'Account', url: `${VERSION}/sobjects/Account/${id}` }, Id: id, Name: 'A' },
  ])
})

test('headers that steer automation are accepted', async () => {
  const { status } = await send(
    'POST',
    '/sobjects/Account',
    { Name: 'A' },
    {
      'Sforce-Auto-Assign': 'FALSE',
      'Sforce-Duplicate-Rule-Header': 'allowSave=true',
      'Sforce-Mru': 'updateMru=false',
    },
  )
  expect(status).toBe(201)
})

describe('trouble on demand', () => {
  test('a write happens though its answer is lost', async () => {
    await org.close()
    await start({ faults: [{ match: { method: 'POST' }, action: { applyThenReset: true }, times: 1 }] })
    await expect(send('POST', '/sobjects/Account', { Name: 'A' })).rejects.toThrow()
    expect(await org.values('SELECT Name FROM Account', 'Name')).toEqual(['A'])
  })

  test('every second record is locked', async () => {
    await org.close()
    await start({
      faults: [
        { match: {}, action: { recordErrors: { statusCode: 'UNABLE_TO_LOCK_ROW', every: 2 } }, times: 1 },
      ],
    })
    const records = ['A', 'B', 'C', 'D'].map((Name) => ({ attributes: { type: 'Account' }, Name }))
    const first = await send('POST', '/composite/sobjects', { records })
    expect(
      first.body.map((result: { errors: { statusCode: string }[] }) => result.errors[0]?.statusCode),
    ).toEqual([undefined, 'UNABLE_TO_LOCK_ROW', undefined, 'UNABLE_TO_LOCK_ROW'])
    const second = await send('POST', '/composite/sobjects', { records })
    expect(second.body.every(({ success }: { success: boolean }) => success)).toBe(true)
  })
})
