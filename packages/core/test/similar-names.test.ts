import { didYouMean, similarNames } from '@certsql/core'

const FIELDS = [
  'Id',
  'Name',
  'c2g__InvoiceTotal__c',
  'c2g__InvoiceDate__c',
  'c2g__InvoiceStatus__c',
  'OwnerId',
  'Phone',
]

describe('names that were mistyped', () => {
  test.each([
    ['Nmae', ['Name']],
    ['name', ['Name']],
    ['InvoiceTotl', ['c2g__InvoiceTotal__c']],
    ['c2g__InvoiceTotals__c', ['c2g__InvoiceTotal__c']],
    ['Ownerld', ['OwnerId']],
    ['Fone', ['Phone']],
    ['zzzzzz', []],
    ['', []],
  ])('%s means %j', (name, expected) => {
    expect(similarNames(name, FIELDS)).toEqual(expected)
  })

  test('are told best first, and not too many', () => {
    expect(similarNames('Invoice', FIELDS)).toEqual([
      'c2g__InvoiceDate__c',
      'c2g__InvoiceStatus__c',
      'c2g__InvoiceTotal__c',
    ])
    expect(similarNames('Invoice', FIELDS, 1)).toHaveLength(1)
  })

  test('become a question', () => {
    expect(didYouMean('Nmae', FIELDS)).toBe('did you mean "Name"?')
    expect(didYouMean('zzzzzz', FIELDS)).toBeUndefined()
  })
})
