import { connect } from 'node:net'
import { demoSchema } from '../../src/index.js'
import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    records: { Account: [{ Name: 'a' }, { Name: 'b', IsDeleted: true }], Contact: [{ Name: 'c' }] },
  })
})
afterAll(() => org.close())

test('versions need no session and are not metered', async () => {
  const response = await fetch(`${org.emulator.url}/services/data`)
  const versions = (await response.json()) as unknown[]
  expect(versions.at(-1)).toEqual({ label: "Summer '26", url: '/services/data/v67.0', version: '67.0' })
  expect(versions).toContainEqual({ label: "Winter '25", url: '/services/data/v62.0', version: '62.0' })
  expect(org.emulator.requests.at(-1)).toMatchObject({ path: '/services/data', apiCalls: 0 })
})

test.each([
  ['/services/data/v30.0/limits', 410, 'GONE'],
  ['/services/data/v68.0/limits', 404, 'NOT_FOUND'],
  ['/services/data/vX/limits', 404, 'NOT_FOUND'],
  [`${VERSION}/nothing`, 404, 'NOT_FOUND'],
  [`${VERSION}/sobjects/Nothing/describe`, 404, 'NOT_FOUND'],
  ['/elsewhere', 404, 'NOT_FOUND'],
])('%s is answered with %s %s', async (path, status, errorCode) => {
  const answer = await org.request(path)
  expect([answer.status, answer.body]).toEqual([status, [{ errorCode, message: expect.any(String) }]])
})

test('deprecated versions warn', async () => {
  expect((await org.request('/services/data/v40.0/limits')).headers.get('warning')).toContain('299')
  expect((await org.request('/services/data/v41.0/limits')).headers.get('warning')).toBeNull()
})

test('the root of a version lists its resources', async () => {
  const { body } = await org.request(`${VERSION}/`)
  expect(body).toMatchObject({ query: `${VERSION}/query`, sobjects: `${VERSION}/sobjects` })
})

test('describe tells everything about an object', async () => {
  const { body } = await org.request(`${VERSION}/sobjects/account/describe`)
  expect(body).toMatchObject({ name: 'Account', keyPrefix: '001', custom: false, queryable: true })
  const field = (name: string) => body.fields.find((one: { name: string }) => one.name === name)
  expect(field('OwnerId')).toMatchObject({
    type: 'reference',
    soapType: 'tns:ID',
    referenceTo: ['Group', 'User'],
    relationshipName: 'Owner',
    polymorphicForeignKey: true,
    namePointing: true,
    calculated: false,
    picklistValues: [],
  })
  expect(field('Type').picklistValues[0]).toEqual({
    active: true,
    defaultValue: false,
    label: 'Vendor label',
    validFor: null,
    value: 'Vendor',
  })
  expect(field('Notes__c')).toMatchObject({ filterable: false, sortable: false, custom: true })
  // Every object has the system's fields, whether the schema names them or not.
  for (const name of ['Id', 'IsDeleted', 'CreatedDate', 'SystemModstamp', 'CreatedById'])
    expect(field(name)).toBeDefined()
  expect(body.childRelationships).toContainEqual(
    expect.objectContaining({ childSObject: 'Contact', field: 'AccountId', relationshipName: 'Contacts' }),
  )
  // A lookup that the schema gives no name downwards is listed without one.
  expect(body.childRelationships).toContainEqual(
    expect.objectContaining({ childSObject: 'Invoice__c', field: 'Account__c', relationshipName: null }),
  )
})

test('Describe Global lists the objects', async () => {
  const { body } = await org.request(`${VERSION}/sobjects`)
  expect(body).toMatchObject({ encoding: 'UTF-8', maxBatchSize: 200 })
  expect(body.sobjects.map(({ name }: { name: string }) => name)).toContain('Invoice__c')
  expect(body.sobjects[0].urls.describe).toBe(`${VERSION}/sobjects/Account/describe`)
})

