import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({ records: { Account: [{ Name: 'Acme' }] } })
})
afterAll(() => org.close())

const SIXTY_MEGABYTES = Buffer.alloc(60_000_000, 'x')

test.each([
  ['POST', `${VERSION}/sobjects/Account`, 'application/json'],
  ['PATCH', `${VERSION}/composite/sobjects`, 'application/json'],
  ['POST', `${VERSION}/composite`, 'application/json'],
  ['POST', `${VERSION}/jobs/query`, 'application/json'],
  ['POST', '/services/oauth2/token', 'application/x-www-form-urlencoded'],
  ['POST', '/services/Soap/u/64.0', 'text/xml'],
])('%s %s with 60 MB is refused, and the org goes on', async (method, path, type) => {
  const { status, body } = await org.request(path, {
    method,
    body: SIXTY_MEGABYTES,
    headers: { 'Content-Type': type, SOAPAction: '""' },
  })
  expect(status).toBe(413)
  expect(JSON.stringify(body)).toContain('REQUEST_ENTITY_TOO_LARGE')
  expect(JSON.stringify(body)).not.toMatch(/\.[jt]s:\d+/)
  expect(await org.values('SELECT Name FROM Account', 'Name')).toEqual(['Acme'])
})
