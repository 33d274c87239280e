import { generateKeyPairSync, sign } from 'node:crypto'
import jsforce from 'jsforce'
import { startTestOrg, type TestOrg } from '../support/ask.js'

/** jsforce, used as its documentation shows. */
const { Connection, OAuth2 } = jsforce

const COUNT = 10_500
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

let org: TestOrg

beforeAll(async () => {
  org = await startTestOrg({
    records: {
      User: [{ Name: 'Amy', Email: 'amy@example.com' }],
      Contact: Array.from({ length: COUNT }, (_, index) => ({
        Name: `Contact ${index}`,
        Age__c: index % 90,
      })),
    },
    auth: {
      jwtCertificates: [keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
      rotateRefreshTokens: true,
    },
  })
})
afterAll(() => org.close())

const connect = () =>
  new Connection({
    instanceUrl: org.emulator.url,
    accessToken: org.emulator.credentials.accessToken,
    version: '67.0',
  })

describe('logging in', () => {
  test('with user name and password, over SOAP, and out again', async () => {
    const { username, password, securityToken } = org.emulator.credentials
    const connection = new Connection({ loginUrl: org.emulator.url, version: '64.0' })
    const userInfo = await connection.login(username, password + securityToken)
    expect(userInfo).toEqual({
      id: expect.stringMatching(/^005\w{15}$/),
      organizationId: expect.stringMatching(/^00D\w{15}$/),
      url: expect.stringContaining('/id/00D'),
    })
    expect(connection.instanceUrl).toBe(org.emulator.url)
    expect((await connection.query('SELECT Id FROM Contact LIMIT 1')).totalSize).toBe(1)
    const after = new Connection({ instanceUrl: org.emulator.url, accessToken: connection.accessToken ?? '' })
    await connection.logout()
    await expect(after.query('SELECT Id FROM Contact LIMIT 1')).rejects.toMatchObject({
      errorCode: 'INVALID_SESSION_ID',
    })
  })

  test('a wrong password is told', async () => {
    const connection = new Connection({ loginUrl: org.emulator.url, version: '64.0' })
    await expect(connection.login('demo@certsql.example', 'wrong')).rejects.toThrow('INVALID_LOGIN')
  })

  const app = () =>
    new OAuth2({
      loginUrl: org.emulator.url,
      clientId: org.emulator.credentials.clientId,
      clientSecret: org.emulator.credentials.clientSecret,
      redirectUri: 'http://localhost:3000/oauth2/callback',
      useVerifier: true,
    })

  test('through the web server flow with PKCE, and refreshing an ended session', async () => {
    const oauth2 = app()
    const url = new URL(oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'mystate' }))
    expect(url.searchParams.get('code_challenge')).not.toBeNull()
    const { username, password } = org.emulator.credentials
    const form = new URLSearchParams([
      ...url.searchParams,
      ['un', username],
      ['pw', password],
      ['decision', 'allow'],
    ])
    const response = await fetch(`${url.origin}${url.pathname}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    })
    const back = new URL(response.headers.get('location') ?? '')
    expect(back.searchParams.get('state')).toBe('mystate')
    const connection = new Connection({ oauth2, version: '67.0' })
    await connection.authorize(back.searchParams.get('code') ?? '')
    const first = connection.accessToken
    const refreshed: string[] = []
    connection.on('refresh', (token: string) => refreshed.push(token))
    await oauth2.revokeToken(String(first))
    expect((await connection.query('SELECT Id FROM Contact LIMIT 1')).totalSize).toBe(1)
    expect(refreshed).toEqual([connection.accessToken])
    expect(connection.accessToken).not.toBe(first)
  })

  test('with a JWT', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = {
      iss: org.emulator.credentials.clientId,
      sub: org.emulator.credentials.username,
      aud: 'https://login.salesforce.com',
      exp: Math.floor(Date.now() / 1000) + 120,
    }
    const text = `${part({ alg: 'RS256' })}.${part(claims)}`
    const assertion = `${text}.${sign('RSA-SHA256', Buffer.from(text), keys.privateKey).toString('base64url')}`
    const connection = new Connection({ oauth2: { loginUrl: org.emulator.url }, version: '67.0' })
    const userInfo = await connection.authorize({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion,
    })
    expect(userInfo.organizationId).toMatch(/^00D/)
    expect((await connection.identity()).username).toBe(org.emulator.credentials.username)
  })
})

describe('reading', () => {
  test('describes', async () => {
    const connection = connect()
    const { sobjects } = await connection.describeGlobal()
    expect(sobjects.map(({ name }) => name)).toContain('Account')
    const { fields, childRelationships } = await connection.sobject('Account').describe()
    expect(fields.find(({ name }) => name === 'Type')?.picklistValues?.[0]).toMatchObject({ value: 'Vendor' })
    expect(childRelationships.map(({ relationshipName }) => relationshipName)).toContain('Contacts')
  })

  test('fetches thousands of records by itself', async () => {
    const names = await new Promise<string[]>((resolve, reject) => {
      const found: string[] = []
      connect()
        .query('SELECT Id, Name FROM Contact')
        .on('record', (record: { Name?: string }) => found.push(String(record.Name)))
        .on('end', () => resolve(found))
        .on('error', reject)
        .run({ autoFetch: true, maxFetch: 20_000 })
    })
    expect(names).toHaveLength(COUNT)
    expect(new Set(names).size).toBe(COUNT)
  })

  test('follows queryMore by hand', async () => {
    const connection = connect()
    let result = await connection.query('SELECT Id FROM Contact')
    let count = result.records.length
    while (!result.done) {
      result = await connection.queryMore(String(result.nextRecordsUrl))
      count += result.records.length
    }
    expect(count).toBe(COUNT)
  })

  test('finds with conditions as objects', async () => {
    const records = await connect()
      .sobject('Contact')
      .find({ Age__c: { $gte: 80 }, Name: { $like: 'Contact 1%' } }, ['Id', 'Name', 'Age__c'])
      .sort({ Name: 1 })
      .limit(5)
    expect(records).toHaveLength(5)
    for (const record of records) expect(record.Age__c).toBeGreaterThanOrEqual(80)
  })

  test('tells what is wrong with a query', async () => {
    await expect(connect().query('SELECT Nope FROM Contact')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
      message: expect.stringContaining("No such column 'Nope'"),
    })
  })

  test('knows who it is, and how much it may', async () => {
    const connection = connect()
    expect(await connection.identity()).toMatchObject({
      username: org.emulator.credentials.username,
      organization_id: expect.stringMatching(/^00D/),
      email: 'amy@example.com',
    })
    const limits = await connection.limits()
    expect(limits.DailyApiRequests?.Max).toBe(100_000)
    expect(connection.limitInfo.apiUsage?.limit).toBe(100_000)
    expect(connection.limitInfo.apiUsage?.used).toBeGreaterThan(0)
  })
})

describe('writing', () => {
  test('creates, retrieves, updates and deletes one record', async () => {
    const accounts = connect().sobject('Account')
    const created = await accounts.create({ Name: 'My Account #1' })
    expect(created.success).toBe(true)
    const id = String(created.id)
    expect(await accounts.retrieve(id)).toMatchObject({ Id: id, Name: 'My Account #1' })
    expect(await accounts.update({ Id: id, Name: 'Updated Account #1' })).toMatchObject({ id, success: true })
    expect((await accounts.retrieve(id)).Name).toBe('Updated Account #1')
    expect(await accounts.destroy(id)).toMatchObject({ id, success: true })
    await expect(accounts.retrieve(id)).rejects.toMatchObject({ errorCode: 'NOT_FOUND' })
  })

  test('creates, updates and deletes many', async () => {
    const accounts = connect().sobject('Account')
    const created = await accounts.create(
      Array.from({ length: 300 }, (_, index) => ({ Name: `Many ${index}` })),
      {
        allowRecursive: true,
      },
    )
    expect(created.every(({ success }) => success)).toBe(true)
    const ids = created.map(({ id }) => String(id))
    const [first = '', second = ''] = ids
    expect(
      (
        await accounts.update([
          { Id: first, City__c: 'Rome' },
          { Id: second, City__c: 'Bonn' },
        ])
      ).map(({ success }) => success),
    ).toEqual([true, true])
    const gone = await accounts.destroy(ids, { allowRecursive: true })
    expect(gone.filter(({ success }) => success)).toHaveLength(300)
  })

  test('tells errors of single records', async () => {
    const results = await connect()
      .sobject('Account')
      .create([{ Name: 'Good' }, { City__c: 'no name' }])
    expect(results.map(({ success }) => success)).toEqual([true, false])
    await expect(connect().sobject('Account').create({ City__c: 'no name' })).rejects.toMatchObject({
      errorCode: 'REQUIRED_FIELD_MISSING',
    })
  })

  test('upserts by external id', async () => {
    const accounts = connect().sobject('Account')
    const first = await accounts.upsert({ Name: 'Upserted', Code__c: 'U1' }, 'Code__c')
    expect(first).toMatchObject({ success: true })
    await accounts.upsert({ Name: 'Upserted again', Code__c: 'U1' }, 'Code__c')
    expect(await accounts.find({ Code__c: 'U1' }, ['Name'])).toMatchObject([{ Name: 'Upserted again' }])
  })

  test('deletes what a query finds', async () => {
    const accounts = connect().sobject('Account')
    await accounts.create([{ Name: 'Doomed 1' }, { Name: 'Doomed 2' }])
    const results = await accounts.find({ Name: { $like: 'Doomed%' } }).destroy()
    expect(results).toHaveLength(2)
    expect(await accounts.find({ Name: { $like: 'Doomed%' } })).toHaveLength(0)
  })

  test('sends composite requests', async () => {
    const answer = await connect().requestPost<{
      compositeResponse: readonly { httpStatusCode: number; body: { id?: string; Name?: string } }[]
    }>('/composite', {
      allOrNone: true,
      compositeRequest: [
        {
          method: 'POST',
          url: '/services/data/v67.0/sobjects/Account',
          referenceId: 'account',
          body: { Name: 'Composite' },
        },
        {
          method: 'POST',
          url: '/services/data/v67.0/sobjects/Contact',
          referenceId: 'contact',
          body: { Name: 'Its contact', AccountId: '@{account.id}' },
        },
        {
          method: 'GET',
          url: '/services/data/v67.0/sobjects/Account/@{account.id}?fields=Name',
          referenceId: 'read',
        },
      ],
    })
    expect(answer.compositeResponse.map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201, 200])
    expect(answer.compositeResponse[2]?.body.Name).toBe('Composite')
  })
})

describe('Bulk API 2.0', () => {
  const bulk = () => {
    const connection = connect()
    connection.bulk2.pollInterval = 10
    connection.bulk2.pollTimeout = 30_000
    return connection.bulk2
  }

  test('queries', async () => {
    const stream = await bulk().query(
      'SELECT Id, Name, Age__c FROM Contact WHERE Age__c != null ORDER BY Age__c',
    )
    const records = (await stream.toArray()) as readonly Record<string, string>[]
    expect(records).toHaveLength(COUNT)
    expect(new Set(records.map(({ Id }) => Id)).size).toBe(COUNT)
    expect(Object.keys(records[0] ?? {})).toEqual(['Id', 'Name', 'Age__c'])
  })

  test('tells that a query cannot be', async () => {
    await expect(bulk().query('SELECT Nope FROM Contact')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
    })
    await expect(bulk().query('SELECT COUNT(Id) FROM Contact')).rejects.toThrow()
  })

  test('loads and tells what became of every record', async () => {
    const input = [
      { Name: 'Bulk #1', City__c: '' },
      { Name: 'Bulk #2, "quoted"\nand broken', City__c: 'Rome' },
      { Name: '', City__c: 'Bonn' },
    ]
    const results = await bulk().loadAndWaitForResults({ object: 'Account', operation: 'insert', input })
    expect(results.successfulResults).toHaveLength(2)
    expect(results.failedResults).toMatchObject([
      { sf__Error: expect.stringContaining('REQUIRED_FIELD_MISSING') },
    ])
    expect(results.unprocessedRecords).toHaveLength(0)
    const found = await connect()
      .sobject('Account')
      .find({ Name: { $like: 'Bulk #%' } }, ['Id', 'Name'])
    expect(found.map(({ Name }) => Name)).toEqual(['Bulk #1', 'Bulk #2, "quoted"\nand broken'])
    const gone = await bulk().loadAndWaitForResults({
      object: 'Account',
      operation: 'delete',
      input: found.map(({ Id }) => ({ Id: String(Id) })),
    })
    expect(gone.successfulResults).toHaveLength(2)
  })

  test('steers a job step by step', async () => {
    const job = bulk().createJob({ operation: 'insert', object: 'Account' })
    await job.open()
    await job.uploadData([{ Name: 'Step 1' }, { Name: 'Step 2' }])
    await job.close()
    await job.poll(10, 30_000)
    expect((await job.check()).state).toBe('JobComplete')
    expect((await job.getAllResults()).successfulResults).toHaveLength(2)
    await job.delete()
    await expect(job.check()).rejects.toMatchObject({ errorCode: 'NOT_FOUND' })
  })

  test('aborts', async () => {
    const job = bulk().createJob({ operation: 'insert', object: 'Account' })
    await job.open()
    await job.uploadData([{ Name: 'Never' }])
    await job.abort()
    expect((await job.check()).state).toBe('Aborted')
  })
})
