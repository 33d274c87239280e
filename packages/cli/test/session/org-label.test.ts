import { labelText, orgLabel } from '../../src/session/org-label.js'

test.each([
  ['https://acme.my.salesforce.com', 'acme (production)'],
  ['https://acme--uat.sandbox.my.salesforce.com', 'acme--uat (sandbox)'],
  ['https://acme-dev-ed.develop.my.salesforce.com', 'acme-dev-ed (development)'],
  ['https://na139.salesforce.com', 'na139.salesforce.com (production)'],
  ['https://cs42.salesforce.com', 'cs42 (sandbox)'],
  ['http://127.0.0.1:8080', '127.0.0.1:8080 (local)'],
])('%s is %s', (url, text) => {
  expect(labelText(orgLabel(url))).toBe(text)
})
