import type { EmulatorOptions, FieldSchema, OrgSchema } from '@certsql/emulator'

const GRANTED = {
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
  nillable: true,
  createable: true,
  updateable: true,
} as const

function text(name: string, label: string, facts: Partial<FieldSchema> = {}): FieldSchema {
  return { ...GRANTED, name, label, type: 'string', length: 80, ...facts }
}

function amount(name: string, label: string): FieldSchema {
  return { ...GRANTED, groupable: false, name, label, type: 'double', precision: 18, scale: 2 }
}

function whole(name: string, label: string): FieldSchema {
  return { ...GRANTED, name, label, type: 'int', digits: 9 }
}

function lookup(name: string, label: string, target: string): FieldSchema {
  return {
    ...GRANTED,
    name,
    label,
    type: 'reference',
    length: 18,
    referenceTo: [target],
    relationshipName: name.endsWith('__c') ? name.replace(/__c$/, '__r') : name.replace(/Id$/, ''),
  }
}

function picklist(name: string, label: string, values: readonly string[]): FieldSchema {
  const picklistValues = values.map((value) => ({ value, label: value, active: true }))
  return { ...GRANTED, name, label, type: 'picklist', length: 40, picklistValues }
}

const NAME = text('Name', 'Name', { nameField: true, nillable: false })

const WRITABLE = { queryable: true, createable: true, updateable: true, deletable: true } as const

/** Customers with regions, their invoices, and the lines of these. */
export const SCHEMA: OrgSchema = {
  objects: [
    {
      ...WRITABLE,
      name: 'Account',
      label: 'Account',
      keyPrefix: '001',
      fields: [
        NAME,
        picklist('Industry', 'Industry', ['Energy', 'Retail', 'Transport']),
        text('City__c', 'City'),
        amount('Rating__c', 'Rating'),
        whole('Employees__c', 'Employees'),
        { ...GRANTED, name: 'Since__c', label: 'Customer since', type: 'date' },
        {
          ...GRANTED,
          nillable: false,
          name: 'Active__c',
          label: 'Active',
          type: 'boolean',
          defaultedOnCreate: true,
        },
        text('Ext__c', 'Number in the shop', { externalId: true, idLookup: true, unique: true }),
        lookup('ParentId', 'Parent', 'Account'),
      ],
    },
    {
      ...WRITABLE,
      name: 'Invoice__c',
      label: 'Invoice',
      keyPrefix: 'a00',
      fields: [
        NAME,
        lookup('Account__c', 'Account', 'Account'),
        picklist('Status__c', 'Status', ['Draft', 'Complete', 'Void']),
        amount('Total__c', 'Total'),
        whole('Number__c', 'Number'),
        { ...GRANTED, name: 'Due__c', label: 'Due', type: 'date' },
        { ...GRANTED, groupable: false, name: 'Sent__c', label: 'Sent', type: 'datetime' },
        text('Ref__c', 'Reference', { externalId: true, idLookup: true, unique: true }),
      ],
      childRelationships: [{ childSObject: 'Line__c', field: 'Invoice__c', relationshipName: 'Lines__r' }],
    },
    {
      ...WRITABLE,
      name: 'Line__c',
      label: 'Line',
      keyPrefix: 'a01',
      fields: [
        NAME,
        lookup('Invoice__c', 'Invoice', 'Invoice__c'),
        text('Product__c', 'Product'),
        amount('Amount__c', 'Amount'),
        text('Data__c', 'Data', { length: 255 }),
      ],
    },
  ],
}

export type Records = NonNullable<EmulatorOptions['records']>

function id(prefix: string, index: number): string {
  return `${prefix}000000000${String(index).padStart(3, '0')}AAA`
}

const CITIES = ['Leeds', 'Austin', 'Ravenna', null]
const INDUSTRIES = ['Energy', 'Retail', 'Transport', null]
const STATUSES = ['Complete', 'Draft', 'Complete', 'Void', 'Complete']
const PRODUCTS = ['Pump', 'Valve', 'Pipe', 'Service', 'pump']

/** Twelve accounts, forty invoices, ninety lines; with nulls, equal values, and texts that differ in case alone. */
export const RECORDS: Records = {
  Account: Array.from({ length: 12 }, (_, index) => ({
    Id: id('001', index),
    Name: index === 11 ? 'acme 03' : `Acme ${String(index).padStart(2, '0')}`,
    Industry: INDUSTRIES[index % 4] ?? null,
    City__c: CITIES[(index * 3) % 4] ?? null,
    Rating__c: index === 5 ? null : index * 1.25,
    Employees__c: index === 7 ? null : (index % 5) * 10,
    Since__c: index === 9 ? null : `20${10 + index}-0${1 + (index % 9)}-15`,
    Active__c: index % 3 !== 0,
    Ext__c: `A-${index}`,
    ParentId: index > 2 && index % 2 === 0 ? id('001', index / 2 - 1) : null,
  })),
  Invoice__c: Array.from({ length: 40 }, (_, index) => ({
    Id: id('a00', index),
    Name: `INV-${String(index).padStart(3, '0')}`,
    Account__c: index % 13 === 12 ? null : id('001', (index * 7) % 10),
    Status__c: STATUSES[index % 5] ?? null,
    Total__c: index % 9 === 8 ? null : Math.round((index % 7) * 10010 + index * 25) / 100,
    Number__c: index % 6,
    Due__c: `2025-0${1 + (index % 9)}-${String(1 + ((index * 7) % 28)).padStart(2, '0')}`,
    Sent__c: index % 4 === 3 ? null : `2025-03-${String(1 + (index % 28)).padStart(2, '0')}T08:30:00.000Z`,
    Ref__c: `R-${index}`,
  })),
  Line__c: Array.from({ length: 90 }, (_, index) => ({
    Id: id('a01', index),
    Name: `L-${String(index).padStart(3, '0')}`,
    Invoice__c: id('a00', (index * 7) % 37),
    Product__c: PRODUCTS[index % 5] ?? null,
    Amount__c: Math.round(index * 333.3) / 100,
    Data__c: `{"kind":"${index % 2 === 0 ? 'goods' : 'work'}","size":${index % 4},"tags":["t${index % 3}"]}`,
  })),
}

/** What every object of an org has beside the fields of its schema; SQLite has none of it. */
export const SYSTEM_COLUMNS = ['IsDeleted', 'CreatedDate', 'LastModifiedDate', 'SystemModstamp']
