import { CertSqlError } from '@certsql/core'
import { connectSalesforce, type LogEntry, Redactor } from '../src/index.js'
import { failureOf } from './failure-of.js'
import { QUICK_RETRY, type Received, type Reply, startFakeOrg } from './fake-org.js'

describe('Redactor', () => {
  test('hides registered secrets in the forms in which they travel', () => {
    const redactor = new Redactor()
    redactor.hide('a b&c/d')
    redactor.hide('a b&c/d and more')
    redactor.hide('x')
    redactor.hide(undefined)
    expect(redactor.redact('<a b&c/d> <a b&c/d and more> <a%20b%26c%2Fd> x')).toBe('<***> <***> <***> x')
  })

  test('hides tokens that nobody registered', () => {
    const redactor = new Redactor()
    const text = 'sid 00D5f000000EXAM!AQ4AQabc.def_x, Authorization: Bearer abc.def-ghi~jkl/mno+pq=='
    expect(redactor.redact(text)).toBe('sid ***, Authorization: ***')
    expect(redactor.redact('the bearer of this')).toBe('the bearer of this')
  })

  test('cleans an error, its org message and its cause', () => {
    const redactor = new Redactor()
    redactor.hide('hunter2')
    const error = new CertSqlError({
      code: 'CERT-6001',
      message: 'with hunter2',
      hint: 'h',
      org: { code: 'X', message: 'said hunter2' },
      cause: new Error('because hunter2'),
    })
    const clean = redactor.redactError(error)
    expect(allText(clean)).not.toContain('hunter2')
    expect(clean).toMatchObject({
      code: 'CERT-6001',
      message: 'with ***',
      hint: 'h',
      org: { message: 'said ***' },
    })
    const harmless = new CertSqlError({ code: 'CERT-6001', message: 'fine' })
    expect(redactor.redactError(harmless)).toBe(harmless)
  })
})

const PASSWORD = 'hunter2 & co'
const SECURITY_TOKEN = 'SecurityTokenXYZ'
const CLIENT_SECRET = 'client/secret+1234'
const ACCESS_TOKEN = '00D000000000001!AccessToken.123'
const SESSION_ID = '00D000000000001!SessionId.456'
const SECRETS = {
  Token: [ACCESS_TOKEN],
  Basic: [PASSWORD, SECURITY_TOKEN, SESSION_ID],
  OAuthClient: [CLIENT_SECRET, ACCESS_TOKEN],
} as const

const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ s: secret }).toString().slice(2),
  secret.replace('&', '&amp;'),
]

/** An org that repeats whatever it was sent in its complaints. */
function spitefulOrg(scheme: keyof typeof SECRETS, refuseLogin: boolean, fault: Reply) {
  return (request: Received): Reply => {
    const known = SECRETS[scheme].flatMap(formsOf).join(' ')
    const echo = `you sent ${request.body} ${request.headers.authorization} ${known}`
    if (request.url.startsWith('/services/Soap')) {
      const host = request.headers.host
      const xml = refuseLogin
        ? `<E><Fault><faultcode>INVALID_LOGIN</faultcode><faultstring>${escapeText(echo)}</faultstring></Fault></E>`
        : `<E><loginResponse><result><sessionId>${SESSION_ID}</sessionId><serverUrl>http://${host}/</serverUrl></result></loginResponse></E>`
      return { status: refuseLogin ? 500 : 200, body: xml, contentType: 'text/xml' }
    }
    if (request.url === '/services/oauth2/token') {
      if (refuseLogin) return { status: 400, body: { error: 'invalid_client', error_description: echo } }
      return { body: { access_token: ACCESS_TOKEN, instance_url: `http://${request.headers.host}` } }
    }
    return typeof fault.body === 'string'
      ? { ...fault, body: `${fault.body}${echo}` }
      : { ...fault, body: [{ errorCode: 'ODD', message: echo }] }
  }
}

const faults: readonly (readonly [string, Reply])[] = [
  ['an error', { status: 400 }],
  ['an expired session', { status: 401 }],
  ['a page', { status: 503, body: '<html><title>x</title>' }],
  ['a page without title', { body: '<html>' }],
  ['a reset', { reset: true }],
]

