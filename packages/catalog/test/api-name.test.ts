import { parseApiName, shortNames } from '../src/index.js'

test.each([
  ['Account', undefined, 'Account', undefined],
  ['Payroll__c', undefined, 'Payroll', 'c'],
  ['c2g__codaInvoice__c', 'c2g', 'codaInvoice', 'c'],
  ['c2g__Account__r', 'c2g', 'Account', 'r'],
  ['c2g__codaInvoice__Share', 'c2g', 'codaInvoice', 'Share'],
  ['pse__Resource_Request__c', 'pse', 'Resource_Request', 'c'],
  ['Site_Location__Latitude__s', undefined, 'Site_Location', 'Latitude__s'],
  ['c2g__Site__Longitude__s', 'c2g', 'Site', 'Longitude__s'],
])('the parts of %s', (name, namespace, base, suffix) => {
  expect(parseApiName(name)).toEqual({ namespace, base, suffix })
})

test.each([
  ['Account', []],
  ['Payroll__c', ['Payroll']],
  ['c2g__codaInvoice__c', ['codaInvoice__c', 'c2g__codaInvoice', 'codaInvoice']],
  ['c2g__Account__r', ['Account__r', 'c2g__Account', 'Account']],
  ['c2g__codaInvoice__Share', ['codaInvoice__Share']],
  ['pse__Config__mdt', ['Config__mdt']],
  ['c2g__Site__Longitude__s', ['Site__Longitude__s']],
  ['Site__Longitude__s', []],
])('the short names of %s', (name, expected) => {
  expect(shortNames(name)).toEqual(expected)
})
