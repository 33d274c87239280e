import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'
import { type Bulk, bulkOf } from '../support/bulk.js'

const RECORDS = {
  Account: [
    {
      Name: 'Acme, "North"\nWest',
      AnnualRevenue: 1250.5,
      NumberOfEmployees: 7,
      Active__c: true,
      Since__c: '2024-02-29',
      LastSeen__c: '2025-01-31T10:00:00Z',
      Opens__c: '08:30:00.000Z',
      Tags__c: 'red;blue',
    },
    { Name: 'Zoë', AnnualRevenue: 10 },
    { Name: 'gone', IsDeleted: true },
  ],
}

let org: TestOrg
let bulk: Bulk

beforeAll(async () => {
  org = await startTestOrg({ records: RECORDS, bulkPageRows: 1_000 })
  bulk = bulkOf(org)
})
afterAll(() => org.close())

describe('a query job', () => {
  test('tells what it is when it is made, and more when it is asked', async () => {
    const created = await bulk.createQuery('SELECT Id FROM Account')
    expect(created.status).toBe(200)
    expect(created.body).toEqual({
      id: expect.stringMatching(/^750\w{15}$/),
      operation: 'query',
      object: 'Account',
      createdById: expect.stringMatching(/^005/),
      createdDate: '2025-06-18T12:00:00.000+0000',
      systemModstamp: '2025-06-18T12:00:00.000+0000',
      state: 'UploadComplete',
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: 67,
      lineEnding: 'LF',
      columnDelimiter: 'COMMA',
    })
    const { body } = await bulk.finished('query', created.body.id)
    expect(body).toMatchObject({
      jobType: 'V2Query',
      state: 'JobComplete',
      numberRecordsProcessed: 2,
      retries: 0,
      totalProcessingTime: expect.any(Number),
      isPkChunkingSupported: true,
    })
  })

  test('goes through its states as time goes by', async () => {
    const slow = await startTestOrg({ records: RECORDS, bulkJobMs: 400 })
    const slowBulk = bulkOf(slow)
    const { body } = await slowBulk.createQuery('SELECT Id FROM Account')
    const seen = new Set<string>()
    while (!seen.has('JobComplete')) {
      const answer = await slowBulk.send('GET', `query/${body.id}`)
      seen.add(answer.body.state)
    }
    expect([...seen]).toEqual(['UploadComplete', 'InProgress', 'JobComplete'])
    await slow.close()
  })

  test('keeps the fraction of its version', async () => {
    const response = await fetch(`${org.emulator.url}/services/data/v67.0/jobs/query`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${org.emulator.credentials.accessToken}` },
      body: JSON.stringify({ operation: 'query', query: 'SELECT Id FROM Account' }),
    })
    expect(await response.text()).toContain('"apiVersion":67.0')
  })

  test('writes every kind of value, always in quotes, null as an empty cell', async () => {
    const fields =
      'Name, AnnualRevenue, NumberOfEmployees, Active__c, Since__c, LastSeen__c, Opens__c, Tags__c'
    expect(await bulk.csv(`SELECT ${fields} FROM Account`)).toBe(
      [
        '"Name","AnnualRevenue","NumberOfEmployees","Active__c","Since__c","LastSeen__c","Opens__c","Tags__c"',
        '"Acme, ""North""\nWest","1250.5","7","true","2024-02-29","2025-01-31T10:00:00.000Z","08:30:00.000Z","red;blue"',
        '"Zoë","10.0","","false","","","",""',
        '',
      ].join('\n'),
    )
  })

  test('names columns as the org spells them, in the order of SELECT', async () => {
    const csv = await bulk.csv('SELECT a.owner.NAME, a.name, toLabel(a.type) t FROM account a LIMIT 1')
    expect(csv.split('\n')[0]).toBe('"Owner.Name","Name","t"')
  })

  test.each([
    ['BACKQUOTE', '`'],
    ['CARET', '^'],
    ['COMMA', ','],
    ['PIPE', '|'],
    ['SEMICOLON', ';'],
    ['TAB', '\t'],
  ])('separates columns by %s', async (columnDelimiter, character) => {
    const csv = await bulk.csv("SELECT Name, Active__c FROM Account WHERE Name = 'Zoë'", {
      columnDelimiter,
      lineEnding: 'CRLF',
    })
    expect(csv).toBe(`"Name"${character}"Active__c"\r\n"Zoë"${character}"false"\r\n`)
  })

  test('reads deleted records only as queryAll', async () => {
    const all = await bulk.csv('SELECT Name FROM Account WHERE IsDeleted = true', { operation: 'queryAll' })
    const live = await bulk.csv('SELECT Name FROM Account WHERE IsDeleted = true')
    expect([all, live]).toEqual(['"Name"\n"gone"\n', '"Name"\n'])
  })

  test('without rows has the line of names, or nothing, as the variant says', async () => {
    const bare = await startTestOrg({ variants: { bulkZeroRows: 'empty' } })
    const soql = 'SELECT Name FROM Contact'
    const job = await bulk.runQuery(soql)
    const answer = await bulk.send('GET', `query/${job.body.id}/results`)
    expect(answer.body).toBe('"Name"\n')
    expect(answer.headers.get('sforce-numberofrecords')).toBe('0')
    expect(answer.headers.get('sforce-locator')).toBe('null')
    expect(await bulkOf(bare).csv(soql)).toBe('')
    await bare.close()
  })

  test('spells moments with an offset where the variant says so', async () => {
    const other = await startTestOrg({ records: RECORDS, variants: { bulkDatetimes: 'offset' } })
    expect(await bulkOf(other).csv('SELECT LastSeen__c FROM Account LIMIT 1')).toContain(
      '"2025-01-31T10:00:00.000+0000"',
    )
    await other.close()
  })

  test('is a query for faults and for the log', async () => {
    const soql = "SELECT Id FROM Account WHERE Name = 'logged'"
    await bulk.csv(soql)
    const logged = org.emulator.requests.filter((request) => request.soql === soql)
    expect(logged.map(({ method, path }) => `${method} ${path.replace(/750\w+/, '750')}`)).toEqual(
      expect.arrayContaining([
        'POST /services/data/v67.0/jobs/query',
        'GET /services/data/v67.0/jobs/query/750',
        'GET /services/data/v67.0/jobs/query/750/results',
      ]),
    )
  })
})

describe('pages of a result', () => {
  const COUNT = 6_500
  let many: TestOrg
  let manyBulk: Bulk

  beforeAll(async () => {
    const accounts = Array.from({ length: COUNT }, (_, index) => ({ Name: `Zoë ${index}` }))
    many = await startTestOrg({ records: { Account: accounts }, bulkPageRows: 1_000 })
    manyBulk = bulkOf(many)
  })
  afterAll(() => many.close())

  const wholeText = `"Name"\n${Array.from({ length: COUNT }, (_, index) => `"Zoë ${index}"\n`).join('')}`

  test.each([undefined, 1_000, 999, 5_001, 6_500, 10_000])(
    'of %p records are the result, each with its header',
    async (maxRecords) => {
      const { body } = await manyBulk.runQuery('SELECT Name FROM Account')
      let locator = ''
      let text = ''
      do {
        const search = new URLSearchParams({
          ...(maxRecords === undefined ? {} : { maxRecords: String(maxRecords) }),
          ...(locator === '' ? {} : { locator }),
        })
        const answer = await manyBulk.send('GET', `query/${body.id}/results?${search}`)
        expect(answer.status).toBe(200)
        const lines = answer.body.split('\n')
        expect(lines[0]).toBe('"Name"')
        expect(lines.length - 2).toBe(Number(answer.headers.get('sforce-numberofrecords')))
        text += text === '' ? answer.body : lines.slice(1).join('\n')
        locator = answer.headers.get('sforce-locator') ?? ''
        expect(locator).not.toBe('')
      } while (locator !== 'null')
      expect(text).toBe(wholeText)
    },
  )

  test('may be read again, and at the same time by resultPages', async () => {
    const { body } = await manyBulk.runQuery('SELECT Name FROM Account')
    const first = await manyBulk.send('GET', `query/${body.id}/resultPages`)
    expect(first.body).toEqual({
      resultPages: Array.from({ length: 5 }, () => ({
        resultUrl: expect.stringContaining('/results?locator='),
      })),
      nextRecordsUrl: expect.stringContaining('/resultpages?locator='),
      done: false,
    })
    const second = await many.request(first.body.nextRecordsUrl)
    expect(second.body).toMatchObject({ done: true })
    expect(second.body.resultPages).toHaveLength(2)
    const urls: string[] = [...first.body.resultPages, ...second.body.resultPages].map(
      (page) => page.resultUrl,
    )
    const pages = await Promise.all([...urls, ...urls].map((url) => many.request(url)))
    const rows = pages.map((page) => page.body.split('\n').slice(1).join('\n'))
    expect(`"Name"\n${rows.slice(0, 7).join('')}`).toBe(wholeText)
    expect(rows.slice(7)).toEqual(rows.slice(0, 7))
  })

  test('are listed in the other documented shape by a variant, and not before version 58', async () => {
    const { body } = await manyBulk.runQuery('SELECT Name FROM Account')
    expect((await many.request(`/services/data/v57.0/jobs/query/${body.id}/resultPages`)).status).toBe(404)
    const other = await startTestOrg({
      records: { Account: Array.from({ length: 6 }, () => ({ Name: 'x' })) },
      bulkPageRows: 1,
      variants: { resultPagesShape: 'nextRecordUrl' },
    })
    const job = await bulkOf(other).runQuery('SELECT Name FROM Account')
    const answer = await bulkOf(other).send('GET', `query/${job.body.id}/resultPages`)
    expect(Object.keys(answer.body)).toEqual(['resultPages', 'nextRecordUrl', 'done'])
    await other.close()
  })

  test('come packed to those who take it', async () => {
    const { body } = await manyBulk.runQuery('SELECT Name FROM Account')
    const answer = await manyBulk.send('GET', `query/${body.id}/results`)
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=UTF-8')
  })

  test('stay as they were when the job ran', async () => {
    const { body } = await manyBulk.runQuery("SELECT Name FROM Account WHERE Name LIKE 'Zoë 1'")
    const before = await manyBulk.send('GET', `query/${body.id}/results`)
    const [id] = await many.values("SELECT Id FROM Account WHERE Name = 'Zoë 1'", 'Id')
    const changed = await many.request(`${VERSION}/sobjects/Account/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: '{"Name":"changed"}',
    })
    expect(changed.status).toBe(204)
    const after = await manyBulk.send('GET', `query/${body.id}/results`)
    expect(after.body).toBe(before.body)
  })
})

describe('the life of a job', () => {
  test('ends with its deletion', async () => {
    const { body } = await bulk.runQuery('SELECT Id FROM Account')
    expect((await bulk.send('DELETE', `query/${body.id}`)).status).toBe(204)
    const gone = await bulk.send('GET', `query/${body.id}`)
    expect([gone.status, gone.body]).toEqual([
      404,
      [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    ])
  })

  test('can be cut short, but only once and only before the end', async () => {
    const slow = await startTestOrg({ records: RECORDS, bulkJobMs: 60_000 })
    const slowBulk = bulkOf(slow)
    const { body } = await slowBulk.createQuery('SELECT Id FROM Account')
    const path = `query/${body.id}`
    expect((await slowBulk.send('GET', `${path}/results`)).body[0].errorCode).toBe('INVALIDJOBSTATE')
    expect((await slowBulk.send('DELETE', path)).body[0].errorCode).toBe('INVALIDJOBSTATE')
    const aborted = await slowBulk.send('PATCH', path, { state: 'Aborted' })
    expect([aborted.status, aborted.body.state]).toEqual([200, 'Aborted'])
    const again = await slowBulk.send('PATCH', path, { state: 'Aborted' })
    expect([again.status, again.body[0]]).toEqual([
      400,
      { errorCode: 'INVALIDJOBSTATE', message: 'Aborting already Completed Job not allowed' },
    ])
    expect((await slowBulk.send('DELETE', path)).status).toBe(204)
    await slow.close()
  })

  test('belongs to one version of the API', async () => {
    const { body } = await bulk.runQuery('SELECT Id FROM Account')
    const other = bulkOf(org, '/services/data/v60.0')
    expect((await other.send('GET', `query/${body.id}/results`)).status).toBe(409)
    expect((await other.send('GET', `query/${body.id}/resultPages`)).status).toBe(409)
    expect((await other.send('GET', `query/${body.id}`)).status).toBe(200)
  })

  test('is one of a list', async () => {
    const fresh = await startTestOrg({ records: RECORDS })
    const freshBulk = bulkOf(fresh)
    await freshBulk.runQuery('SELECT Id FROM Account')
    await freshBulk.runQuery('SELECT Id FROM Account LIMIT 1')
    const all = await freshBulk.send('GET', 'query')
    expect(all.body).toMatchObject({ done: true, nextRecordsUrl: null })
    expect(all.body.records).toHaveLength(2)
    for (const [search, count] of [
      ['isPkChunkingEnabled=true', 1],
      ['isPkChunkingEnabled=false', 1],
      ['jobType=V2Query', 2],
      ['jobType=Classic', 0],
      ['concurrencyMode=serial', 0],
    ] as const) {
      expect((await freshBulk.send('GET', `query?${search}`)).body.records).toHaveLength(count)
    }
    await fresh.close()
  })
})

const GROUPED = [
  'SELECT COUNT() FROM Account',
  'SELECT COUNT(Id) FROM Account',
  'SELECT SUM(AnnualRevenue) s FROM Account',
  'SELECT Type FROM Account GROUP BY Type',
  'SELECT CALENDAR_YEAR(CreatedDate) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)',
]
const OTHERS = [
  'SELECT Id FROM Account OFFSET 5',
  'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
  'SELECT TYPEOF What WHEN Account THEN Name END FROM Task',
  'SELECT BillingAddress FROM Account',
  'SELECT Place__c FROM Account',
  'SELECT FIELDS(ALL) FROM Account LIMIT 200',
  'SELECT FIELDS(CUSTOM) FROM Account LIMIT 200',
]

describe('what jobs do not do', () => {
  test.each(GROUPED)('%s fails in the job', async (soql) => {
    const { body } = await bulk.runQuery(soql)
    expect(body.state).toBe('Failed')
    expect(body.errorMessage).toMatch(/^FUNCTIONALITY_NOT_ENABLED: /)
    expect((await bulk.send('GET', `query/${body.id}/results`)).status).toBe(400)
  })

  test.each(OTHERS)('%s is refused', async (soql) => {
    const { status, body } = await bulk.createQuery(soql)
    expect([status, body[0].errorCode]).toEqual([400, 'FUNCTIONALITY_NOT_ENABLED'])
  })

  test.each(['post', 'job'] as const)('the variant says where: %s', async (bulkRefusesAt) => {
    const other = await startTestOrg({ variants: { bulkRefusesAt, bulkErrorMessage: false } })
    for (const soql of [...GROUPED, ...OTHERS]) {
      const created = await bulkOf(other).createQuery(soql)
      expect([soql, created.status]).toEqual([soql, bulkRefusesAt === 'post' ? 400 : 200])
      if (bulkRefusesAt === 'job') {
        const { body } = await bulkOf(other).finished('query', created.body.id)
        expect(body.state).toBe('Failed')
        expect(body).not.toHaveProperty('errorMessage')
      }
    }
    await other.close()
  })

  test.each([
    ['FIELDS(STANDARD) leaves compound fields out', 'SELECT FIELDS(STANDARD) FROM Contact'],
    ['dates in conditions', 'SELECT Id FROM Account WHERE CALENDAR_YEAR(CreatedDate) = 2025'],
    ['order and limit', 'SELECT Id FROM Account ORDER BY Name LIMIT 1'],
    ['semi-joins', 'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)'],
    ['Name of a polymorphic parent', 'SELECT What.Name, What.Type FROM Task'],
  ])('accepted: %s', async (_, soql) => {
    expect((await bulk.runQuery(soql)).body.state).toBe('JobComplete')
  })

  test.each([
    ['SELECT FROM Account', 'MALFORMED_QUERY'],
    ['SELECT Nope FROM Account', 'INVALID_FIELD'],
    ['SELECT Id FROM Nope', 'INVALID_TYPE'],
    ['SELECT Id, Id FROM Account', 'MALFORMED_QUERY'],
    ['SELECT Id FROM Account WHERE Nope = 1', 'INVALID_FIELD'],
    ['SELECT Id FROM Account ORDER BY Notes__c', 'INVALID_FIELD'],
    ['SELECT CALENDAR_YEAR(CreatedDate) FROM Account', 'MALFORMED_QUERY'],
    ['SELECT Id x FROM Account', 'MALFORMED_QUERY'],
  ])('%s is refused before there is a job', async (soql, errorCode) => {
    const { status, body } = await bulk.createQuery(soql)
    expect([status, body[0].errorCode]).toEqual([400, errorCode])
  })

  test('objects that Bulk does not know are refused, and custom ones of such names are not', async () => {
    const fields = [{ name: 'Name', label: 'Name', type: 'string' as const }]
    const names = ['TaskStatus', 'RecentlyViewed', 'AcceptedEventRelation', 'PartnerRole', 'Job_Status__c']
    const objects = names.map((name) => ({ name, label: name, fields }))
    const other = await startTestOrg({ schema: { objects } })
    const statuses = await Promise.all(
      names.map(async (name) => (await bulkOf(other).createQuery(`SELECT Name FROM ${name}`)).status),
    )
    expect(statuses).toEqual([400, 400, 400, 400, 200])
    await other.close()
  })

  test.each([
    ['no JSON', '{', 'JSON_PARSER_ERROR'],
    ['no object', '[]', 'JSON_PARSER_ERROR'],
    [
      'an unknown member',
      '{"operation":"query","query":"SELECT Id FROM Account","x":1}',
      'JSON_PARSER_ERROR',
    ],
    ['a query that is no text', '{"operation":"query","query":1}', 'JSON_PARSER_ERROR'],
    ['no query', '{"operation":"query"}', 'INVALIDJOB'],
    ['no operation', '{"query":"SELECT Id FROM Account"}', 'INVALIDJOB'],
    ['another operation', '{"operation":"insert","query":"SELECT Id FROM Account"}', 'INVALIDJOB'],
    [
      'another content',
      '{"operation":"query","query":"SELECT Id FROM Account","contentType":"XML"}',
      'INVALIDJOB',
    ],
    [
      'another delimiter',
      '{"operation":"query","query":"SELECT Id FROM Account","columnDelimiter":","}',
      'INVALIDJOB',
    ],
    [
      'another line ending',
      '{"operation":"query","query":"SELECT Id FROM Account","lineEnding":"CR"}',
      'INVALIDJOB',
    ],
  ])('%s is refused', async (_, body, errorCode) => {
    const answer = await org.request('/services/data/v67.0/jobs/query', { method: 'POST', body })
    expect([answer.status, answer.body[0].errorCode]).toEqual([400, errorCode])
  })

  test.each([
    ['GET', 'query/750000000000000', 404],
    ['GET', 'query/nonsense', 404],
    ['GET', 'nonsense', 404],
    ['PUT', 'query', 405],
    ['GET', 'query/ID/nonsense', 404],
    ['GET', 'query/ID/results/more', 404],
    ['POST', 'query/ID', 405],
    ['POST', 'query/ID/results', 405],
    ['GET', 'query/ID/results?locator=MTAwMDA', 400],
    ['GET', 'query/ID/results?maxRecords=0', 400],
    ['GET', 'query/ID/results?maxRecords=-5', 400],
    ['GET', 'query/ID/results?maxRecords=ten', 400],
  ])('%s %s is answered by %p', async (method, path, status) => {
    const { body } = await bulk.runQuery('SELECT Id FROM Account')
    expect((await bulk.send(method, path.replace('ID', body.id))).status).toBe(status)
  })

  test('has no query jobs before version 47', async () => {
    const old = bulkOf(org, '/services/data/v46.0')
    expect((await old.createQuery('SELECT Id FROM Account')).status).toBe(404)
  })
})