test.each(['/sobjects', '/sobjects/Account/describe'])('%s is only sent when it changed', async (path) => {
  const first = await org.request(`${VERSION}${path}`)
  const modified = first.headers.get('last-modified') ?? ''
  const again = await org.request(`${VERSION}${path}`, { headers: { 'If-Modified-Since': modified } })
  expect([again.status, again.body]).toEqual([304, ''])
  const before = new Date(Date.parse(modified) - 1000).toUTCString()
  expect((await org.request(`${VERSION}${path}`, { headers: { 'If-Modified-Since': before } })).status).toBe(
    200,
  )
  expect(
    (await org.request(`${VERSION}${path}`, { headers: { 'If-Unmodified-Since': before } })).status,
  ).toBe(412)
})

test('record counts of many objects, without deleted records', async () => {
  const { body } = await org.request(`${VERSION}/limits/recordCount?sObjects=Account,Contact,Nothing`)
  expect(body).toEqual({
    sObjects: [
      { count: 1, name: 'Account' },
      { count: 1, name: 'Contact' },
    ],
  })
})

test('limits go down with every call', async () => {
  const before = (await org.request(`${VERSION}/limits`)).body.DailyApiRequests
  const after = (await org.request(`${VERSION}/limits`)).body.DailyApiRequests
  expect(after).toEqual({ Max: 100_000, Remaining: before.Remaining - 1 })
  const { headers } = await org.query('SELECT Id FROM Account')
  expect(headers.get('sforce-limit-info')).toBe(`api-usage=${100_000 - after.Remaining + 2}/100000`)
})

