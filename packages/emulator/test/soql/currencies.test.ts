import { startTestOrg, type TestOrg } from '../support/ask.js'
import { checkbox, currency, double, object, picklist, TEST_SCHEMA, text } from '../support/test-schema.js'

const CODES = ['USD', 'EUR', 'JPY']

/** An org has several currencies when it has the object CurrencyType. */
const SCHEMA = {
  objects: [
    ...TEST_SCHEMA.objects,
    object('CurrencyType', [
      picklist('IsoCode', CODES),
      double('ConversionRate', { scale: 6 }),
      checkbox('IsCorporate'),
    ]),
    object('Deal__c', [
      text('Name', { nameField: true }),
      currency('Amount__c'),
      double('Points__c'),
      picklist('CurrencyIsoCode', CODES),
    ]),
  ],
}

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    schema: SCHEMA,
    records: {
      CurrencyType: [
        { IsoCode: 'USD', ConversionRate: 1, IsCorporate: true },
        { IsoCode: 'EUR', ConversionRate: 0.5, IsCorporate: false },
        { IsoCode: 'JPY', ConversionRate: 100, IsCorporate: false },
      ],
      Deal__c: [
        { Name: 'dollars', Amount__c: 3000, Points__c: 1, CurrencyIsoCode: 'USD' },
        { Name: 'euros', Amount__c: 2500, Points__c: 2, CurrencyIsoCode: 'EUR' },
        { Name: 'yen', Amount__c: 90_000, Points__c: 3, CurrencyIsoCode: 'JPY' },
        { Name: 'nothing', CurrencyIsoCode: 'EUR' },
      ],
    },
  })
})
afterAll(() => org.close())

const names = (rest: string) => org.values(`SELECT Name FROM Deal__c ${rest}`, 'Name')

test('amounts are told in the currency of their record, or converted to that of the user', async () => {
  const rows = await org.records('SELECT Amount__c, convertCurrency(Amount__c) inDollars FROM Deal__c')
  expect(rows.map(({ Amount__c, inDollars }) => [Amount__c, inDollars])).toEqual([
    [3000, 3000],
    [2500, 5000],
    [90_000, 900],
    [null, null],
  ])
})

test('a plain number is compared with the number, one with a currency with the worth', async () => {
  expect(await names('WHERE Amount__c > 2600')).toEqual(['dollars', 'yen'])
  expect(await names('WHERE Amount__c > USD2600')).toEqual(['dollars', 'euros'])
  expect(await names('WHERE Amount__c = EUR2500')).toEqual(['euros'])
  expect(await names('WHERE Amount__c < usd1000')).toEqual(['yen'])
})

test('aggregates and orders are those of the corporate currency', async () => {
  const [row] = await org.records(
    'SELECT SUM(Amount__c) s, MIN(Amount__c) least, MAX(Amount__c) most, AVG(Amount__c) a, COUNT(Amount__c) c, SUM(Points__c) p FROM Deal__c',
  )
  expect(row).toMatchObject({ s: 8900, least: 900, most: 5000, a: 8900 / 3, c: 3, p: 6 })
  expect(await names('ORDER BY Amount__c')).toEqual(['nothing', 'yen', 'dollars', 'euros'])
  const groups = await org.records(
    'SELECT CurrencyIsoCode k, SUM(Amount__c) s FROM Deal__c GROUP BY CurrencyIsoCode HAVING SUM(Amount__c) > 1000 ORDER BY SUM(Amount__c) DESC',
  )
  expect(groups.map(({ k, s }) => [k, s])).toEqual([
    ['EUR', 5000],
    ['USD', 3000],
  ])
})

test('FORMAT names the currency', async () => {
  const [record] = await org.records("SELECT FORMAT(Amount__c) FROM Deal__c WHERE Name = 'euros'")
  expect(record?.Amount__c).toBe('EUR 2,500.00')
  const [converted] = await org.records(
    "SELECT FORMAT(convertCurrency(Amount__c)) worth FROM Deal__c WHERE Name = 'yen'",
  )
  expect(converted?.worth).toBe('USD 900.00')
  const [sum] = await org.records('SELECT FORMAT(SUM(Amount__c)) s FROM Deal__c')
  expect(sum?.s).toBe('USD 8,900.00')
})

test.each([
  ['SELECT Name FROM Deal__c WHERE Points__c > USD5', 'INVALID_FIELD'],
  ['SELECT Name FROM Deal__c WHERE Amount__c > XXX5', 'INVALID_FIELD'],
  ['SELECT Name FROM Deal__c WHERE Amount__c IN (USD5)', 'MALFORMED_QUERY'],
  ['SELECT convertCurrency(Points__c) FROM Deal__c', 'INVALID_FIELD'],
  ['SELECT Name FROM Deal__c WHERE convertCurrency(Amount__c) > 5', 'MALFORMED_QUERY'],
  ['SELECT Name FROM Deal__c ORDER BY convertCurrency(Amount__c)', 'MALFORMED_QUERY'],
])('%s is refused', async (soql, errorCode) => {
  const { status, body } = await org.query(soql)
  expect([status, body[0].errorCode]).toEqual([400, errorCode])
})

test('log-ins say that there are several', async () => {
  const { username, password, securityToken } = org.emulator.credentials
  const envelope = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="urn:partner.soap.sforce.com"><e:Body><u:login><u:username>${username}</u:username><u:password>${password}${securityToken}</u:password></u:login></e:Body></e:Envelope>`
  const { body } = await org.request('/services/Soap/u/64.0', {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', SOAPAction: '""' },
    body: envelope,
  })
  expect(body).toContain('<organizationMultiCurrency>true</organizationMultiCurrency>')
})
