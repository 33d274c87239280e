import fc from 'fast-check'
import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({ records: { Account: [{ Name: 'a', Code__c: 'A1' }] } })
})
afterAll(() => org.close())

interface Sample {
  readonly method: string
  readonly path: string
  readonly type?: string
  readonly body?: string
}

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const APP = 'client_id=3MVG9.certsql-local-app&client_secret=local-client-secret'
const TOKEN = '/services/oauth2/token'
const GRANT = 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3A'

const envelope = (body: string) =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader><sessionId>x</sessionId></SessionHeader></e:Header><e:Body>${body}</e:Body></e:Envelope>`
const json = (path: string, body: unknown, method = 'POST'): Sample => ({
  method,
  path: `${VERSION}${path}`,
  type: JSON_TYPE,
  body: JSON.stringify(body),
})
const form = (path: string, body: string): Sample => ({ method: 'POST', path, type: FORM_TYPE, body })
const get = (path: string): Sample => ({ method: 'GET', path })

const MULTIPART = [
  '--X',
  'Content-Disposition: form-data; name="job"',
  '',
  '{"object":"Account","operation":"insert"}',
  '--X',
  'Content-Disposition: form-data; name="content"',
  '',
  'Name,Account:Parent.Code__c\n"b",A1\n',
  '--X--',
].join('\r\n')

/** Requests that are right, or nearly. JOB stands for a job that is there. */
const SAMPLES: readonly Sample[] = [
  json('/jobs/query', {
    operation: 'query',
    query: "SELECT Id, Name FROM Account WHERE Name = 'a'",
    columnDelimiter: 'TAB',
  }),
  json('/jobs/query/JOB', { state: 'Aborted' }, 'PATCH'),
  json('/jobs/ingest', { object: 'Account', operation: 'upsert', externalIdFieldName: 'Code__c' }),
  {
    method: 'POST',
    path: `${VERSION}/jobs/ingest`,
    type: 'multipart/form-data; boundary=X',
    body: MULTIPART,
  },
  {
    method: 'PUT',
    path: `${VERSION}/jobs/ingest/JOB/batches`,
    type: 'text/csv',
    body: 'Name,Code__c\n"x""y",1\n',
  },
  get(`${VERSION}/jobs/query/JOB/results?maxRecords=10&locator=abc`),
  get(`${VERSION}/jobs/query/JOB/resultPages`),
  get(`${VERSION}/jobs/query?queryLocator=0&jobType=V2Query`),
  form(
    TOKEN,
    `grant_type=password&${APP}&username=demo%40certsql.example&password=certiniaLocalSecurityToken`,
  ),
  form(TOKEN, `${GRANT}jwt-bearer&assertion=e30.e30.e30`),
  form(TOKEN, `${GRANT}saml2-bearer&assertion=PEFzc2VydGlvbj48L0Fzc2VydGlvbj4`),
  form(TOKEN, `response_type=device_code&${APP}`),
  form('/services/oauth2/introspect', `token=x&${APP}`),
  form(
    '/services/oauth2/authorize',
    `response_type=code&${APP}&redirect_uri=http%3A%2F%2Flocalhost%3A1&un=demo%40certsql.example&pw=certinia`,
  ),
  form('/setup/connect', 'user_code=ABC&un=x&pw=y'),
  get(
    '/services/oauth2/authorize?response_type=code&client_id=3MVG9.certsql-local-app&redirect_uri=http%3A%2F%2Flocalhost%3A1',
  ),
  {
    method: 'POST',
    path: '/services/Soap/u/64.0',
    type: 'text/xml',
    body: envelope('<login><username>a&amp;b</username><password>&#x41;</password></login>'),
  },
  {
    method: 'POST',
    path: '/services/Soap/u/64.0',
    type: 'text/xml',
    body: envelope('<query><queryString>SELECT Id FROM Account</queryString></query>'),
  },
  get('/objects/Account'),
]

const PIECES = [
  ...['', '"', '{', '}', '[', '<', '>', '&', '%', '%00', '\\', '\n', '\r\n', '\0', '--X', 'null', '-1'],
  ...['9'.repeat(30), '🙂', "'", ',', '=', 'A'.repeat(3_000)],
]

interface Mutation {
  /** Where, from 0 to 1. */
  readonly at: number
  /** How many characters are cut out there. */
  readonly cut: number
  /** What is put in. */
  readonly piece: string
}

const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 12 }),
    piece: fc.constantFrom(...PIECES),
  }),
  { maxLength: 3 },
)

function mutate(text: string, changes: readonly Mutation[]): string {
  return changes.reduce((current, { at, cut, piece }) => {
    const place = Math.floor(at * current.length)
    return current.slice(0, place) + piece + current.slice(place + cut)
  }, text)
}

async function makeJob(kind: 'query' | 'ingest'): Promise<string> {
  const body =
    kind === 'query'
      ? { operation: 'query', query: 'SELECT Id FROM Account' }
      : { object: 'Account', operation: 'insert' }
  const answer = await org.request(`${VERSION}/jobs/${kind}`, { method: 'POST', body: JSON.stringify(body) })
  return String(answer.body.id)
}

test('a thousand mutated requests get an answer, none a stack trace, and the org lives on', async () => {
  const [queryJob, ingestJob] = [await makeJob('query'), await makeJob('ingest')]
  const open = `Bearer ${org.emulator.credentials.accessToken}`
  const authorizations = fc.constantFrom(open, open, open, 'x', 'Bearer', 'Basic !!!', 'Basic Og==')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SAMPLES),
      mutations,
      mutations,
      authorizations,
      async ({ method, path, type, body }, pathChanges, bodyChanges, authorization) => {
        const job = path.includes('/ingest/') ? ingestJob : queryJob
        const mutated = mutate(path.replace('JOB', job), pathChanges).replaceAll(/[\0\r\n]/g, '')
        // Half a pair of surrogates cannot be sent; a broken escape can.
        const sendable = Buffer.from(mutated, 'utf8').toString('utf8')
        const target = encodeURI(sendable).replaceAll('%25', '%').replace(/^\/*/, '/')
        const response = await fetch(`${org.emulator.url}${target}`, {
          method,
          headers: { Authorization: authorization, ...(type === undefined ? {} : { 'Content-Type': type }) },
          ...(body === undefined ? {} : { body: mutate(body, bodyChanges) }),
          redirect: 'manual',
        })
        const text = await response.text()
        expect(text).not.toMatch(/\.(js|ts):\d+/)
        expect(text).not.toContain('UNKNOWN_EXCEPTION')
        // SOAP says 500 for everything.
        if (!target.includes('Soap')) expect(response.status).toBeLessThan(500)
      },
    ),
    { numRuns: 1_000 },
  )
  expect((await org.query('SELECT Id FROM Account LIMIT 1')).status).toBe(200)
}, 120_000)
