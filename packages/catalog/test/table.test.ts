import { formatSqlType } from '@certsql/core'
import { findColumn, findParent, type NameOptions, type Table, tableFromDescribe } from '../src/index.js'
import { ACCOUNT, describeOf, field, INVOICE, lookup, TASK, USER } from './support/describes.js'

const account = tableFromDescribe(ACCOUNT)
const invoice = tableFromDescribe(INVOICE)
const task = tableFromDescribe(TASK)

describe('a table', () => {
  test('has the names and rights of its describe', () => {
    expect(account).toMatchObject({
      name: 'Account',
      label: 'Customer',
      keyPrefix: '001',
      queryable: true,
      writable: { insert: true, update: true, delete: true, undelete: true },
    })
    expect(tableFromDescribe(USER).writable).toEqual({
      insert: false,
      update: true,
      delete: false,
      undelete: false,
    })
  })

  test('grants nothing that its describe does not mention', () => {
    const bare = tableFromDescribe({
      name: 'Bare',
      label: 'Bare',
      fields: [{ name: 'F', label: 'F', type: 'string' }],
    })
    expect(bare).toMatchObject({ keyPrefix: null, queryable: false, parents: [], children: [] })
    expect(bare.writable).toEqual({ insert: false, update: false, delete: false, undelete: false })
    expect(bare.columns[0]?.capabilities).toEqual({
      filterable: false,
      sortable: false,
      groupable: false,
      aggregatable: false,
    })
  })

  test('has all fields as columns, in the order of the describe', () => {
    expect(account.columns.map((column) => column.name)).toEqual(ACCOUNT.fields.map((one) => one.name))
  })

  test('leaves compound fields out of the star, not their parts', () => {
    expect(account.columns.filter((column) => !column.inStar).map((column) => column.name)).toEqual([
      'BillingAddress',
    ])
    expect(formatSqlType(column(account, 'BillingAddress').type)).toBe('JSON')
    expect(column(account, 'BillingCity').inStar).toBe(true)
  })

  test('has a name that is made of parts in the star: it is a text like any other', () => {
    const contact = tableFromDescribe(
      describeOf('Contact', [
        field('Name', 'string'),
        field('LastName', 'string', { compoundFieldName: 'Name' }),
      ]),
    )
    expect(contact.columns.every((one) => one.inStar)).toBe(true)
  })

  test('takes capabilities from describe alone: a long text has none', () => {
    expect(column(account, 'Description').capabilities).toEqual({
      filterable: false,
      sortable: false,
      groupable: false,
      aggregatable: false,
    })
    expect(column(invoice, 'c2g__InvoiceTotal__c').capabilities).toEqual({
      filterable: true,
      sortable: true,
      groupable: false,
      aggregatable: true,
    })
  })

  test('takes only Ids and booleans for never null, whatever nillable says', () => {
    const never = invoice.columns.filter((one) => !one.nullable).map((one) => one.name)
    expect(never).toEqual(['Id', 'c2g__Paid__c'])
    expect(column(account, 'Name').field.nillable).toBe(false)
    expect(column(account, 'Name').nullable).toBe(true)
    expect(column(invoice, 'c2g__Account__c').nullable).toBe(true)
  })
})

describe('lookups', () => {
  test('to parents have the name of a relationship, a column and a target', () => {
    expect(account.parents).toEqual([
      { name: 'Parent', column: 'ParentId', targets: ['Account'], polymorphic: false },
      { name: 'Owner', column: 'OwnerId', targets: ['User'], polymorphic: false },
    ])
  })

  test('without the name of a relationship are columns only', () => {
    expect(invoice.parents.map((parent) => parent.column)).not.toContain('c2g__Shadow__c')
    expect(column(invoice, 'c2g__Shadow__c').field.referenceTo).toEqual(['Account'])
  })

  test('that may lead to several tables are polymorphic', () => {
    expect(parent(invoice, 'Owner')).toEqual({
      name: 'Owner',
      column: 'OwnerId',
      targets: ['Group', 'User'],
      polymorphic: true,
    })
    expect(parent(task, 'What').targets).toEqual(['Account', 'c2g__codaInvoice__c'])
  })

  test('that point to names are polymorphic even with one target', () => {
    const one = tableFromDescribe(describeOf('T', [lookup('XId', 'X', ['User'], { namePointing: true })]))
    expect(one.parents[0]?.polymorphic).toBe(true)
  })

  test('of other tables are children, and one without a name is known to be so', () => {
    expect(account.children).toEqual([
      { name: 'ChildAccounts', childTable: 'Account', childColumn: 'ParentId' },
      { name: 'c2g__Invoices__r', childTable: 'c2g__codaInvoice__c', childColumn: 'c2g__Account__c' },
      { name: null, childTable: 'EventRelation', childColumn: 'AccountId' },
    ])
  })
})

