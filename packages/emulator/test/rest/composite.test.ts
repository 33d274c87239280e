import { type Answer, startTestOrg, type TestOrg, VERSION } from '../support/ask.js'
import { WRITE_SCHEMA } from '../support/write-schema.js'

let org: TestOrg
beforeEach(async () => {
  org = await startTestOrg({
    schema: WRITE_SCHEMA,
    records: { User: [{ Name: 'Ada', Username: 'ada@example.com' }] },
  })
})
afterEach(() => org.close())

const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  org.request(`${VERSION}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const account = (record: Readonly<Record<string, unknown>>) => ({
  attributes: { type: 'Account' },
  ...record,
})
const names = () => org.values('SELECT Name FROM Account ORDER BY Name', 'Name')
const apiCalls = () => org.emulator.requests.at(-1)?.apiCalls

describe('collections', () => {
  test('create, change, upsert, read and delete, with one result for each record', async () => {
    const created = await send('POST', '/composite/sobjects', {
      records: [account({ Name: 'A', Key__c: 'a' }), account({}), account({ Name: 'B' })],
    })
    const [a, failed, b] = created.body
    expect([created.status, apiCalls()]).toEqual([200, 1])
    expect(a).toEqual({ id: a.id, success: true, errors: [] })
    expect(failed).toEqual({
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [Name]',
          fields: ['Name'],
        },
      ],
    })
    const changed = await send('PATCH', '/composite/sobjects', {
      records: [account({ id: a.id, Name: 'A2' }), account({ Name: 'x' })],
    })
    expect(changed.body).toMatchObject([
      { id: a.id, success: true },
      { errors: [{ statusCode: 'MISSING_ARGUMENT' }] },
    ])
    const upserted = await send('PATCH', '/composite/sobjects/Account/Key__c', {
      records: [account({ Name: 'A3', Key__c: 'A' }), account({ Name: 'C', Key__c: 'c' })],
    })
    expect(upserted.body).toMatchObject([
      { id: a.id, created: false },
      { success: true, created: true },
    ])
    const read = await send('POST', '/composite/sobjects/Account', {
      ids: [b.id, '0015f0000000zzzAAA', a.id],
      fields: ['Name'],
    })
    expect(read.body).toMatchObject([{ Name: 'B', Id: b.id }, null, { Name: 'A3' }])
    const alsoRead = await send('GET', `/composite/sobjects/Account?ids=${b.id}&fields=Name`)
    expect(alsoRead.body).toMatchObject([{ Name: 'B' }])
    const deleted = await send('DELETE', `/composite/sobjects?ids=${a.id},${a.id},abc`)
    expect(deleted.body).toMatchObject([
      { id: a.id, success: true },
      { success: false, errors: [{ statusCode: 'ENTITY_IS_DELETED' }] },
      { success: false, errors: [{ statusCode: 'MALFORMED_ID' }] },
    ])
    expect(await names()).toEqual(['B', 'C'])
  })

  test('all or none, over kinds of records', async () => {
    const { body } = await send('POST', '/composite/sobjects', {
      allOrNone: true,
      records: [account({ Name: 'A' }), { attributes: { type: 'Person__c' } }, account({ Name: 'B' })],
    })
    expect(body.map((result: { errors: { statusCode: string }[] }) => result.errors[0]?.statusCode)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    ])
    expect(await names()).toEqual([])
  })

  const many = (count: number) => Array.from({ length: count }, (_, index) => account({ Name: `A${index}` }))
  const mixed = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      index % 2 === 0 ? account({ Name: 'A' }) : { attributes: { type: 'Note__c' } },
    )

  test.each([
    ['200 records', { records: many(200) }, 200, undefined],
    ['201 records', { records: many(201) }, 400, 'EXCEEDED_ID_LIMIT'],
    ['10 chunks', { records: mixed(10) }, 200, undefined],
    ['11 chunks', { records: mixed(11) }, 400, 'LIMIT_EXCEEDED'],
    ['no records', { records: [] }, 400, 'MISSING_ARGUMENT'],
    ['no list', {}, 400, 'MISSING_ARGUMENT'],
    ['a list of other things', { records: [1] }, 400, 'JSON_PARSER_ERROR'],
    ['no type', { records: [{ Name: 'A' }] }, 400, 'INVALID_INPUT'],
    ['an unknown type', { records: [{ attributes: { type: 'Foo' } }] }, 400, 'INVALID_TYPE'],
    ['an unknown field', { records: [account({ Name: 'A' }), account({ foo: 1 })] }, 400, 'INVALID_FIELD'],
    ['allOrNone that is a text', { allOrNone: 'true', records: many(1) }, 400, 'JSON_PARSER_ERROR'],
  ])('%s', async (_, body, status, errorCode) => {
    const answer = await send('POST', '/composite/sobjects', body)
    expect([answer.status, answer.body[0].errorCode]).toEqual([status, errorCode])
    if (status !== 200) expect(await names()).toEqual([])
  })
})

const sub = (referenceId: string, method: string, path: string, body?: unknown) => ({
  referenceId,
  method,
  url: `${VERSION}${path}`,
  ...(body === undefined ? {} : { body }),
})

describe('composite', () => {
  test('hands values on, in addresses and in bodies', async () => {
    const answer = await send('POST', '/composite', {
      compositeRequest: [
        sub('acc', 'POST', '/sobjects/Account', { Name: 'Acme', Key__c: 'k' }),
        sub('line', 'POST', '/sobjects/Line__c', { Account__c: '@{acc.id}' }),
        sub('q', 'GET', "/query?q=SELECT+Id,Name+FROM+Line__c+WHERE+Account__c='@{acc.id}'"),
        sub('read', 'GET', '/sobjects/Line__c/@{q.records[0].Id}?fields=Name'),
        sub('all', 'POST', '/composite/sobjects', { records: [account({ Name: 'of @{read.Name}' })] }),
        sub('last', 'GET', '/sobjects/Account/@{all[0].id}?fields=Name'),
      ],
    })
    const parts = answer.body.compositeResponse
    expect([answer.status, apiCalls()]).toEqual([200, 1])
    expect(
      parts.map(({ referenceId, httpStatusCode }: { referenceId: string; httpStatusCode: number }) => [
        referenceId,
        httpStatusCode,
      ]),
    ).toEqual([
      ['acc', 201],
      ['line', 201],
      ['q', 200],
      ['read', 200],
      ['all', 200],
      ['last', 200],
    ])
    expect(parts[0].httpHeaders.Location).toBe(`${VERSION}/sobjects/Account/${parts[0].body.id}`)
    expect(parts[5].body.Name).toBe('of L-0001')
  })

  const failing = [
    sub('a', 'POST', '/sobjects/Account', { Name: 'A' }),
    sub('b', 'POST', '/sobjects/Account', {}),
    sub('c', 'POST', '/sobjects/Note__c', { Account__c: '@{b.id}' }),
    sub('d', 'POST', '/sobjects/Account', { Name: 'D' }),
  ]
  const outcomes = ({ body }: Answer) =>
    body.compositeResponse.map(
      ({ httpStatusCode, body: part }: { httpStatusCode: number; body: { errorCode: string }[] }) => [
        httpStatusCode,
        part[0]?.errorCode,
      ],
    )

  test('goes on after an error, but for what refers to it', async () => {
    expect(outcomes(await send('POST', '/composite', { compositeRequest: failing }))).toEqual([
      [201, undefined],
      [400, 'REQUIRED_FIELD_MISSING'],
      [400, 'PROCESSING_HALTED'],
      [201, undefined],
    ])
    expect(await names()).toEqual(['A', 'D'])
  })

  test('or takes all back', async () => {
    expect(
      outcomes(await send('POST', '/composite', { allOrNone: true, compositeRequest: failing })),
    ).toEqual([
      [400, 'PROCESSING_HALTED'],
      [400, 'REQUIRED_FIELD_MISSING'],
      [400, 'PROCESSING_HALTED'],
      [400, 'PROCESSING_HALTED'],
    ])
    expect(await names()).toEqual([])
  })

  const gets = (count: number, path: string) =>
    Array.from({ length: count }, (_, index) => sub(`r${index}`, 'GET', path))

  test.each([
    ['25 subrequests', gets(25, '/sobjects/Account'), 200, undefined],
    ['26 subrequests', gets(26, '/sobjects/Account'), 400, 'LIMIT_EXCEEDED'],
    ['5 queries', gets(5, '/query?q=SELECT+Id+FROM+Account'), 200, undefined],
    ['6 queries', gets(6, '/query?q=SELECT+Id+FROM+Account'), 400, 'LIMIT_EXCEEDED'],
    ['none', [], 400, 'MISSING_ARGUMENT'],
    ['a name twice', [...gets(1, '/limits'), ...gets(1, '/limits')], 400, 'INVALID_INPUT'],
    ['a bad name', [sub('1', 'GET', '/limits')], 400, 'INVALID_INPUT'],
    ['no method', [{ referenceId: 'a', url: '/x' }], 400, 'MISSING_ARGUMENT'],
  ])('%s', async (_, compositeRequest, status, errorCode) => {
    const answer = await send('POST', '/composite', { compositeRequest })
    expect([answer.status, answer.body[0]?.errorCode]).toEqual([status, errorCode])
  })

  test('cannot hold another composite request', async () => {
    expect(
      outcomes(
        await send('POST', '/composite', {
          compositeRequest: [sub('a', 'POST', '/composite', { compositeRequest: gets(1, '/limits') })],
        }),
      ),
    ).toEqual([[400, 'INVALID_INPUT']])
  })
})

describe('batch', () => {
  const requests = [
    { method: 'POST', url: 'v67.0/sobjects/Account', richInput: { Name: 'A' } },
    { method: 'POST', url: `${VERSION}/sobjects/Account`, richInput: {} },
    { method: 'GET', url: 'v67.0/limits' },
  ]
  test.each([
    [false, [201, 400, 200]],
    [true, [201, 400, 412]],
  ])('haltOnError %s gives %j', async (haltOnError, statuses) => {
    const { body } = await send('POST', '/composite/batch', { haltOnError, batchRequests: requests })
    expect(body.hasErrors).toBe(true)
    expect(body.results.map(({ statusCode }: { statusCode: number }) => statusCode)).toEqual(statuses)
    expect([await names(), org.emulator.requests.at(-2)?.apiCalls]).toEqual([['A'], 3])
  })
})

describe('graph', () => {
  const graph = (graphId: string, ...compositeRequest: readonly unknown[]) => ({ graphId, compositeRequest })

  test('writes each graph wholly or not at all, in the order of its references', async () => {
    const { status, body } = await send('POST', '/composite/graph', {
      graphs: [
        graph(
          'good',
          sub('line', 'POST', '/sobjects/Line__c', { Account__c: '@{acc.id}' }),
          sub('acc', 'POST', '/sobjects/Account', { Name: 'Good' }),
        ),
        graph(
          'bad',
          sub('acc', 'POST', '/sobjects/Account', { Name: 'Bad' }),
          sub('line', 'POST', '/sobjects/Line__c', { Account__c: '@{acc.id}', Amount__c: 'x' }),
        ),
      ],
    })
    expect([status, apiCalls()]).toEqual([200, 1])
    expect(
      body.graphs.map((part: { graphId: string; isSuccessful: boolean }) => [
        part.graphId,
        part.isSuccessful,
      ]),
    ).toEqual([
      ['good', true],
      ['bad', false],
    ])
    expect(body.graphs[1].graphResponse.compositeResponse).toMatchObject([
      { referenceId: 'acc', httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { referenceId: 'line', httpStatusCode: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] },
    ])
    expect(await names()).toEqual(['Good'])
    expect(await org.records('SELECT Id FROM Line__c')).toHaveLength(1)
  })

  const nodes = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      sub(`n${index}`, 'POST', '/sobjects/Account', { Name: `N${index}` }),
    )
  const chain = (length: number) =>
    Array.from({ length }, (_, index) =>
      sub(`n${index}`, 'POST', '/sobjects/Account', {
        Name: `N${index}`,
        ...(index === 0 ? {} : { ParentId: `@{n${index - 1}.id}` }),
      }),
    )

  test.each([
    ['500 nodes', [graph('a', ...nodes(250)), graph('b', ...nodes(250))], 200, undefined],
    ['501 nodes', [graph('a', ...nodes(250)), graph('b', ...nodes(251))], 400, 'LIMIT_EXCEEDED'],
    [
      '76 graphs',
      Array.from({ length: 76 }, (_, index) => graph(`g${index}`, ...nodes(1))),
      400,
      'LIMIT_EXCEEDED',
    ],
    ['15 levels', [graph('a', ...chain(15))], 200, undefined],
    ['16 levels', [graph('a', ...chain(16))], 400, 'LIMIT_EXCEEDED'],
    [
      '16 kinds',
      [
        graph(
          'a',
          ...Array.from({ length: 16 }, (_, index) => sub(`n${index}`, 'GET', `/sobjects/O${index}__c`)),
        ),
      ],
      400,
      'LIMIT_EXCEEDED',
    ],
    [
      'a circle',
      [graph('a', sub('x', 'GET', '/sobjects/@{y.id}'), sub('y', 'GET', '/sobjects/@{x.id}'))],
      400,
      'INVALID_INPUT',
    ],
    ['a name twice', [graph('a', ...nodes(1)), graph('a', ...nodes(1))], 400, 'INVALID_INPUT'],
    ['none', [], 400, 'MISSING_ARGUMENT'],
  ])('%s', async (_, graphs, status, errorCode) => {
    const answer = await send('POST', '/composite/graph', { graphs })
    expect([answer.status, answer.body[0]?.errorCode]).toEqual([status, errorCode])
  })

  test('stops trying after 14 that failed', async () => {
    const graphs = Array.from({ length: 15 }, (_, index) =>
      graph(`g${index}`, sub('n', 'POST', '/sobjects/Account', index === 14 ? { Name: 'Good' } : {})),
    )
    const { body } = await send('POST', '/composite/graph', { graphs })
    expect(body.graphs[14]).toMatchObject({
      isSuccessful: false,
      graphResponse: { compositeResponse: [{ body: [{ errorCode: 'PROCESSING_HALTED' }] }] },
    })
    expect(await names()).toEqual([])
  })
})

describe('tree', () => {
  const node = (type: string, referenceId: string, record: Readonly<Record<string, unknown>>) => ({
    attributes: { type, referenceId },
    ...record,
  })

  test('writes records with their children', async () => {
    const { status, body } = await send('POST', '/composite/tree/Account', {
      records: [
        node('Account', 'a1', {
          Name: 'A',
          Lines__r: { records: [node('Line__c', 'l1', { Amount__c: 5 })] },
        }),
        node('Account', 'a2', { Name: 'B' }),
      ],
    })
    expect([status, body]).toEqual([
      201,
      {
        hasErrors: false,
        results: ['a1', 'l1', 'a2'].map((referenceId) => ({ referenceId, id: expect.any(String) })),
      },
    ])
    expect(await org.values('SELECT Account__r.Name FROM Line__c', 'Account__r')).toMatchObject([
      { Name: 'A' },
    ])
  })

  test('or none of them', async () => {
    const { status, body } = await send('POST', '/composite/tree/Account', {
      records: [node('Account', 'a1', { Name: 'A' }), node('Account', 'a2', {})],
    })
    expect([status, body]).toEqual([
      400,
      {
        hasErrors: true,
        results: [
          { referenceId: 'a2', errors: [expect.objectContaining({ statusCode: 'REQUIRED_FIELD_MISSING' })] },
        ],
      },
    ])
    expect(await names()).toEqual([])
  })

  const nodes = (count: number) =>
    Array.from({ length: count }, (_, index) => node('Account', `n${index}`, { Name: 'N' }))

  test.each([
    ['200 records', nodes(200), 201, undefined],
    ['201 records', nodes(201), 400, 'LIMIT_EXCEEDED'],
    ['a reference twice', [...nodes(1), ...nodes(1)], 400, 'INVALID_INPUT'],
    ['another type', [node('Note__c', 'n', {})], 400, 'INVALID_INPUT'],
    ['none', [], 400, 'MISSING_ARGUMENT'],
  ])('%s', async (_, records, status, errorCode) => {
    const answer = await send('POST', '/composite/tree/Account', { records })
    expect([answer.status, answer.body[0]?.errorCode]).toEqual([status, errorCode])
  })
})
