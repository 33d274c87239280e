import { Org } from '../../src/org/org.js'
import type { FieldValue } from '../../src/org/record-sink.js'
import { TEST_SCHEMA } from '../support/test-schema.js'

const NOW = Date.parse('2025-06-18T12:00:00Z')

function newOrg(): Org {
  const identity = {
    organizationId: '00D',
    organizationName: 'x',
    username: 'x',
    timeZone: 'UTC',
    locale: 'en_US',
    fiscalYearStartMonth: 1,
  }
  return new Org(TEST_SCHEMA, identity, () => NOW)
}

test('what the platform fills in is filled in', () => {
  const org = newOrg()
  const user = org.insert('User', { Name: 'Amy' })
  org.insert('Account', { name: 'Acme', City__c: '', Active__c: null })
  expect(org.records('Account')).toEqual([
    {
      Id: expect.stringMatching(/^0015f\w{13}$/),
      Name: 'Acme',
      Active__c: false,
      IsDeleted: false,
      OwnerId: user,
      CreatedById: user,
      LastModifiedById: user,
      CreatedDate: '2025-06-18T12:00:00.000+0000',
      LastModifiedDate: '2025-06-18T12:00:00.000+0000',
      SystemModstamp: '2025-06-18T12:00:00.000+0000',
    },
  ])
})

test.each<[string, FieldValue, FieldValue]>([
  ['ParentId', '001D000000IRFma', '001D000000IRFmaIAH'],
  ['AnnualRevenue', '10.00', 10],
  ['AnnualRevenue', '123456789012345678.12', '123456789012345678.12'],
  ['AnnualRevenue', -0, 0],
  ['AnnualRevenue', 0.1 + 0.2, '0.30000000000000004'],
  ['NumberOfEmployees', '12', 12],
  ['LastSeen__c', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00.000+0000'],
  ['LastSeen__c', '2025-01-01T00:00:00.5+0130', '2024-12-31T22:30:00.500+0000'],
  ['Opens__c', '09:30:00', '09:30:00.000Z'],
])('%s of %j is kept as %j', (field, given, stored) => {
  const org = newOrg()
  org.insert('Account', { [field]: given })
  expect(org.records('Account')[0]?.[field]).toBe(stored)
})

test.each<[string, Record<string, FieldValue>, string]>([
  ['Nothing', {}, 'no object Nothing'],
  ['Account', { Nmae: 'x' }, 'Account has no field Nmae'],
  ['Account', { ParentId: 'Acme' }, 'ParentId (reference) cannot hold "Acme"'],
  ['Account', { Name: 5 }, 'Name (string) cannot hold 5'],
  ['Account', { Active__c: 'yes' }, 'Active__c (boolean)'],
  ['Account', { NumberOfEmployees: 1.5 }, 'NumberOfEmployees (int)'],
  ['Account', { AnnualRevenue: 'many' }, 'AnnualRevenue (currency)'],
  ['Account', { AnnualRevenue: Number.NaN }, 'AnnualRevenue (currency)'],
  ['Account', { Since__c: '2025-02-29' }, 'Since__c (date)'],
  ['Account', { LastSeen__c: 'yesterday' }, 'LastSeen__c (datetime)'],
  ['Account', { Opens__c: 'noon' }, 'Opens__c (time)'],
  ['Account', { BillingAddress: 'Rome' }, 'BillingAddress (address)'],
])('a record of %s with %j is refused', (object, record, message) => {
  const org = newOrg()
  expect(() => org.insert(object, record)).toThrow(message)
  expect(org.records('Account')).toEqual([])
})

test('an Id is used once', () => {
  const org = newOrg()
  org.insert('Account', { Id: '001D000000IRFma', Name: 'first' })
  expect(() => org.insert('Account', { Id: '001D000000IRFmaIAH', Name: 'second' })).toThrow(
    'already has a record',
  )
  org.insert('Account', { City__c: 'x' })
  // Nothing of the refused record is left.
  expect(org.records('Account')[1]).not.toHaveProperty('Name')
})