test('the daily limit is the end', async () => {
  const small = await startTestOrg({ apiLimit: 2 })
  expect((await small.query('SELECT Id FROM Account')).status).toBe(200)
  expect((await small.query('SELECT Id FROM Account')).status).toBe(200)
  const { status, body } = await small.query('SELECT Id FROM Account')
  expect([status, body]).toEqual([
    403,
    [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
  ])
  await small.close()
})

describe('composite requests', () => {
  const post = (path: string, body: unknown) =>
    org.request(`${VERSION}/${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const queryOf = (soql: string) => `${VERSION}/query/?q=${encodeURIComponent(soql)}`

  test('answer each subrequest, failed ones too, and count once', async () => {
    const { status, body } = await post('composite', {
      compositeRequest: [
        { method: 'GET', url: queryOf("SELECT Id FROM Account WHERE Name = 'a'"), referenceId: 'first' },
        {
          method: 'GET',
          url: `${VERSION}/query/?q=SELECT+Name+FROM+Account+WHERE+Id='@{first.records[0].Id}'`,
          referenceId: 'second',
        },
        { method: 'GET', url: queryOf('SELECT Nmae FROM Account'), referenceId: 'third' },
        { method: 'GET', url: `${VERSION}/query/?q=@{first.nothing}`, referenceId: 'fourth' },
      ],
    })
    expect(status).toBe(200)
    expect(body.compositeResponse[1]).toMatchObject({
      httpStatusCode: 200,
      body: { records: [{ Name: 'a' }] },
      httpHeaders: {},
    })
    expect(body.compositeResponse[2]).toMatchObject({
      httpStatusCode: 400,
      referenceId: 'third',
      body: [{ errorCode: 'INVALID_FIELD' }],
    })
    expect(body.compositeResponse[3]).toMatchObject({
      httpStatusCode: 400,
      body: [{ errorCode: 'PROCESSING_HALTED' }],
    })
    expect(org.emulator.requests.at(-1)?.apiCalls).toBe(1)
  })

  test('have five queries at most', async () => {
    const queries = (count: number) => ({
      compositeRequest: Array.from({ length: count }, (_, index) => ({
        method: 'GET',
        url: queryOf('SELECT Id FROM Account'),
        referenceId: `q${index}`,
      })),
    })
    expect((await post('composite', queries(5))).status).toBe(200)
    expect((await post('composite', queries(6))).status).toBe(400)
  })

  test.each([
    ['no JSON', '{', 'JSON_PARSER_ERROR'],
    ['no object', '[]', 'JSON_PARSER_ERROR'],
    ['no subrequests', {}, 'MISSING_ARGUMENT'],
    ['no reference', { compositeRequest: [{ method: 'GET', url: '/' }] }, 'INVALID_INPUT'],
    ['no method', { compositeRequest: [{ url: '/', referenceId: 'a' }] }, 'MISSING_ARGUMENT'],
  ])('with %s are refused', async (_, body, errorCode) => {
    expect((await post('composite', body)).body[0].errorCode).toBe(errorCode)
  })

  test('batches take 25 describes, and count each', async () => {
    const describe = { method: 'GET', url: 'v67.0/sobjects/Account/describe' }
    const { body } = await post('composite/batch', {
      batchRequests: [
        ...Array.from({ length: 24 }, () => describe),
        { method: 'GET', url: `${VERSION}/sobjects/Nothing/describe` },
      ],
    })
    expect(body.hasErrors).toBe(true)
    expect(body.results[0]).toMatchObject({ statusCode: 200, result: { name: 'Account' } })
    expect(body.results[24]).toMatchObject({ statusCode: 404, result: [{ errorCode: 'NOT_FOUND' }] })
    expect(org.emulator.requests.at(-1)?.apiCalls).toBe(25)
    expect(
      (await post('composite/batch', { batchRequests: Array.from({ length: 26 }, () => describe) })).status,
    ).toBe(400)
  })
})

test('what is no HTTP is answered, and harms nothing', async () => {
  const { port } = new URL(org.emulator.url)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('close', () => resolve(text))
  })
  expect(answer).toContain('400 Bad Request')
  expect((await org.query('SELECT Id FROM Account')).status).toBe(200)
})

test('1,000 mutated queries leave it alive, and none is answered with 500', async () => {
  const seeds = [
    "SELECT Id, Name, Parent.Name, (SELECT Id FROM Contacts) FROM Account WHERE Name LIKE 'a%' AND (Type = 'x' OR Since__c = LAST_N_DAYS:3) ORDER BY Name NULLS LAST LIMIT 5 OFFSET 2",
    'SELECT Type t, COUNT(Id), SUM(AnnualRevenue) s FROM Account GROUP BY ROLLUP(Type) HAVING COUNT(Id) > 1 ORDER BY COUNT(Id)',
    "SELECT TYPEOF What WHEN Account THEN Name ELSE Id END FROM Task WHERE What.Type IN ('Account', null)",
  ]
  let state = 7
  const random = (limit: number) => {
    state = (state * 48271) % 2147483647
    return state % limit
  }
  const pieces = [
    "'",
    '(',
    ')',
    ',',
    '.',
    ' ',
    '\\',
    'NOT ',
    'IN ',
    'null',
    '0',
    'é',
    '\u0000',
    ':',
    '%',
    'SELECT ',
    'TODAY',
    '99999999999999999999',
  ]
  const statuses = new Set<number>()
  for (let round = 0; round < 1_000; round++) {
    let soql = seeds[random(seeds.length)] ?? ''
    for (let change = random(3); change >= 0; change--) {
      const at = random(soql.length)
      const removed = random(6)
      soql =
        soql.slice(0, at) + (random(2) === 0 ? pieces[random(pieces.length)] : '') + soql.slice(at + removed)
    }
    statuses.add((await org.query(soql)).status)
  }
  expect([...statuses].sort()).toEqual([200, 400])
})

test("without a schema it is the demo org's", async () => {
  const demo = await startTestOrg({ schema: demoSchema(), records: {} })
  const { body } = await demo.request(`${VERSION}/sobjects`)
  expect(body.sobjects).toHaveLength(demoSchema().objects.length)
  await demo.close()
})
