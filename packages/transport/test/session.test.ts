import type { Authenticator, Session } from '../src/auth/session.js'
import { SessionKeeper } from '../src/auth/session-keeper.js'
import { failureOf } from './failure-of.js'
import { expectedNames, namesOf, pagedOrg, pageOf, type Received, type Reply, withOrg } from './fake-org.js'

const EXPIRED: Reply = {
  status: 401,
  body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
}

/** A token endpoint whose n-th token is `token-n`, before some other answers. */
function orgWithLogins(answer: (request: Received, logins: number) => Reply): {
  readonly respond: (request: Received) => Reply
  readonly logins: () => number
} {
  let logins = 0
  const respond = (request: Received): Reply => {
    if (request.url !== '/services/oauth2/token') return answer(request, logins)
    logins++
    return {
      body: { access_token: `token-${logins}`, instance_url: `http://${request.headers.host}` },
      delayMs: 50,
    }
  }
  return { respond, logins: () => logins }
}

const clientCredentials = (url: string) =>
  ({ scheme: 'OAuthClient', clientId: 'id', clientSecret: 'a secret', loginUrl: url }) as const

async function withLogins<T>(
  answer: (request: Received, logins: number) => Reply,
  work: (connected: {
    readonly client: Awaited<ReturnType<typeof connect>>
    readonly logins: () => number
    readonly received: readonly Received[]
  }) => Promise<T>,
): Promise<T> {
  const { respond, logins } = orgWithLogins(answer)
  return await withOrg(respond, async (_, org) => {
    const client = await connect(org.url)
    try {
      return await work({ client, logins, received: org.received })
    } finally {
      client.close()
    }
  })
}

async function connect(url: string) {
  const { connectSalesforce } = await import('../src/index.js')
  return await connectSalesforce({
    auth: clientCredentials(url),
    apiVersion: '67.0',
    retry: { firstWaitMilliseconds: 1 },
  })
}

test('24 queries whose session expires in mid-scan log in once, and lose no row', async () => {
  await withLogins(
    (request) => {
      const expired = request.token === 'token-1' && /-4000$/.test(request.url)
      return expired ? EXPIRED : pagedOrg(6_000)(request, 0)
    },
    async ({ client, logins, received }) => {
      const scans = Array.from({ length: 24 }, () => namesOf(client))
      for (const names of await Promise.all(scans)) expect(names).toEqual(expectedNames(6_000))
      expect(logins()).toBe(2)
      const replays = received.filter(({ url, token }) => url.endsWith('-4000') && token === 'token-2')
      expect(replays).toHaveLength(24)
    },
  )
})

test('a session that is refused again after the renewal is an error', async () => {
  await withLogins(
    () => EXPIRED,
    async ({ client, logins, received }) => {
      const error = await failureOf(namesOf(client))
      expect(error).toMatchObject({ code: 'CERT-5002', org: { code: 'INVALID_SESSION_ID' } })
      expect(logins()).toBe(2)
      expect(received.filter(({ url }) => url.includes('/query'))).toHaveLength(2)
    },
  )
})

test.each(['Connected app is not attached to Agent', 'This session is not valid for use with the REST API'])(
  'a new session would not help: %s',
  async (message) => {
    await withLogins(
      () => ({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: `Error: ${message}.` }] }),
      async ({ client, logins }) => {
        expect((await failureOf(namesOf(client))).code).toBe('CERT-5003')
        expect(logins()).toBe(1)
      },
    )
  },
)

test('a bare token cannot be renewed', async () => {
  await withOrg(
    () => EXPIRED,
    async (client, org) => {
      const error = await failureOf(namesOf(client))
      expect(error).toMatchObject({ code: 'CERT-5002', message: 'The session is no longer valid.' })
      expect(error.hint).toContain('new access token')
      expect(org.received).toHaveLength(1)
    },
  )
})

test('a renewal that is refused is not tried again, so that nobody is locked out', async () => {
  let logins = 0
  const refused = {
    status: 400,
    body: { error: 'invalid_client', error_description: 'invalid client credentials' },
  }
  await withOrg(
    (request) => {
      if (request.url !== '/services/oauth2/token') return EXPIRED
      logins++
      if (logins > 1) return refused
      return { body: { access_token: 'token-1', instance_url: `http://${request.headers.host}` } }
    },
    async (_, org) => {
      const client = await connect(org.url)
      const errors = await Promise.all([1, 2, 3].map(() => failureOf(namesOf(client))))
      errors.push(await failureOf(client.limits()))
      client.close()
      expect(errors.map(({ code }) => code)).toEqual(['CERT-5001', 'CERT-5001', 'CERT-5001', 'CERT-5001'])
      expect(logins).toBe(2)
    },
  )
})

test('a renewal survives a passing fault of the login service', async () => {
  let logins = 0
  await withOrg(
    (request) => {
      if (request.url !== '/services/oauth2/token') {
        return request.token === 'token-1' ? EXPIRED : { body: pageOf(1, 0, 1) }
      }
      logins++
      if (logins === 2) return { status: 503, body: { error: 'invalid_grant', error_description: 'x' } }
      return { body: { access_token: `token-${logins}`, instance_url: `http://${request.headers.host}` } }
    },
    async (_, org) => {
      const client = await connect(org.url)
      expect(await namesOf(client)).toEqual(['Acme 0'])
      client.close()
      expect(logins).toBe(3)
    },
  )
})

describe('SessionKeeper', () => {
  const session = (accessToken: string): Session => ({
    accessToken,
    instanceUrl: 'https://acme.my.salesforce.com',
  })

  function countingAuthenticator(): Authenticator & { logins: number } {
    return {
      renewable: true,
      logins: 0,
      async login() {
        this.logins++
        await new Promise((resolve) => setTimeout(resolve, 20))
        return session(`token-${this.logins}`)
      },
    }
  }

  test('a request that is late with its complaint gets the session that is there already', async () => {
    const authenticator = countingAuthenticator()
    const keeper = new SessionKeeper(authenticator)
    const first = await keeper.current()
    const second = await keeper.renew(first)
    expect(await keeper.renew(first)).toBe(second)
    expect(authenticator.logins).toBe(2)
  })

  test('one who stops waiting does not stop the login of the others', async () => {
    const authenticator = countingAuthenticator()
    const keeper = new SessionKeeper(authenticator)
    const controller = new AbortController()
    const leaving = failureOf(keeper.current(controller.signal))
    const staying = keeper.current()
    controller.abort()
    expect((await leaving).code).toBe('CERT-7006')
    expect((await staying).accessToken).toBe('token-1')
  })
})
