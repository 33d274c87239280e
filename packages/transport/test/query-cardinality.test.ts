import { withOrg } from './fake-org.js'

const PLANS = {
  plans: [
    { cardinality: 12, leadingOperationType: 'Index', relativeCost: 0.1, sobjectCardinality: 5000 },
    { cardinality: 5000, leadingOperationType: 'TableScan', relativeCost: 2.5, sobjectCardinality: 5000 },
  ],
  sourceQuery: '…',
}
const SOQL = "SELECT Id FROM Account WHERE Name = 'a+b'"

test('the best plan tells how many rows there are, and the query does not run', async () => {
  await withOrg(
    () => ({ body: PLANS }),
    async (client, org) => {
      expect(await client.cardinality(SOQL)).toBe(12)
      expect(org.received.map(({ url }) => url)).toEqual([
        "/services/data/v67.0/query/?explain=SELECT+Id+FROM+Account+WHERE+Name+=+'a%2Bb'",
      ])
    },
  )
})

test('a query is asked about once', async () => {
  await withOrg(
    () => ({ body: PLANS }),
    async (client, org) => {
      await client.cardinality(SOQL)
      await client.cardinality(SOQL)
      await client.cardinality('SELECT Id FROM Contact')
      expect(org.received).toHaveLength(2)
    },
  )
})

test.each([
  ['refuses', { status: 400, body: [{ errorCode: 'MALFORMED_QUERY', message: 'no plan' }] }],
  ['has no such resource', { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'not here' }] }],
  ['has no plan', { body: { plans: [] } }],
  ['says something else', { body: { plans: [{ cardinality: 'many' }] } }],
])('nobody knows where the org %s', async (_, answer) => {
  await withOrg(
    () => answer,
    async (client) => expect(await client.cardinality(SOQL)).toBeUndefined(),
  )
})

test('what is too long for an address is not asked about', async () => {
  await withOrg(
    () => ({ body: PLANS }),
    async (client, org) => {
      expect(await client.cardinality(`${SOQL} OR Name = '${'x'.repeat(20_000)}'`)).toBeUndefined()
      expect(org.received).toEqual([])
    },
  )
})
