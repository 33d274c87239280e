import type { FieldSchema, ObjectSchema, OrgSchema } from '../../src/org/org-schema.js'

type Extra = Partial<FieldSchema>

const OPEN: Extra = {
  nillable: true,
  createable: true,
  updateable: true,
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
}

export function field(name: string, type: FieldSchema['type'], extra: Extra): FieldSchema {
  return { name, label: name, type, custom: name.endsWith('__c'), ...OPEN, ...extra }
}

export const text = (name: string, extra: Extra = {}) => field(name, 'string', { length: 255, ...extra })
export const integer = (name: string, extra: Extra = {}) => field(name, 'int', { digits: 9, ...extra })
export const double = (name: string, extra: Extra = {}) =>
  field(name, 'double', { precision: 18, scale: 2, groupable: false, ...extra })
export const currency = (name: string, extra: Extra = {}) =>
  field(name, 'currency', { precision: 18, scale: 2, groupable: false, ...extra })
export const checkbox = (name: string, extra: Extra = {}) =>
  field(name, 'boolean', { nillable: false, aggregatable: false, ...extra })
export const date = (name: string, extra: Extra = {}) => field(name, 'date', extra)
export const datetime = (name: string, extra: Extra = {}) =>
  field(name, 'datetime', { groupable: false, ...extra })
export const longText = (name: string, extra: Extra = {}) =>
  field(name, 'textarea', {
    length: 32768,
    filterable: false,
    sortable: false,
    groupable: false,
    aggregatable: false,
    ...extra,
  })
export const picklist = (name: string, values: readonly string[], extra: Extra = {}) =>
  field(name, 'picklist', {
    length: 255,
    picklistValues: values.map((value) => ({ value, label: `${value} label`, active: true })),
    ...extra,
  })
export const lookup = (
  name: string,
  referenceTo: readonly string[],
  relationshipName: string,
  extra: Extra = {},
) =>
  field(name, 'reference', {
    length: 18,
    referenceTo,
    relationshipName,
    polymorphicForeignKey: referenceTo.length > 1,
    namePointing: referenceTo.length > 1,
    ...extra,
  })
const id = (): FieldSchema =>
  field('Id', 'id', { length: 18, createable: false, updateable: false, nillable: false })

interface ObjectExtra {
  readonly keyPrefix?: string
  readonly childRelationships?: NonNullable<ObjectSchema['childRelationships']>
  readonly queryable?: boolean
}

export function object(name: string, fields: readonly FieldSchema[], extra: ObjectExtra = {}): ObjectSchema {
  return { name, label: name, custom: name.endsWith('__c'), fields: [id(), ...fields], ...extra }
}

/** A small org with every kind of field, parents in a row, children, and lookups to several objects. */
export const TEST_SCHEMA: OrgSchema = {
  objects: [
    object(
      'User',
      [
        text('Name', { nameField: true }),
        text('Username'),
        text('Email'),
        lookup('ManagerId', ['User'], 'Manager'),
      ],
      { keyPrefix: '005' },
    ),
    object('Group', [text('Name', { nameField: true })], { keyPrefix: '00G' }),
    object(
      'Account',
      [
        text('Name', { nameField: true, nillable: false }),
        picklist('Type', ['Vendor', 'Customer', 'Other']),
        text('Code__c', { unique: true, caseSensitive: true, externalId: true }),
        text('City__c'),
        integer('NumberOfEmployees'),
        currency('AnnualRevenue'),
        double('Rate__c', { scale: 4 }),
        checkbox('Active__c'),
        date('Since__c'),
        datetime('LastSeen__c'),
        field('Opens__c', 'time', { groupable: false, aggregatable: false }),
        field('Tags__c', 'multipicklist', {
          sortable: false,
          groupable: false,
          aggregatable: false,
          picklistValues: ['red', 'green', 'blue'].map((value) => ({ value, label: value, active: true })),
        }),
        field('Phone', 'phone', { length: 40 }),
        longText('Notes__c'),
        longText('MoreNotes__c'),
        field('BillingAddress', 'address', {
          filterable: false,
          sortable: false,
          groupable: false,
          aggregatable: false,
        }),
        text('BillingStreet', { compoundFieldName: 'BillingAddress' }),
        text('BillingCity', { compoundFieldName: 'BillingAddress' }),
        field('Place__c', 'location', { sortable: true, groupable: false, aggregatable: false }),
        double('Place__Latitude__s', { scale: 6, compoundFieldName: 'Place__c' }),
        double('Place__Longitude__s', { scale: 6, compoundFieldName: 'Place__c' }),
        lookup('OwnerId', ['Group', 'User'], 'Owner'),
        lookup('ParentId', ['Account'], 'Parent'),
      ],
      {
        keyPrefix: '001',
        childRelationships: [
          { childSObject: 'Contact', field: 'AccountId', relationshipName: 'Contacts' },
          { childSObject: 'Account', field: 'ParentId', relationshipName: 'ChildAccounts' },
          { childSObject: 'Task', field: 'WhatId', relationshipName: 'Tasks' },
        ],
      },
    ),
    object(
      'Contact',
      [
        text('Name', { nameField: true }),
        text('Email'),
        integer('Age__c'),
        checkbox('Vip__c'),
        lookup('AccountId', ['Account'], 'Account'),
        lookup('ReportsToId', ['Contact'], 'ReportsTo'),
        lookup('OwnerId', ['User'], 'Owner'),
      ],
      {
        keyPrefix: '003',
        childRelationships: [{ childSObject: 'Task', field: 'WhoId', relationshipName: 'Tasks' }],
      },
    ),
    object(
      'Task',
      [
        text('Subject'),
        lookup('WhoId', ['Contact'], 'Who', { polymorphicForeignKey: true, namePointing: true }),
        lookup('WhatId', ['Account', 'Invoice__c'], 'What'),
      ],
      { keyPrefix: '00T' },
    ),
    object(
      'Invoice__c',
      [
        text('Name', { nameField: true }),
        currency('Total__c'),
        date('Due__c'),
        picklist('Status__c', ['Draft', 'Sent', 'Paid']),
        lookup('Account__c', ['Account'], 'Account__r'),
        lookup('Contact__c', ['Contact'], 'Contact__r'),
      ],
      { keyPrefix: 'a00' },
    ),
    object('Hidden__c', [text('Name')], { keyPrefix: 'a01', queryable: false }),
  ],
}
