import { connectSalesforce } from '../src/index.js'
import { failureOf } from './failure-of.js'
import { connectTo, QUICK_RETRY, type Received, startFakeOrg, TOKEN, withOrg } from './fake-org.js'

const MODIFIED = 'Tue, 10 Aug 2025 00:00:00 GMT'

test('describes conditionally', async () => {
  const global = { encoding: 'UTF-8', maxBatchSize: 200, sobjects: [{ name: 'Account', label: 'Account' }] }
  const account = { name: 'Account', label: 'Account', fields: [] }
  await withOrg(
    ({ url, headers }) => {
      if (headers['if-modified-since'] === MODIFIED) return { status: 304 }
      return { body: url.endsWith('/describe') ? account : global, headers: { 'Last-Modified': MODIFIED } }
    },
    async (client, org) => {
      const first = await client.describeGlobal()
      expect(first).toEqual({ unchanged: false, value: global, lastModified: MODIFIED })
      expect(await client.describeGlobal({ ifModifiedSince: MODIFIED })).toEqual({ unchanged: true })
      expect(await client.describeObject('Account')).toEqual({
        unchanged: false,
        value: account,
        lastModified: MODIFIED,
      })
      expect(await client.describeObject('Account', { ifModifiedSince: MODIFIED })).toEqual({
        unchanged: true,
      })
      expect(org.received.map(({ url }) => url)).toEqual([
        '/services/data/v67.0/sobjects',
        '/services/data/v67.0/sobjects',
        '/services/data/v67.0/sobjects/Account/describe',
        '/services/data/v67.0/sobjects/Account/describe',
      ])
    },
  )
})

test('an answer that describes nothing is refused', async () => {
  await withOrg(
    () => ({ body: { hello: 1 } }),
    async (client) => {
      expect((await failureOf(client.describeGlobal())).code).toBe('CERT-6002')
      expect((await failureOf(client.describeObject('Account'))).code).toBe('CERT-6002')
    },
  )
})

test('counts records of many objects, in as many calls as the length of a request asks for', async () => {
  const objects = Array.from({ length: 1_000 }, (_, index) => `c2g__codaTransactionLineItem${index}__c`)
  await withOrg(
    ({ url }) => {
      const names = new URL(url, 'http://x').searchParams.get('sObjects')?.split(',') ?? []
      const known = names.filter((name) => !name.includes('999'))
      return { body: { sObjects: known.reverse().map((name) => ({ name, count: name.length })) } }
    },
    async (client, org) => {
      const counts = await client.recordCounts([...objects, 'ACCOUNT'])
      expect(counts.size).toBe(1_000)
      expect(counts.get('c2g__codaTransactionLineItem0__c')).toBe(32)
      expect(counts.has('c2g__codaTransactionLineItem999__c')).toBe(false)
      expect(counts.get('ACCOUNT')).toBe(7)
      expect(org.received).toHaveLength(3)
      for (const { url } of org.received) expect(url.length).toBeLessThan(12_500)
      expect(await client.recordCounts([])).toEqual(new Map())
      expect(org.received).toHaveLength(3)
    },
  )
})

test('finds counts whatever the case of the name', async () => {
  await withOrg(
    () => ({ body: { sObjects: [{ name: 'Account', count: 3 }] } }),
    async (client) => expect(await client.recordCounts(['account'])).toEqual(new Map([['account', 3]])),
  )
})

test('asks once who is logged in', async () => {
  const info = {
    user_id: '0055f000000ABCDAA1',
    organization_id: '00D5f000000EXAMEAV',
    preferred_username: 'amy@acme.com',
    zoneinfo: 'America/Los_Angeles',
    locale: 'en_US',
  }
  await withOrg(
    () => ({ body: info }),
    async (client, org) => {
      const user = {
        userId: '0055f000000ABCDAA1',
        organizationId: '00D5f000000EXAMEAV',
        userName: 'amy@acme.com',
        timeZone: 'America/Los_Angeles',
        locale: 'en_US',
      }
      expect(await client.userInfo()).toEqual(user)
      expect(await client.userInfo()).toEqual(user)
      expect(org.received.map(({ url }) => url)).toEqual(['/services/oauth2/userinfo'])
    },
  )
})

