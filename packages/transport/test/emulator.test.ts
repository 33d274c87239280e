import { type Emulator, type EmulatorOptions, type OrgSchema, startEmulator } from '@certsql/emulator'
import {
  type Authentication,
  connectSalesforce,
  type RequestFigures,
  type SalesforceClient,
  type SalesforceOptions,
} from '../src/index.js'
import { failureOf } from './failure-of.js'
import { QUICK_RETRY } from './fake-org.js'

const flags = { filterable: true, sortable: true, groupable: true, aggregatable: true }
const SCHEMA: OrgSchema = {
  objects: [
    {
      name: 'Account',
      label: 'Account',
      keyPrefix: '001',
      queryable: true,
      fields: [
        { name: 'Id', label: 'Account ID', type: 'id', length: 18, ...flags },
        { name: 'Name', label: 'Name', type: 'string', length: 255, nameField: true, ...flags },
        { name: 'Big__c', label: 'Big', type: 'double', precision: 18, scale: 2, ...flags, custom: true },
      ],
    },
  ],
}

const ROWS = 10_000
const nameOf = (index: number) => `Acme ${String(index).padStart(5, '0')}`
const RECORDS = Array.from({ length: ROWS }, (_, index) => ({
  Name: nameOf(index),
  Big__c: index === 7 ? '1234567890123456.78' : index,
}))
const ALL = 'SELECT Id, Name, Big__c FROM Account ORDER BY Name ASC NULLS LAST'

/** Waits as short as in the other tests. */
const retry = QUICK_RETRY

async function withEmulator<T>(
  options: EmulatorOptions,
  work: (emulator: Emulator) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulator({ schema: SCHEMA, records: { Account: RECORDS }, ...options })
  try {
    return await work(emulator)
  } finally {
    await emulator.close()
  }
}

const authentications = ({ url, credentials }: Emulator) =>
  ({
    Token: { scheme: 'Token', accessToken: credentials.accessToken, instanceUrl: url },
    Basic: {
      scheme: 'Basic',
      user: credentials.username,
      password: credentials.password,
      securityToken: credentials.securityToken,
      loginUrl: url,
    },
    OAuthClient: {
      scheme: 'OAuthClient',
      clientId: credentials.clientId,
      clientSecret: credentials.clientSecret,
      loginUrl: url,
    },
  }) as const satisfies Readonly<Record<string, Authentication>>

/** Connects as an app, which may renew its session. */
async function withClient<T>(
  options: EmulatorOptions,
  work: (client: SalesforceClient, emulator: Emulator) => Promise<T>,
  clientOptions: Partial<SalesforceOptions> = {},
): Promise<T> {
  return await withEmulator(options, async (emulator) => {
    const auth = authentications(emulator).OAuthClient
    const client = await connectSalesforce({ auth, apiVersion: '67.0', retry, ...clientOptions })
    try {
      return await work(client, emulator)
    } finally {
      client.close()
    }
  })
}

async function namesOf(client: SalesforceClient, soql = ALL): Promise<string[]> {
  const names: string[] = []
  for await (const page of client.query(soql)) names.push(...page.records.map(({ Name }) => String(Name)))
  return names
}

const expectedNames = (rows = ROWS) => RECORDS.slice(0, rows).map(({ Name }) => Name)

