import { CertSqlError } from '@certsql/core'
import fc from 'fast-check'
import { connectSalesforce } from '../src/index.js'
import { expectedNames, namesOf, pagedOrg, type Received, type Reply, startFakeOrg } from './fake-org.js'

const PAGES = 6
const TOTAL = PAGES * 10 - 3

/** What may happen to a request before it gets through. */
const MISHAPS: Readonly<Record<string, (page: Reply) => Reply>> = {
  none: (page) => page,
  reset: () => ({ reset: true }),
  truncated: (page) => ({ ...page, truncate: 0.6 }),
  zippedTruncated: (page) => ({ ...page, gzip: true, truncate: 0.6 }),
  halfJson: (page) => ({ body: JSON.stringify(page.body).slice(0, 100) }),
  unavailable: () => ({ status: 503 }),
  maintenancePage: () => ({ status: 503, body: '<html><title>Down for maintenance</title></html>' }),
  expired: () => ({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'x' }] }),
  lostLocator: () => ({ status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'x' }] }),
  shortPage: (page) => ({ body: withoutLastRow(page.body as PageBody) }),
}

interface PageBody {
  readonly records: readonly unknown[]
}

function withoutLastRow(body: PageBody): PageBody {
  return { ...body, records: body.records.slice(0, -1) }
}

const mishap = fc.constantFrom(...Object.keys(MISHAPS), 'none', 'none', 'none')

test('under any script of mishaps every row comes exactly once, or the scan fails cleanly', async () => {
  const outcomes = { whole: 0, failed: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(mishap, { maxLength: 12 }), async (script) => {
      const outcome = await scanThrough(script)
      if (outcome instanceof CertSqlError) {
        expect(outcome.hint).toBeDefined()
        // A page that is short is noticed at the end, and nothing else can be missing silently.
        if (outcome.code === 'CERT-6004') expect(script.some((one) => /lost|short/.test(one))).toBe(true)
        outcomes.failed++
      } else {
        expect(outcome).toEqual(expectedNames(TOTAL))
        outcomes.whole++
      }
    }),
    { numRuns: 150 },
  )
  expect(outcomes.whole).toBeGreaterThan(10)
  expect(outcomes.failed).toBeGreaterThan(10)
})

/** The n-th query request meets the n-th mishap; after the script all goes well. */
async function scanThrough(script: readonly string[]): Promise<readonly string[] | CertSqlError> {
  const page = pagedOrg(TOTAL, 10)
  let queries = 0
  let logins = 0
  const respond = (request: Received): Reply => {
    if (request.url === '/services/oauth2/token') {
      const instance_url = `http://${request.headers.host}`
      return { body: { access_token: `token-${++logins}`, instance_url } }
    }
    const happens = MISHAPS[script[queries++] ?? 'none']
    const reply = page(request, queries)
    return happens === undefined ? reply : happens(reply)
  }
  const org = await startFakeOrg(respond)
  const auth = { scheme: 'OAuthClient', clientId: 'id', clientSecret: 'secret', loginUrl: org.url } as const
  const retry = { firstWaitMilliseconds: 1, slowFirstWaitMilliseconds: 1 }
  const client = await connectSalesforce({ auth, apiVersion: '67.0', retry })
  try {
    return await namesOf(client)
  } catch (error) {
    if (error instanceof CertSqlError) return error
    throw error
  } finally {
    client.close()
    await org.close()
  }
}
