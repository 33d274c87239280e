import type { OrgSchema } from '../../src/org/org-schema.js'
import {
  checkbox,
  currency,
  date,
  datetime,
  double,
  field,
  integer,
  longText,
  lookup,
  object,
  picklist,
  text,
} from './test-schema.js'

const CLOSED = { createable: false, updateable: false, nillable: false, defaultedOnCreate: true } as const
const isDeleted = () => checkbox('IsDeleted', CLOSED)

/** A small org with every rule that writes can break. */
export const WRITE_SCHEMA: OrgSchema = {
  objects: [
    object('User', [text('Name', { nameField: true }), text('Username')], { keyPrefix: '005' }),
    object(
      'Account',
      [
        text('Name', { nameField: true, nillable: false, length: 80 }),
        text('Key__c', { externalId: true, unique: true, idLookup: true }),
        text('Exact__c', { externalId: true, unique: true, idLookup: true, caseSensitive: true }),
        text('Loose__c', { externalId: true, idLookup: true }),
        integer('Number__c', { externalId: true, unique: true, idLookup: true }),
        field('Email__c', 'email', { length: 80 }),
        double('Rate__c', { precision: 6, scale: 2 }),
        currency('Revenue__c'),
        integer('Employees__c'),
        checkbox('Active__c'),
        date('Since__c'),
        datetime('Seen__c'),
        field('Opens__c', 'time', { groupable: false, aggregatable: false }),
        picklist('Stage__c', ['New', 'Old'], { restrictedPicklist: true }),
        picklist('Free__c', ['A', 'B']),
        field('Tags__c', 'multipicklist', {
          length: 4099,
          restrictedPicklist: true,
          picklistValues: ['red', 'green'].map((value) => ({ value, label: value, active: true })),
        }),
        longText('Notes__c', { length: 1000 }),
        text('Formula__c', { createable: false, updateable: false, calculated: true }),
        text('Born__c', { updateable: false }),
        picklist('Grade__c', ['Low', 'High'], {
          picklistValues: [
            { value: 'Low', label: 'Low', active: true, defaultValue: true },
            { value: 'High', label: 'High', active: true },
          ],
        }),
        lookup('ParentId', ['Account'], 'Parent'),
        lookup('OwnerId', ['User'], 'Owner', { nillable: false, defaultedOnCreate: true }),
        isDeleted(),
      ],
      {
        keyPrefix: '001',
        childRelationships: [
          { childSObject: 'Line__c', field: 'Account__c', relationshipName: 'Lines__r', cascadeDelete: true },
          { childSObject: 'Note__c', field: 'Account__c', relationshipName: 'Notes__r' },
          { childSObject: 'Must__c', field: 'Account__c', relationshipName: 'Musts__r' },
        ],
      },
    ),
    object(
      'Line__c',
      [
        text('Name', {
          nameField: true,
          autoNumber: true,
          displayFormat: 'L-{0000}',
          createable: false,
          updateable: false,
          nillable: false,
          defaultedOnCreate: true,
        }),
        currency('Amount__c'),
        lookup('Account__c', ['Account'], 'Account__r', {
          nillable: false,
          updateable: false,
          cascadeDelete: true,
        }),
        isDeleted(),
      ],
      { keyPrefix: 'a00' },
    ),
    object('Note__c', [text('Name'), lookup('Account__c', ['Account'], 'Account__r'), isDeleted()], {
      keyPrefix: 'a01',
    }),
    object(
      'Must__c',
      [
        text('Name', { nameField: true }),
        lookup('Account__c', ['Account'], 'Account__r', { nillable: false }),
        isDeleted(),
      ],
      { keyPrefix: 'a02' },
    ),
    {
      ...object('Fixed__c', [text('Name')], { keyPrefix: 'a03' }),
      createable: false,
      updateable: false,
      deletable: false,
    },
    object(
      'Person__c',
      [
        text('FirstName'),
        text('LastName', { nillable: false }),
        text('Name', { createable: false, updateable: false, nameField: true }),
      ],
      { keyPrefix: 'a04' },
    ),
  ],
}
