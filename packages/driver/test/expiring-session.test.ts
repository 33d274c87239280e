import { type Connection, connect, type SqlValue } from '../src/index.js'
import { closeAll, loginOf, startOrg } from './support/test-org.js'

afterAll(closeAll)

const INVOICES = 'SELECT Name, acme__Total__c FROM acme__Invoice__c'

/** One for each way in which statements run; each has all 4,500 invoices. */
const STATEMENTS = [
  INVOICES,
  'SELECT UPPER(Name), acme__Total__c * 2 FROM acme__Invoice__c WHERE LENGTH(Name) > 4',
  'SELECT i.Name, a.Name FROM acme__Invoice__c i JOIN Account a ON UPPER(a.Name) = UPPER(i.acme__Account__r.Name)',
  'SELECT /*+ TRANSPORT(bulk) */ Name, acme__Total__c FROM acme__Invoice__c',
  'SELECT /*+ TRANSPORT(bulk) */ Name, ROW_NUMBER() OVER (ORDER BY Name) FROM acme__Invoice__c',
  'SELECT acme__Account__c, Name, ROW_NUMBER() OVER (ORDER BY Name) FROM acme__Invoice__c',
]
const AT_ONCE = 24

async function rowsOf(connection: Connection, sql: string): Promise<readonly string[]> {
  const { rows } = await connection.query(sql, [], { rowMode: 'array' })
  return rows.map((row: readonly SqlValue[]) => JSON.stringify(row)).sort()
}

test('24 statements at once on one connection whose session expires: one log-in, and no row is lost', async () => {
  const org = await startOrg({
    bulkJobMs: 0,
    bulkPageRows: 700,
    // In the middle of all of them: each request in flight, and each that follows with the old token, gets a 401.
    faults: [{ match: { path: '/query', nth: 40 }, action: { expireSession: true } }],
  })
  const logins = () => org.requests.filter(({ path }) => path === '/services/oauth2/token').length
  const { clientId, clientSecret } = org.credentials
  const { LoginURL, MetadataCache } = loginOf(org)
  const connection = await connect({
    AuthScheme: 'OAuthClient',
    OAuthClientId: clientId,
    OAuthClientSecret: clientSecret,
    LoginURL,
    MetadataCache,
    BulkPollInterval: 1,
  })
  try {
    const running = Array.from({ length: AT_ONCE }, (_, index) =>
      rowsOf(connection, STATEMENTS[index % 6] ?? ''),
    )
    const answers = await Promise.all(running)
    expect(logins()).toBe(2)
    expect(org.requests.some(({ status }) => status === 401)).toBe(true)
    // The session holds now: what they should have had.
    for (const [index, sql] of STATEMENTS.entries()) {
      const expected = await rowsOf(connection, sql)
      expect(expected.length).toBeGreaterThanOrEqual(4000)
      for (let same = index; same < AT_ONCE; same += STATEMENTS.length)
        expect(answers[same]).toEqual(expected)
    }
    expect(logins()).toBe(2)
  } finally {
    await connection.close()
  }
})
