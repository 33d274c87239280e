import type { FieldDescribe, FieldType, ObjectDescribe } from '@certsql/core'

const EVERYTHING = { filterable: true, sortable: true, groupable: true, aggregatable: true } as const

export function field(name: string, type: FieldType, facts: Partial<FieldDescribe> = {}): FieldDescribe {
  return {
    name,
    label: name,
    type,
    nillable: true,
    createable: true,
    updateable: true,
    ...EVERYTHING,
    ...facts,
  }
}

export function idField(): FieldDescribe {
  return field('Id', 'id', {
    length: 18,
    nillable: false,
    createable: false,
    updateable: false,
    defaultedOnCreate: true,
  })
}

export function lookup(
  name: string,
  relationshipName: string | null,
  referenceTo: readonly string[],
  facts: Partial<FieldDescribe> = {},
): FieldDescribe {
  return field(name, 'reference', { length: 18, relationshipName, referenceTo, ...facts })
}

export function describeOf(
  name: string,
  fields: readonly FieldDescribe[],
  facts: Partial<ObjectDescribe> = {},
): ObjectDescribe {
  return {
    name,
    label: name,
    labelPlural: `${name}s`,
    keyPrefix: 'a00',
    custom: name.endsWith('__c'),
    queryable: true,
    createable: true,
    updateable: true,
    deletable: true,
    undeletable: true,
    fields: [idField(), ...fields],
    ...facts,
  }
}

const owner = lookup('OwnerId', 'Owner', ['Group', 'User'], {
  namePointing: true,
  polymorphicForeignKey: true,
  nillable: false,
  defaultedOnCreate: true,
})

export const ACCOUNT = describeOf(
  'Account',
  [
    field('Name', 'string', { length: 255, nillable: false, nameField: true }),
    field('BillingCity', 'string', { length: 40, compoundFieldName: 'BillingAddress' }),
    field('BillingAddress', 'address', { sortable: false, groupable: false, aggregatable: false }),
    field('Description', 'textarea', {
      length: 32000,
      filterable: false,
      sortable: false,
      groupable: false,
      aggregatable: false,
    }),
    field('AnnualRevenue', 'currency', { precision: 18, scale: 0, groupable: false }),
    field('ERP_Key__c', 'string', { length: 20, unique: true, externalId: true, caseSensitive: true }),
    lookup('ParentId', 'Parent', ['Account']),
    lookup('OwnerId', 'Owner', ['User'], { nillable: false, defaultedOnCreate: true }),
  ],
  {
    label: 'Customer',
    keyPrefix: '001',
    childRelationships: [
      { childSObject: 'Account', field: 'ParentId', relationshipName: 'ChildAccounts' },
      { childSObject: 'c2g__codaInvoice__c', field: 'c2g__Account__c', relationshipName: 'c2g__Invoices__r' },
      { childSObject: 'EventRelation', field: 'AccountId', relationshipName: null },
    ],
  },
)

export const INVOICE = describeOf('c2g__codaInvoice__c', [
  field('Name', 'string', {
    length: 80,
    nillable: false,
    nameField: true,
    autoNumber: true,
    createable: false,
    updateable: false,
  }),
  field('c2g__InvoiceTotal__c', 'double', { precision: 18, scale: 2, groupable: false }),
  field('c2g__Margin__c', 'currency', {
    precision: 18,
    scale: 2,
    calculated: true,
    createable: false,
    updateable: false,
  }),
  field('c2g__InvoiceStatus__c', 'picklist', {
    length: 255,
    restrictedPicklist: true,
    nillable: false,
    picklistValues: [
      { value: 'In Progress', label: 'In progress', active: true, defaultValue: true },
      { value: 'Complete', label: 'Complete', active: true, defaultValue: false },
      { value: 'Discarded', label: null, active: false, defaultValue: false },
    ],
  }),
  field('c2g__Paid__c', 'boolean', { nillable: false, defaultedOnCreate: true, aggregatable: false }),
  field('c2g__Reference__c', 'string', { length: 80 }),
  field('ffin__Reference__c', 'string', { length: 40 }),
  lookup('c2g__Account__c', 'c2g__Account__r', ['Account'], { nillable: false }),
  lookup('c2g__Company__c', 'c2g__Company__r', ['c2g__codaCompany__c'], { cascadeDelete: true }),
  lookup('ffin__Company__c', 'ffin__Company__r', ['c2g__codaCompany__c']),
  lookup('c2g__Shadow__c', null, ['Account']),
  owner,
])

export const TASK = describeOf('Task', [
  field('Subject', 'combobox', { length: 255, nameField: true }),
  field('ActivityDate', 'date'),
  lookup('WhatId', 'What', ['Account', 'c2g__codaInvoice__c'], {
    namePointing: true,
    polymorphicForeignKey: true,
  }),
])

export const USER = describeOf('User', [field('Name', 'string', { length: 121 })], {
  keyPrefix: '005',
  custom: false,
  createable: false,
  deletable: false,
  undeletable: false,
})

export const COMPANY = describeOf('c2g__codaCompany__c', [field('Name', 'string', { length: 80 })])

export const OBJECTS: readonly ObjectDescribe[] = [
  ACCOUNT,
  INVOICE,
  TASK,
  USER,
  COMPANY,
  describeOf('Group', [field('Name', 'string', { length: 40 })]),
  describeOf('c2g__Settings__c', []),
  describeOf('pse__Settings__c', []),
  describeOf('Settings__c', []),
  describeOf('c2g__codaInvoice__Share', [], { createable: false }),
  describeOf('pse__Proj__c', [field('Name', 'string', { length: 80 })]),
  describeOf('AggregateResult', [], { queryable: false, createable: false }),
]
