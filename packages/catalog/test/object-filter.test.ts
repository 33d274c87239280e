import { objectFilter } from '../src/object-filter.js'

test.each([
  [[], 'Anything', true],
  [[' '], 'Anything', true],
  [['Account'], 'Account', true],
  [['account'], 'Account', true],
  [['Account'], 'AccountShare', false],
  [['Account*'], 'AccountShare', true],
  [['c2g__*', 'pse__*'], 'pse__Proj__c', true],
  [['c2g__*', 'pse__*'], 'Account', false],
  [['codaInvoice'], 'c2g__codaInvoice__c', true],
  [['codaInvoice'], 'c2g__codaInvoice__Share', false],
  [['Acc?unt'], 'Account', true],
  [['Acc.unt'], 'Account', false],
  [['(Account'], 'Account', false],
  [['a|Account'], 'Account', false],
])('%j lets %s through: %s', (patterns, name, expected) => {
  expect(objectFilter(patterns)(name)).toBe(expected)
})