describe('the three ways in', () => {
  test.each(['Token', 'Basic', 'OAuthClient'] as const)('%s', async (scheme) => {
    await withEmulator({}, async (emulator) => {
      const client = await connectSalesforce({ auth: authentications(emulator)[scheme], retry })
      expect(client.apiVersion).toBe('67.0')
      expect(client.instanceUrl).toBe(emulator.url)
      expect(await namesOf(client, `${ALL} LIMIT 3`)).toEqual(expectedNames(3))
      expect(await client.userInfo()).toMatchObject({
        userName: emulator.credentials.username,
        timeZone: 'America/Los_Angeles',
        locale: 'en_US',
        userId: expect.stringMatching(/^005\w{15}$/),
        organizationId: expect.stringMatching(/^00D/),
      })
      client.close()
    })
  })

  test('a security token may stand at the end of the password', async () => {
    await withEmulator({}, async (emulator) => {
      const { securityToken, ...auth } = authentications(emulator).Basic
      const client = await connectSalesforce({ auth: { ...auth, password: auth.password + securityToken } })
      expect(await namesOf(client, `${ALL} LIMIT 1`)).toEqual(expectedNames(1))
      client.close()
    })
  })

  test('wrong passwords, secrets and tokens', async () => {
    await withEmulator({}, async (emulator) => {
      const { Basic, OAuthClient, Token } = authentications(emulator)
      const refusals = [
        await failureOf(connectSalesforce({ auth: { ...Basic, password: 'wrong' } })),
        await failureOf(connectSalesforce({ auth: { ...OAuthClient, clientSecret: 'wrong' } })),
        await failureOf(connectSalesforce({ auth: { ...OAuthClient, clientId: 'wrong' } })),
      ]
      expect(refusals.map(({ code, org }) => [code, org?.code])).toEqual([
        ['CERT-5001', 'INVALID_LOGIN'],
        ['CERT-5001', 'invalid_client'],
        ['CERT-5001', 'invalid_client_id'],
      ])
      const client = await connectSalesforce({ auth: { ...Token, accessToken: '00D000000000000!wrong' } })
      expect(await failureOf(client.limits())).toMatchObject({ code: 'CERT-5002' })
      client.close()
    })
  })
})

test('describes, also conditionally; counts; limits; versions; usage', async () => {
  await withClient({ apiLimit: 5_000 }, async (client) => {
    const global = await client.describeGlobal()
    if (global.unchanged || global.lastModified === undefined) throw new Error('no describe')
    expect(global.value.sobjects.map(({ name }) => name)).toContain('Account')
    const ifModifiedSince = global.lastModified
    expect(await client.describeGlobal({ ifModifiedSince })).toEqual({ unchanged: true })
    const account = await client.describeObject('Account')
    if (account.unchanged) throw new Error('no describe')
    expect(account.value.fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Id', 'Name', 'Big__c']),
    )
    expect(await client.describeObject('Account', { ifModifiedSince })).toEqual({ unchanged: true })
    expect((await failureOf(client.describeObject('Nope'))).org?.code).toBe('NOT_FOUND')
    expect(await client.recordCounts(['account', 'Nope'])).toEqual(new Map([['account', ROWS]]))
    const daily = (await client.limits()).get('DailyApiRequests')
    expect(daily?.max).toBe(5_000)
    expect((await client.versions()).at(-1)).toEqual({ version: '67.0', label: "Summer '26" })
    expect(client.apiUsage()?.max).toBe(5_000)
    expect(client.apiUsage()?.used).toBeGreaterThan(0)
  })
})

test.each([1, 2_000, 2_001, 10_000])('takes %i rows', async (rows) => {
  await withClient({}, async (client, emulator) => {
    expect(await namesOf(client, rows === ROWS ? ALL : `${ALL} LIMIT ${rows}`)).toEqual(expectedNames(rows))
    const queries = emulator.requests.filter(({ path }) => path.includes('/query'))
    expect(queries).toHaveLength(Math.ceil(rows / 2_000))
  })
})

test('takes no rows, counts, groups, and pages of any size', async () => {
  await withClient({}, async (client, emulator) => {
    expect(await namesOf(client, "SELECT Name FROM Account WHERE Name = 'nobody'")).toEqual([])
    for await (const { totalSize } of client.query('SELECT COUNT() FROM Account'))
      expect(totalSize).toBe(ROWS)
    const sizes: number[] = []
    for await (const { records } of client.query(ALL, { pageSize: 300, includeDeleted: true })) {
      sizes.push(records.length)
    }
    expect(sizes).toEqual([...Array(33).fill(300), 100])
    expect(emulator.requests.some(({ path }) => path.endsWith('/queryAll/'))).toBe(true)
  })
})

test('a long number keeps its digits', async () => {
  await withClient({}, async (client) => {
    for await (const { records } of client.query(`${ALL} LIMIT 9`)) {
      expect(String(records[7]?.Big__c)).toBe('1234567890123456.78')
      expect(records[8]?.Big__c).toBe(8)
    }
  })
})

