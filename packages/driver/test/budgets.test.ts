import { closeAll, connectTo, queriesOf, startOrg } from './support/test-org.js'

afterEach(closeAll)

const INVOICES = 'SELECT Name FROM acme__Invoice__c'

/** An org that counts nothing, so that nobody knows beforehand. */
const UNCOUNTED = {
  match: { path: 'limits/recordCount' },
  action: { status: 200, body: { sObjects: [] } },
}

describe('MaxApiCalls', () => {
  test('a statement that is expected to need more is refused before its first call', async () => {
    const org = await startOrg()
    const connection = await connectTo(org, { MaxApiCalls: 2 })
    const before = queriesOf(org).length
    await expect(connection.query(INVOICES)).rejects.toMatchObject({
      code: 'CERT-7001',
      message: 'The statement would need about 3 API calls; MaxApiCalls allows 2.',
    })
    expect(queriesOf(org)).toHaveLength(before)
  })

  test('one of which nobody knew is stopped in the middle, with what it has cost', async () => {
    const org = await startOrg({ faults: [UNCOUNTED] })
    const connection = await connectTo(org, { MaxApiCalls: 2 })
    await expect(connection.query(INVOICES)).rejects.toMatchObject({
      code: 'CERT-7001',
      message: expect.stringMatching(
        /^The statement needs more than the 2 API calls that MaxApiCalls allows\. It was stopped after 2 API calls and 4,000 records\.$/,
      ),
      hint: expect.stringContaining('raise MaxApiCalls'),
    })
    // No further page was asked for, and the connection goes on.
    expect(queriesOf(org)).toHaveLength(2)
    expect((await connection.query('SELECT Name FROM Account')).rows).toHaveLength(30)
  })

  test('one that needs just so many runs', async () => {
    const org = await startOrg()
    for (const MaxApiCalls of [3, 4]) {
      const connection = await connectTo(org, { MaxApiCalls })
      expect((await connection.query(INVOICES)).rows).toHaveLength(4500)
    }
  })

  test('a Bulk job that is stopped is deleted', async () => {
    const org = await startOrg({ bulkJobMs: 0, bulkPageRows: 200, faults: [UNCOUNTED] })
    const connection = await connectTo(org, { MaxApiCalls: 5, UseBulk: 'always', BulkPollInterval: 1 })
    await expect(connection.query(INVOICES)).rejects.toMatchObject({
      code: 'CERT-7001',
      message: expect.stringMatching(/It was stopped after \d+ API calls and [\d,]+ records\.$/),
    })
    expect(org.requests.at(-1)).toMatchObject({ method: 'DELETE', status: 204 })
    // All that was asked for, but the deletion.
    expect(org.requests.filter(({ path }) => path.includes('/jobs/query'))).toHaveLength(6)
  })

  test('attempts after faults are calls too', async () => {
    const faults = [{ match: { path: '/query/', nth: 2 }, action: { truncate: 0.5 } }]
    const connection = await connectTo(await startOrg({ faults }), { MaxApiCalls: 3 })
    await expect(connection.query(INVOICES)).rejects.toMatchObject({ code: 'CERT-7001' })
  })
})

describe('the calls of the day', () => {
  test('are watched from the answers', async () => {
    const connection = await connectTo(await startOrg({ apiLimit: 1000 }))
    const { used = 0 } = connection.apiUsage ?? {}
    await connection.query(INVOICES)
    expect(connection.apiUsage).toMatchObject({ max: 1000 })
    expect((connection.apiUsage?.used ?? 0) - used).toBeGreaterThanOrEqual(3)
  })

  test('ApiReserve refuses a statement before its first call', async () => {
    const org = await startOrg({ apiLimit: 100 })
    const connection = await connectTo(org, { ApiReserve: 99 })
    await connection.describe('Account')
    const before = queriesOf(org).length
    await expect(connection.query('SELECT Name FROM Account')).rejects.toMatchObject({
      code: 'CERT-7001',
      message: expect.stringMatching(/ApiReserve leaves alone: \d+ of 100 are used, and 99 % are kept\.$/),
    })
    expect(queriesOf(org)).toHaveLength(before)
  })

  test('ApiReserve stops one in the middle, with what it has cost', async () => {
    const org = await startOrg({ apiLimit: 100, faults: [UNCOUNTED] })
    const connection = await connectTo(org, { PageSize: 200 })
    await connection.query('SELECT Name FROM Account')
    connection.set('ApiReserve', 100 - ((connection.apiUsage?.used ?? 0) + 10))
    await expect(connection.query(INVOICES)).rejects.toMatchObject({
      code: 'CERT-7001',
      message: expect.stringMatching(
        /ApiReserve leaves alone: .+\. It was stopped after \d+ API calls and [\d,]+ records\.$/,
      ),
    })
    expect(connection.apiUsage?.used).toBeLessThan(30)
  })

  test('that are used up are an error that is not repeated', async () => {
    const org = await startOrg({
      apiLimit: 100,
      faults: [
        {
          match: { path: '/query', nth: 2 },
          action: {
            status: 403,
            errorCode: 'REQUEST_LIMIT_EXCEEDED',
            headers: { 'Sforce-Limit-Info': 'api-usage=100/100' },
          },
        },
      ],
    })
    const connection = await connectTo(org)
    await connection.query('SELECT Name FROM Account')
    const failure = await connection.query(INVOICES).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'CERT-7001',
      message: expect.stringMatching(/^The API calls of this org are used up/),
    })
  })
})
