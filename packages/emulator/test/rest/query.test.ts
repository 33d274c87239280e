import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

const COUNT = 4_500

let org: TestOrg
beforeAll(async () => {
  const accounts = Array.from({ length: COUNT }, (_, index) => ({
    Name: `n${String(index).padStart(5, '0')}`,
  }))
  const contacts = Array.from({ length: 2_500 }, (_, index) => ({
    Name: `c${index}`,
    AccountId: '001D000000IRFma',
  }))
  org = await startTestOrg({
    records: { Account: [{ Id: '001D000000IRFma', Name: 'parent' }, ...accounts], Contact: contacts },
  })
})
afterAll(() => org.close())

const withBatchSize = (size: number) => ({ headers: { 'Sforce-Query-Options': `batchSize=${size}` } })

test('pages of 2,000, then the next ones by locator', async () => {
  const first = await org.query('SELECT Name FROM Account')
  expect(first.body).toMatchObject({ totalSize: COUNT + 1, done: false })
  expect(first.body.records).toHaveLength(2_000)
  expect(first.body.nextRecordsUrl).toMatch(/^\/services\/data\/v67\.0\/query\/01g\w{15}-2000$/)
  const second = await org.request(first.body.nextRecordsUrl)
  expect(second.body).toMatchObject({ totalSize: COUNT + 1, done: false })
  expect(second.body.nextRecordsUrl).toBe(first.body.nextRecordsUrl.replace('-2000', '-4000'))
  const third = await org.request(second.body.nextRecordsUrl)
  expect(third.body.records).toHaveLength(501)
  expect(third.body.done).toBe(true)
  expect(third.body).not.toHaveProperty('nextRecordsUrl')
  const names = [first, second, third].flatMap(({ body }) =>
    body.records.map(({ Name }: { Name: string }) => Name),
  )
  expect(new Set(names).size).toBe(COUNT + 1)
})

test.each([
  [500, 500],
  [1, 200],
  [9_999, 2_000],
])('batchSize=%s gives pages of %s', async (asked, given) => {
  const { body } = await org.query('SELECT Id FROM Account', withBatchSize(asked))
  expect(body.records).toHaveLength(given)
})

test('two long texts make pages short', async () => {
  expect((await org.query('SELECT Notes__c FROM Account')).body.records).toHaveLength(2_000)
  expect((await org.query('SELECT Notes__c, MoreNotes__c FROM Account')).body.records).toHaveLength(200)
})

test('long child results have a locator of their own, and count towards the page', async () => {
  const soql = 'SELECT Name, (SELECT Name FROM Contacts) FROM Account'
  const { body } = await org.query(soql)
  expect(body.records).toHaveLength(1)
  expect(body.totalSize).toBe(COUNT + 1)
  const { Contacts } = body.records[0]
  expect(Contacts).toMatchObject({ totalSize: 2_500, done: false })
  expect(Contacts.records).toHaveLength(2_000)
  const rest = await org.request(Contacts.nextRecordsUrl)
  expect(rest.body).toMatchObject({ totalSize: 2_500, done: true })
  expect(rest.body.records).toHaveLength(500)
  const next = await org.request(body.nextRecordsUrl)
  expect(next.body.records).toHaveLength(2_000)
})

test.each(['01g000000000000AAA-2000', 'nonsense', '01g-', '%2e%2e%2fx-1'])(
  'the locator %s is refused',
  async (locator) => {
    const { status, body } = await org.request(`${VERSION}/query/${locator}`)
    expect([status, body[0]?.errorCode]).toEqual([400, 'INVALID_QUERY_LOCATOR'])
  },
)

test('an offset beyond the end is refused', async () => {
  const { body } = await org.query('SELECT Id FROM Account')
  const beyond = await org.request(body.nextRecordsUrl.replace('-2000', '-99999'))
  expect(beyond.body[0].errorCode).toBe('INVALID_QUERY_LOCATOR')
})

test('a query is needed', async () => {
  expect((await org.request(`${VERSION}/query`)).body[0].errorCode).toBe('MALFORMED_QUERY')
  expect((await org.request(`${VERSION}/query?q=`)).status).toBe(400)
  expect((await org.request(`${VERSION}/query?q=SELECT+Id+FROM+Account`, { method: 'POST' })).status).toBe(
    405,
  )
})

test('explain tells how selective a query is, and runs nothing', async () => {
  const explain = (soql: string) => org.request(`${VERSION}/query?explain=${encodeURIComponent(soql)}`)
  const { body } = await explain("SELECT Id FROM Contact WHERE AccountId = '001D000000IRFma' AND Email = 'x'")
  expect(body.sourceQuery).toContain('SELECT Id FROM Contact')
  expect(body.plans[0]).toMatchObject({
    leadingOperationType: 'Index',
    cardinality: 0,
    sobjectCardinality: 2_500,
    sobjectType: 'Contact',
  })
  expect(body.plans.at(-1)).toMatchObject({ leadingOperationType: 'TableScan' })
  expect((await explain('SELECT Nmae FROM Contact')).body[0].errorCode).toBe('INVALID_FIELD')
})

test('long answers are packed on request', async () => {
  const url = `${org.emulator.url}${VERSION}/query?q=SELECT+Name+FROM+Account`
  const headers = { Authorization: `Bearer ${org.emulator.credentials.accessToken}` }
  const packed = await fetch(url, { headers: { ...headers, 'Accept-Encoding': 'gzip' } })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(((await packed.json()) as { records: unknown[] }).records).toHaveLength(2_000)
  const plain = await fetch(url, { headers: { ...headers, 'Accept-Encoding': 'identity' } })
  expect(plain.headers.get('content-encoding')).toBeNull()
})

describe('the address and the headers together have 16,384 bytes', () => {
  test('a longer address is refused with 414, a composite request takes it', async () => {
    const ids = Array.from({ length: 900 }, () => "'001D000000IRFmaIAH'").join(',')
    const soql = `SELECT Name FROM Account WHERE Id IN (${ids})`
    expect((await org.query(soql)).status).toBe(414)
    const url = `${VERSION}/query/?q=${encodeURIComponent(soql)}`
    const body = JSON.stringify({ compositeRequest: [{ method: 'GET', url, referenceId: 'q1' }] })
    const answer = await org.request(`${VERSION}/composite`, { method: 'POST', body })
    expect(answer.body.compositeResponse[0]).toMatchObject({
      httpStatusCode: 200,
      referenceId: 'q1',
      body: { totalSize: 1, records: [{ Name: 'parent' }] },
    })
  })

  test('longer headers are refused with 431', async () => {
    const answer = await org.query('SELECT Id FROM Account LIMIT 1', {
      headers: { 'X-Long': 'x'.repeat(17_000) },
    })
    expect(answer.status).toBe(431)
  })

  test('neither is counted as an API call', () => {
    const refused = org.emulator.requests.filter(({ status }) => status === 414 || status === 431)
    expect(refused.map(({ apiCalls }) => apiCalls)).toEqual([0, 0])
  })
})

test('requests are logged with their query, rows and calls', async () => {
  const { body } = await org.query('SELECT Name FROM Account')
  await org.request(body.nextRecordsUrl)
  const [first, second] = org.emulator.requests.slice(-2)
  expect(first).toMatchObject({
    method: 'GET',
    path: `${VERSION}/query`,
    soql: 'SELECT Name FROM Account',
    status: 200,
    rows: 2_000,
    apiCalls: 1,
  })
  expect(second).toMatchObject({ path: body.nextRecordsUrl, soql: 'SELECT Name FROM Account', rows: 2_000 })
})
