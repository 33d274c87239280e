import { OAUTH_FAULTS } from '../src/auth/oauth-faults.js'
import { connectSalesforce } from '../src/index.js'
import { failureOf } from './failure-of.js'
import { QUICK_RETRY, type Reply, startFakeOrg } from './fake-org.js'

const SECRET = 'very secret+secret'

function connect(loginUrl: string | undefined, clientId = 'the id') {
  return connectSalesforce({
    auth: {
      scheme: 'OAuthClient',
      clientId,
      clientSecret: SECRET,
      ...(loginUrl === undefined ? {} : { loginUrl }),
    },
    apiVersion: '67.0',
    retry: QUICK_RETRY,
  })
}

async function meet(reply: Reply) {
  const org = await startFakeOrg(() => reply)
  try {
    return { error: await failureOf(connect(org.url)), sent: org.received.length }
  } finally {
    await org.close()
  }
}

test('posts the grant and takes token and instance from the answer', async () => {
  const org = await startFakeOrg((request) => ({
    body:
      request.method === 'POST'
        ? { access_token: 'tok', instance_url: `http://${request.headers.host}/`, token_type: 'Bearer' }
        : { DailyApiRequests: { Max: 10, Remaining: 7, 'Some App': { Max: 0, Remaining: 0 } }, Odd: 1 },
  }))
  const client = await connect(org.url)
  expect(await client.limits()).toEqual(new Map([['DailyApiRequests', { max: 10, remaining: 7 }]]))
  client.close()
  await org.close()
  const [login, limits] = org.received
  expect(login?.url).toBe('/services/oauth2/token')
  expect(login?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.fromEntries(new URLSearchParams(login?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: 'the id',
    client_secret: SECRET,
  })
  expect(limits?.token).toBe('tok')
})

describe('each refusal has its own sentence', () => {
  const descriptions: readonly string[] = [
    'request not supported on this domain',
    'no client credentials user enabled',
    "user hasn't approved this consumer",
    'ip restricted',
    'user is not admin approved to access this app',
    'login hours restricted',
    'user is locked',
    'api is not enabled for this organization',
    'expired access/refresh token',
    'Audience validation failed',
    'invalid assertion',
    'expired authorization code',
    'invalid authorization code',
    'invalid code verifier',
    'expired or invalid device code',
    'authentication failure',
  ]
  const lines = OAUTH_FAULTS.map(({ error, description, rule }) => {
    const words = description === undefined ? 'some words' : descriptions.find((one) => description.test(one))
    return [error, words ?? '', rule] as const
  })

  test.each(lines)('%s: %s', async (error, error_description, rule) => {
    expect(error_description).not.toBe('')
    const met = await meet({ status: 400, body: { error, error_description } })
    expect(met.error).toMatchObject({
      code: rule.code,
      hint: rule.hint,
      org: { code: error, message: error_description, httpStatus: 400 },
    })
    const sentence = rule.message.replace('{host}', met.error.message.split(' ')[0] ?? '')
    expect(met.error.message).toBe(sentence.replace('{flow}', 'client credentials'))
    expect(met.sent).toBe(rule.reaction === 'retry' ? 5 : 1)
  })

  test('no two are the same', () => {
    expect(new Set(lines.map(([, , { message }]) => message)).size).toBe(lines.length)
  })

  test('an unknown one', async () => {
    const { error } = await meet({ status: 400, body: { error: 'newly_invented', error_description: 'x' } })
    expect(error).toMatchObject({ code: 'CERT-5003', message: 'The org refused the login: newly_invented.' })
  })
})

test('a 5xx is a passing trouble whatever its body says', async () => {
  const { error, sent } = await meet({
    status: 503,
    body: { error: 'invalid_grant', error_description: 'x' },
  })
  expect([error.code, sent]).toEqual(['CERT-8503', 5])
})

test('an answer without a token, and a page', async () => {
  expect((await meet({ body: { hello: 1 } })).error.code).toBe('CERT-6002')
  expect((await meet({ body: '<html><title>Log in</title></html>' })).error.code).toBe('CERT-6002')
})

test.each([undefined, 'https://login.salesforce.com', 'https://test.salesforce.com/'])(
  'needs My Domain, not %s',
  async (loginUrl) => {
    const error = await failureOf(connect(loginUrl))
    expect(error.code).toBe('CERT-5004')
    expect(error.message).toContain('My Domain')
  },
)

test('needs an id', async () => {
  expect((await failureOf(connect('https://acme.my.salesforce.com', ''))).message).toContain('OAuthClientId')
})