describe('findColumn', () => {
  test.each([
    ['c2g__InvoiceTotal__c', 'c2g__InvoiceTotal__c'],
    ['C2G__INVOICETOTAL__C', 'c2g__InvoiceTotal__c'],
    ['InvoiceTotal', 'c2g__InvoiceTotal__c'],
    ['invoicetotal__c', 'c2g__InvoiceTotal__c'],
    ['c2g__invoicetotal', 'c2g__InvoiceTotal__c'],
    ['Account', 'c2g__Account__c'],
    ['id', 'Id'],
  ])('takes %s for %s', (name, expected) => {
    expect(findColumn(invoice, name)).toMatchObject({ kind: 'found', column: { name: expected } })
  })

  test('lists the candidates of an ambiguous short name', () => {
    expect(findColumn(invoice, 'reference')).toEqual({
      kind: 'ambiguous',
      candidates: ['c2g__Reference__c', 'ffin__Reference__c'],
    })
  })

  test('lets the default namespace decide between them', () => {
    const options: NameOptions = { defaultNamespace: 'FFIN' }
    expect(findColumn(invoice, 'reference', options)).toMatchObject({
      column: { name: 'ffin__Reference__c' },
    })
    expect(findColumn(invoice, 'reference', { defaultNamespace: 'pse' }).kind).toBe('ambiguous')
  })

  test('prefers an exact name to a short one', () => {
    const table = tableFromDescribe(
      describeOf('T', [field('c2g__Name__c', 'string'), field('Name', 'string')]),
    )
    expect(findColumn(table, 'NAME')).toMatchObject({ column: { name: 'Name' } })
  })

  test('knows full names only when short names are off', () => {
    expect(findColumn(invoice, 'InvoiceTotal', { shortNames: false })).toEqual({ kind: 'unknown' })
    expect(findColumn(invoice, 'c2g__invoicetotal__c', { shortNames: false }).kind).toBe('found')
  })

  test.each(['Nmae', '', 'c2g__', '__c', 'constructor', 'toString'])('does not know %j', (name) => {
    expect(findColumn(invoice, name)).toEqual({ kind: 'unknown' })
  })
})

describe('findParent', () => {
  test.each([
    ['c2g__Account__r', 'c2g__Account__r'],
    ['C2G__ACCOUNT__R', 'c2g__Account__r'],
    ['c2g__Account', 'c2g__Account__r'],
    ['Account__r', 'c2g__Account__r'],
    ['account', 'c2g__Account__r'],
    ['owner', 'Owner'],
  ])('takes %s for %s', (name, expected) => {
    expect(findParent(invoice, name)).toMatchObject({ kind: 'found', parent: { name: expected } })
  })

  test('lists the candidates of an ambiguous short name, or lets the default namespace decide', () => {
    expect(findParent(invoice, 'Company')).toEqual({
      kind: 'ambiguous',
      candidates: ['c2g__Company__r', 'ffin__Company__r'],
    })
    expect(findParent(invoice, 'Company', { defaultNamespace: 'c2g' })).toMatchObject({
      parent: { column: 'c2g__Company__c' },
    })
  })

  test('does not take the column of a lookup for its relationship', () => {
    expect(findParent(invoice, 'c2g__Account__c')).toEqual({ kind: 'unknown' })
    expect(findParent(account, 'OwnerId')).toEqual({ kind: 'unknown' })
  })
})

function column(table: Table, name: string) {
  const found = table.columns.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no column ${name}`)
  return found
}

function parent(table: Table, name: string) {
  const found = table.parents.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no parent ${name}`)
  return found
}
