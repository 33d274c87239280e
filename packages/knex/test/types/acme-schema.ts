import type { FieldSchema, OrgSchema } from '@certsql/emulator'

const WRITABLE = { nillable: true, createable: true, updateable: true } as const

const NAME: FieldSchema = {
  ...WRITABLE,
  name: 'Name',
  label: 'Name',
  type: 'string',
  length: 80,
  nillable: false,
  nameField: true,
}

/** Fields of every kind, for the declarations that are made of them. */
export const ACME_SCHEMA: OrgSchema = {
  objects: [
    {
      name: 'acme__Customer__c',
      label: 'Customer',
      queryable: true,
      fields: [
        NAME,
        {
          ...WRITABLE,
          name: 'acme__Grade__c',
          label: 'Grade',
          type: 'picklist',
          restrictedPicklist: true,
          picklistValues: [
            { value: 'A', label: 'Best', active: true },
            { value: 'B', label: 'Good', active: true },
            { value: 'Z', label: 'Of old', active: false },
          ],
        },
        {
          ...WRITABLE,
          name: 'acme__Trade__c',
          label: 'Trade */ or craft',
          type: 'picklist',
          picklistValues: [
            { value: 'Steel', active: true },
            { value: "Bob's", active: true },
          ],
        },
        { ...WRITABLE, name: 'acme__Key__c', label: 'Key', type: 'string', externalId: true, unique: true },
        {
          name: 'acme__Balance__c',
          label: 'Balance',
          type: 'currency',
          precision: 18,
          scale: 2,
          calculated: true,
          nillable: true,
        },
      ],
    },
    {
      name: 'acme__Invoice__c',
      label: 'Invoice',
      queryable: true,
      fields: [
        {
          name: 'Name',
          label: 'Number',
          type: 'string',
          length: 80,
          nameField: true,
          autoNumber: true,
          defaultedOnCreate: true,
        },
        {
          ...WRITABLE,
          name: 'acme__Customer__c',
          label: 'Customer',
          type: 'reference',
          nillable: false,
          referenceTo: ['acme__Customer__c'],
          relationshipName: 'acme__Customer__r',
        },
        { ...WRITABLE, name: 'acme__Total__c', label: 'Total', type: 'double', precision: 18, scale: 2 },
        { ...WRITABLE, name: 'acme__Lines__c', label: 'Lines', type: 'int', digits: 9 },
        { ...WRITABLE, name: 'acme__Due__c', label: 'Due', type: 'date' },
        { ...WRITABLE, name: 'acme__Sent__c', label: 'Sent', type: 'datetime' },
        {
          ...WRITABLE,
          name: 'acme__Paid__c',
          label: 'Paid',
          type: 'boolean',
          nillable: false,
          defaultedOnCreate: true,
        },
        {
          ...WRITABLE,
          name: 'acme__Tags__c',
          label: 'Tags',
          type: 'multipicklist',
          picklistValues: [{ value: 'x', active: true }],
        },
        { name: 'acme__Place__c', label: 'Place', type: 'location', nillable: true },
      ],
    },
    { name: 'acme__Customer__Share', label: 'Customer Share', queryable: true, fields: [] },
  ],
}
