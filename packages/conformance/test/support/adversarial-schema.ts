import type { FieldDescribe, FieldType, ObjectDescribe } from '@certsql/core'

/**
 * A small org in which every field type that SQL cares about occurs, with the flags that the platform's describe gives by
 * type (facts §4.7): text is groupable, numbers of custom fields and datetimes are not, long text can do nothing.
 */
export const ADVERSARIAL_SCHEMA: { readonly objects: readonly ObjectDescribe[] } = {
  objects: [
    object('Region__c', 'a10', [
      text('Code__c', { caseSensitive: true, unique: true, externalId: true, idLookup: true }),
      lookup('Parent__c', ['Region__c']),
      number('Target__c', 18, 2),
    ]),
    object('Customer__c', 'a11', [
      text('Text__c'),
      text('Other__c'),
      longText('Note__c'),
      field('Email__c', 'email', { length: 80, groupable: true, aggregatable: true }),
      picklist('Status__c', ['Prospect', 'Active', 'closed', 'On Hold']),
      field('Tags__c', 'multipicklist', {
        length: 4099,
        filterable: true,
        picklistValues: values(['red', 'green', 'blue']),
      }),
      boolean('Active__c'),
      number('Credit__c', 18, 2),
      number('Rate__c', 18, 6),
      field('Count__c', 'int', { digits: 9, groupable: true, aggregatable: true }),
      field('Share__c', 'percent', { precision: 5, scale: 2, aggregatable: true }),
      field('Revenue__c', 'currency', { precision: 18, scale: 2, aggregatable: true }),
      number('Score__c', 18, 2, { calculated: true, createable: false, updateable: false }),
      text('Rating__c', { calculated: true, groupable: false, createable: false, updateable: false }),
      field('Day__c', 'date', { groupable: true, aggregatable: true }),
      field('Moment__c', 'datetime', { aggregatable: true }),
      field('Clock__c', 'time', {}),
      lookup('Region__c', ['Region__c']),
    ]),
    object('Invoice__c', 'a12', [
      lookup('Customer__c', ['Customer__c']),
      lookup('ShipTo__c', ['Customer__c']),
      picklist('Status__c', ['Draft', 'Complete', 'Discarded']),
      number('Total__c', 18, 2),
      number('Tax__c', 18, 2),
      field('Date__c', 'date', { groupable: true, aggregatable: true }),
      field('Due__c', 'datetime', { aggregatable: true }),
      boolean('Posted__c'),
      text('Memo__c'),
    ]),
    object('Line__c', 'a13', [
      lookup('Invoice__c', ['Invoice__c'], { nillable: false, cascadeDelete: true, relationshipOrder: 0 }),
      text('Product__c'),
      number('Quantity__c', 18, 3),
      number('Price__c', 18, 2),
    ]),
    object('Activity__c', 'a14', [
      lookup('What__c', ['Customer__c', 'Invoice__c'], { namePointing: true, polymorphicForeignKey: true }),
      text('Subject__c'),
      field('Day__c', 'date', { groupable: true, aggregatable: true }),
    ]),
    object('Empty__c', 'a15', [
      lookup('Customer__c', ['Customer__c']),
      number('Value__c', 18, 2),
      boolean('Flag__c'),
    ]),
    object('Single__c', 'a16', [number('Value__c', 18, 2), text('Text__c')]),
    object('Page__c', 'a17', pageFields()),
    object('PagePlus__c', 'a18', pageFields()),
  ],
}

function pageFields(): readonly FieldDescribe[] {
  return [
    number('Value__c', 18, 2),
    text('Key__c'),
    boolean('Flag__c'),
    field('Rank__c', 'int', { digits: 6, groupable: true, aggregatable: true }),
    field('Day__c', 'date', { groupable: true, aggregatable: true }),
  ]
}

type Flags = Partial<Omit<FieldDescribe, 'name' | 'type'>>

export function object(name: string, keyPrefix: string, fields: readonly FieldDescribe[]): ObjectDescribe {
  const label = name.replace('__c', '')
  return {
    name,
    label,
    labelPlural: `${label}s`,
    keyPrefix,
    custom: true,
    queryable: true,
    createable: true,
    updateable: true,
    deletable: true,
    undeletable: true,
    fields: [
      field('Id', 'id', {
        length: 18,
        groupable: true,
        aggregatable: true,
        idLookup: true,
        createable: false,
        custom: false,
      }),
      boolean('IsDeleted', { custom: false, createable: false }),
      text('Name', { nameField: true, idLookup: true, length: 80, custom: false }),
      ...['CreatedDate', 'LastModifiedDate', 'SystemModstamp'].map((name) =>
        field(name, 'datetime', { aggregatable: true, custom: false, createable: false }),
      ),
      ...fields,
    ],
  }
}

export function field(name: string, type: FieldType, flags: Flags): FieldDescribe {
  return {
    name,
    label: name.replace('__c', ''),
    type,
    nillable: true,
    createable: true,
    updateable: true,
    custom: true,
    filterable: true,
    sortable: type !== 'multipicklist',
    ...flags,
  }
}

export function text(name: string, flags: Flags = {}): FieldDescribe {
  return field(name, 'string', { length: 255, groupable: true, aggregatable: true, ...flags })
}

function longText(name: string): FieldDescribe {
  return field(name, 'textarea', {
    length: 32_000,
    filterable: false,
    sortable: false,
    extraTypeInfo: 'plaintextarea',
  })
}

export function picklist(name: string, options: readonly string[]): FieldDescribe {
  return field(name, 'picklist', {
    length: 255,
    groupable: true,
    aggregatable: true,
    picklistValues: values(options),
  })
}

export function values(options: readonly string[]) {
  return options.map((value) => ({ value, label: value, active: true, defaultValue: false }))
}

export function boolean(name: string, flags: Flags = {}): FieldDescribe {
  return field(name, 'boolean', { nillable: false, groupable: true, defaultedOnCreate: true, ...flags })
}

export function number(name: string, precision: number, scale: number, flags: Flags = {}): FieldDescribe {
  return field(name, 'double', { precision, scale, aggregatable: true, ...flags })
}

export function lookup(name: string, referenceTo: readonly string[], flags: Flags = {}): FieldDescribe {
  return field(name, 'reference', {
    length: 18,
    groupable: true,
    aggregatable: true,
    referenceTo,
    relationshipName: name.replace('__c', '__r'),
    ...flags,
  })
}