describe.each(faults)('no secret in any error or log entry: %s', (_, fault) => {
  test.each([
    ['Token', false],
    ['Basic', false],
    ['Basic', true],
    ['OAuthClient', false],
    ['OAuthClient', true],
  ] as const)('%s, login refused: %s', async (scheme, refuseLogin) => {
    const org = await startFakeOrg(spitefulOrg(scheme, refuseLogin, fault))
    const entries: LogEntry[] = []
    const auth = {
      Token: { scheme: 'Token', accessToken: ACCESS_TOKEN, instanceUrl: org.url },
      Basic: {
        scheme: 'Basic',
        user: 'amy',
        password: PASSWORD,
        securityToken: SECURITY_TOKEN,
        loginUrl: org.url,
      },
      OAuthClient: { scheme: 'OAuthClient', clientId: 'id', clientSecret: CLIENT_SECRET, loginUrl: org.url },
    } as const
    const work = async () => {
      const options = {
        retry: QUICK_RETRY,
        apiVersion: '67.0',
        log: (entry: LogEntry) => entries.push(entry),
      }
      const client = await connectSalesforce({ auth: auth[scheme], ...options })
      for await (const page of client.query(`SELECT Id FROM A WHERE N = '${ACCESS_TOKEN}'`)) {
        expect(page).toBeUndefined()
      }
    }
    const error = await failureOf(work())
    await org.close()
    expect(new Set(entries.map(({ level }) => level))).toEqual(
      new Set(refuseLogin ? [1, 3, 5] : levelsOf(fault)),
    )
    const written = `${allText(error)}\n${JSON.stringify(entries)}`
    for (const form of SECRETS[scheme].flatMap(formsOf)) expect(written).not.toContain(form)
  })
})

function levelsOf(fault: Reply): number[] {
  const retried = fault.reset === true || (fault.status ?? 200) >= 500
  return retried ? [1, 2, 3, 4, 5] : [1, 3, 4, 5]
}

const escapeText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** Everything of an error that anybody could print. */
function allText(error: Error): string {
  const { cause } = error
  const own = `${error.message} ${error.stack} ${JSON.stringify(error)} ${(error as CertSqlError).render?.()}`
  return cause instanceof Error ? `${own}\n${allText(cause)}` : own
}

test('log entries carry what operations need', async () => {
  const org = await startFakeOrg((_, number) =>
    number === 1 ? { status: 503 } : { body: { totalSize: 0, done: true, records: [] } },
  )
  const entries: LogEntry[] = []
  const auth = { scheme: 'Token', accessToken: ACCESS_TOKEN, instanceUrl: org.url } as const
  const client = await connectSalesforce({
    auth,
    retry: QUICK_RETRY,
    apiVersion: 67,
    log: (e) => entries.push(e),
  })
  for await (const _ of client.query("SELECT Id FROM A WHERE N = 'a b'")) expect(_.records).toEqual([])
  client.close()
  await org.close()
  const path = '/services/data/v67.0/query/'
  const about = { requestId: 'r1', method: 'GET', host: org.host, path }
  expect(entries.filter(({ level }) => level < 5)).toEqual([
    { level: 4, message: 'query', ...about, query: "q=SELECT Id FROM A WHERE N = 'a b'" },
    {
      level: 3,
      message: `GET ${path} 503`,
      ...about,
      status: 503,
      milliseconds: expect.any(Number),
      bytes: 0,
    },
    {
      level: 2,
      message: expect.stringMatching(/HTTP 503.*Trying again in \d+ ms/),
      requestId: 'r1',
      attempt: 1,
    },
    { level: 4, message: 'query', ...about, query: "q=SELECT Id FROM A WHERE N = 'a b'" },
    {
      level: 3,
      message: `GET ${path} 200`,
      ...about,
      status: 200,
      milliseconds: expect.any(Number),
      bytes: 40,
    },
  ])
  expect(entries.find(({ message }) => message === 'request headers')?.headers).toMatchObject({
    Authorization: '***',
    'User-Agent': 'certsql/0.1.0',
  })
})