describe('a token without the scope for userinfo', () => {
  const identity = 'https://login.salesforce.com/id/00D5f000000EXAMEAV/0055f000000ABCDAA1'
  const record = { Username: 'amy@acme.com', TimeZoneSidKey: 'Europe/Berlin', LocaleSidKey: 'de_DE' }
  const orgOf = (root: object, records: readonly object[]) => (request: Received) => {
    if (request.url === '/services/oauth2/userinfo') return { status: 403 }
    if (request.url === '/services/data/v67.0/') return { body: root }
    return { body: { totalSize: records.length, done: true, records } }
  }

  test("reads the user's own record", async () => {
    await withOrg(orgOf({ identity }, [record]), async (client, org) => {
      expect(await client.userInfo()).toEqual({
        userId: '0055f000000ABCDAA1',
        organizationId: '00D5f000000EXAMEAV',
        userName: 'amy@acme.com',
        timeZone: 'Europe/Berlin',
        locale: 'de_DE',
      })
      expect(decodeURIComponent(org.received[2]?.url ?? '')).toContain("WHERE+Id+=+'0055f000000ABCDAA1'")
    })
  })

  test.each([
    ['no identity', {}, [record]],
    ['no record', { identity }, []],
  ])('and says so when there is %s', async (_, root, records) => {
    await withOrg(orgOf(root, records), async (client) => {
      expect(await failureOf(client.userInfo())).toMatchObject({
        code: 'CERT-6002',
        message: 'The org did not say who is logged in.',
      })
    })
  })

  test('is told from a broken connection', async () => {
    await withOrg(
      () => ({ reset: true }),
      async (client, org) => {
        expect((await failureOf(client.userInfo())).code).toBe('CERT-8502')
        expect(org.received.every(({ url }) => url === '/services/oauth2/userinfo')).toBe(true)
      },
    )
  })
})

describe('the API version', () => {
  const versions = (...numbers: readonly string[]) =>
    numbers.map((version) => ({ version, label: 'x', url: 'y' }))

  async function agreed(body: unknown): Promise<string> {
    const org = await startFakeOrg(() => ({ body }))
    try {
      const auth = { scheme: 'Token', accessToken: TOKEN, instanceUrl: org.url } as const
      const client = await connectSalesforce({ auth, retry: QUICK_RETRY })
      client.close()
      expect(org.received).toHaveLength(1)
      expect(org.received[0]?.url).toBe('/services/data')
      expect(org.received[0]?.token).toBeUndefined()
      return client.apiVersion
    } finally {
      await org.close()
    }
  }

  test('is the newest that both know', async () => {
    expect(await agreed(versions('31.0', '67.0', '66.0'))).toBe('67.0')
    expect(await agreed(versions('9.0', '61.0', '62.0'))).toBe('62.0')
    expect(await agreed(versions('66.0', '67.0', '68.0', '100.0'))).toBe('67.0')
  })

  test('is an error when there is none', async () => {
    expect((await failureOf(agreed(versions('20.0', '99.0')))).code).toBe('CERT-6002')
    expect((await failureOf(agreed([]))).code).toBe('CERT-6002')
    expect((await failureOf(agreed({ version: '67.0' }))).code).toBe('CERT-6002')
  })

  test.each([67, '67', '67.0', 'v67.0', ' V67 '])('may be given as %j', async (apiVersion) => {
    const org = await startFakeOrg(() => ({}))
    const client = await connectTo(org, { apiVersion })
    expect(client.apiVersion).toBe('67.0')
    client.close()
    await org.close()
  })

  test.each(['', '67.5', '30.0', 'newest', '6'])('is not %j', async (apiVersion) => {
    const org = await startFakeOrg(() => ({}))
    expect((await failureOf(connectTo(org, { apiVersion }))).code).toBe('CERT-8601')
    await org.close()
  })
})
