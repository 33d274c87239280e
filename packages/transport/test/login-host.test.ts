import { loginOrigin, orgOrigin } from '../src/auth/login-host.js'
import { connectSalesforce } from '../src/index.js'
import { failureOf } from './failure-of.js'

test.each([
  ['https://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
  ['acme.my.salesforce.com/', 'https://acme.my.salesforce.com'],
  ['https://acme.lightning.force.com/lightning/page/home', 'https://acme.my.salesforce.com'],
  ['ACME--uat.sandbox.lightning.force.com', 'https://acme--uat.sandbox.my.salesforce.com'],
  ['https://acme.develop.lightning.force.com', 'https://acme.develop.my.salesforce.com'],
  ['https://acme.my.salesforce-setup.com/lightning/setup', 'https://acme.my.salesforce.com'],
  ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080'],
  ['http://localhost:1', 'http://localhost:1'],
])('%s means %s', (address, origin) => expect(orgOrigin(address, 'InstanceUrl')).toBe(origin))

test.each([
  '',
  '   ',
  'http://acme.my.salesforce.com',
  'ftp://acme.my.salesforce.com',
  'https://',
  'http://10.0.0.1',
])('%j is refused', (address) =>
  expect(() => orgOrigin(address, 'InstanceUrl')).toThrow(/InstanceUrl .* is not the address of an org/),
)

test('an address with a password in it does not show it', () => {
  expect(() => orgOrigin('ftp://amy:hunter2@acme.my.salesforce.com', 'LoginURL')).toThrow(
    'LoginURL "ftp://acme.my.salesforce.com"',
  )
})

test('LoginURL wins over UseSandbox, which wins over production', () => {
  expect(loginOrigin({})).toBe('https://login.salesforce.com')
  expect(loginOrigin({ useSandbox: true })).toBe('https://test.salesforce.com')
  expect(loginOrigin({ useSandbox: true, loginUrl: 'acme.my.salesforce.com' })).toBe(
    'https://acme.my.salesforce.com',
  )
})

test('a token needs to be one', async () => {
  const auth = { scheme: 'Token', accessToken: ' ', instanceUrl: 'https://acme.my.salesforce.com' } as const
  expect((await failureOf(connectSalesforce({ auth }))).code).toBe('CERT-5004')
})