test('long SOQL goes inside a composite call, up to 100,000 characters', async () => {
  await withClient({}, async (client, emulator) => {
    const soqlOf = (names: number) => {
      const list = expectedNames(names).map((name) => `'${name}'`)
      return `SELECT Id, Name, Big__c FROM Account WHERE Name IN (${list.join(',')}) ORDER BY Name ASC NULLS LAST`
    }
    for (const names of [900, 1_050, 1_100, 3_000]) {
      expect(await namesOf(client, soqlOf(names))).toEqual(expectedNames(names))
    }
    const methods = emulator.requests.filter(({ soql }) => soql?.includes(' IN ')).map(({ method }) => method)
    expect(methods).toContain('GET')
    expect(methods).toContain('POST')
    expect(emulator.requests.every(({ status }) => status === 200)).toBe(true)
    expect((await failureOf(namesOf(client, soqlOf(7_800)))).code).toBe('CERT-7005')
  })
})

test('a text survives the journey', async () => {
  const odd = `a'b\\c + d%_ "ü€😀" & x=y #?;/,:@{x.y} <z>`
  const literal = odd.replace(/\\/g, '\\\\').replace(/'/g, "\\'")
  await withClient({ records: { Account: [{ Name: odd }, { Name: 'other' }] } }, async (client) => {
    const soql = `SELECT Name FROM Account WHERE Name = '${literal}'`
    expect(await namesOf(client, soql)).toEqual([odd])
    const filler = Array.from({ length: 1_500 }, (_, index) => `'filler ${index}'`).join(',')
    expect(await namesOf(client, `${soql} AND Name NOT IN (${filler})`)).toEqual([odd])
  })
})

test('24 queries whose session expires in mid-scan log in once', async () => {
  const faults = [{ match: { path: '-4000', nth: 1 }, action: { expireSession: true } }]
  await withClient({ faults }, async (client, emulator) => {
    const scans = await Promise.all(Array.from({ length: 24 }, () => namesOf(client)))
    for (const names of scans) expect(names).toEqual(expectedNames())
    expect(emulator.requests.filter(({ path }) => path.endsWith('/oauth2/token'))).toHaveLength(2)
    expect(emulator.requests.some(({ status }) => status === 401)).toBe(true)
  })
})

describe('survives', () => {
  test.each([
    ['resets', { reset: true }],
    ['answers lost after the work was done', { applyThenReset: true }],
    ['answers cut off', { truncate: 0.5 }],
    ['503', { status: 503 }],
    ['503 with Retry-After', { status: 503, headers: { 'Retry-After': '0' } }],
    ['a page of the edge', { status: 502, body: '<html><title>Bad gateway</title></html>' }],
    ['errors of the org', { status: 500, errorCode: 'UNKNOWN_EXCEPTION' }],
  ])('%s', async (_, action) => {
    const figures: RequestFigures[] = []
    await withClient({ faults: [{ match: { path: '/query', every: 2 }, action }] }, async (client) => {
      const names: string[] = []
      for await (const { records } of client.query(ALL, { onRequest: (one) => figures.push(one) })) {
        names.push(...records.map(({ Name }) => String(Name)))
      }
      expect(names).toEqual(expectedNames())
      expect(figures.map(({ apiCalls }) => apiCalls)).toEqual([1, 2, 2, 2, 2])
    })
  })
})

test('a lost locator is a clear error', async () => {
  const faults = [{ match: { path: '-6000' }, action: { dropLocator: true } }]
  await withClient({ faults }, async (client) => {
    const error = await failureOf(namesOf(client))
    expect(error).toMatchObject({ code: 'CERT-6004', org: { code: 'INVALID_QUERY_LOCATOR' } })
    expect(error.message).toContain('after 6,000 of 10,000 rows')
  })
})

test('the limit of the day ends the statement', async () => {
  await withClient({ apiLimit: 3 }, async (client) => {
    const error = await failureOf(namesOf(client))
    expect(error).toMatchObject({ code: 'CERT-7001', org: { code: 'REQUEST_LIMIT_EXCEEDED' } })
    expect(error.message).toContain('after 6,000 of 10,000 rows')
  })
})

test('bad SOQL is told in the words of the org', async () => {
  await withClient({}, async (client) => {
    const error = await failureOf(namesOf(client, 'SELECT Nmae FROM Account'))
    expect(error).toMatchObject({ code: 'CERT-6001', org: { code: 'INVALID_FIELD', httpStatus: 400 } })
    expect(error.render()).toContain('Nmae')
  })
})
