import {
  type CatalogView,
  METADATA_TABLES,
  type NameOptions,
  type OrgFacts,
  shortNames,
  type Table,
  type TableLookup,
  tableFromDescribe,
} from '@certsql/catalog'
import { type FieldDescribe, type FieldType, type ObjectDescribe, similarNames } from '@certsql/core'

export interface FixtureCatalogOptions {
  readonly org?: Partial<OrgFacts>
  readonly names?: NameOptions
  /** Record counts by object. */
  readonly records?: Readonly<Record<string, number>>
}

/**
 * A small org for the planner's tests, described in the platform's own words: Account, Contact, Opportunity, Task with
 * its polymorphic lookups, User, invoices with their lines and company (c2g), regions that refer to themselves (pse),
 * and two objects with one short name (`Budget`).
 */
export function fixtureCatalog(options: FixtureCatalogOptions = {}): CatalogView {
  const tables = new Map(FIXTURE_OBJECTS.map((object) => [object.name, tableFromDescribe(object)]))
  const names = options.names ?? {}
  const table = (name: string): Table => {
    const found = tables.get(name)
    if (found === undefined) throw new Error(`The fixture has no object ${name}`)
    return found
  }
  return {
    lookUp: (name) => lookUpObject([...tables.keys()], name, names),
    table,
    tables: (wanted) => wanted.map(table),
    keyPrefix: (name) => tables.get(name)?.keyPrefix ?? undefined,
    metadataTable: (schema, name) =>
      METADATA_TABLES.find((one) => one.schema === schema.toLowerCase() && one.name === name.toLowerCase()),
    statistics(name) {
      const records = options.records?.[name]
      return records === undefined ? undefined : { records }
    },
    org: { multiCurrency: false, userLocale: 'en_US', userTimeZone: 'UTC', ...options.org },
    names,
  }
}

function lookUpObject(objects: readonly string[], wanted: string, names: NameOptions): TableLookup {
  const same = (a: string) => a.toLowerCase() === wanted.toLowerCase()
  const exact = objects.find(same)
  if (exact !== undefined) return { kind: 'found', name: exact }
  const short = names.shortNames === false ? [] : objects.filter((name) => shortNames(name).some(same))
  const [first, second] = short
  if (first === undefined) return { kind: 'unknown', similar: similarNames(wanted, objects) }
  return second === undefined ? { kind: 'found', name: first } : { kind: 'ambiguous', candidates: short }
}

// ── How an object is written here ──────────────────────────────────────────────────────────────────────────────

/** Types whose values the org neither filters, sorts nor groups. */
const OPAQUE: ReadonlySet<FieldType> = new Set<FieldType>(['address', 'location', 'base64', 'complexvalue'])
const UNGROUPABLE: ReadonlySet<FieldType> = new Set<FieldType>([
  'currency',
  'double',
  'percent',
  'datetime',
  'time',
  'multipicklist',
])
const AGGREGATABLE: ReadonlySet<FieldType> = new Set<FieldType>([
  'currency',
  'double',
  'percent',
  'int',
  'date',
  'datetime',
  'string',
  'picklist',
  'reference',
  'id',
  'phone',
  'email',
])

function field(name: string, type: FieldType, facts: Partial<FieldDescribe> = {}): FieldDescribe {
  const opaque = OPAQUE.has(type)
  return {
    name,
    label: name.replace(/__c$/, '').replace(/_/g, ' '),
    type,
    nillable: type !== 'id' && type !== 'boolean',
    createable: type !== 'id',
    updateable: type !== 'id',
    filterable: !opaque,
    sortable: !opaque && type !== 'multipicklist',
    groupable: !opaque && !UNGROUPABLE.has(type),
    aggregatable: AGGREGATABLE.has(type),
    ...facts,
  }
}

const text = (name: string, facts: Partial<FieldDescribe> = {}) =>
  field(name, 'string', { length: 255, ...facts })
const money = (name: string, facts: Partial<FieldDescribe> = {}) =>
  field(name, 'double', { precision: 18, scale: 2, ...facts })

function longText(name: string): FieldDescribe {
  const no = { filterable: false, sortable: false, groupable: false, aggregatable: false }
  return field(name, 'textarea', { length: 32_000, ...no })
}

function picklist(name: string, values: readonly string[], type: FieldType = 'picklist'): FieldDescribe {
  const picklistValues = values.map((value) => ({ value, label: value, active: true }))
  return field(name, type, { length: 255, picklistValues })
}

function lookup(name: string, relationshipName: string, ...referenceTo: readonly string[]): FieldDescribe {
  const polymorphic = referenceTo.length > 1
  return field(name, 'reference', {
    length: 18,
    relationshipName,
    referenceTo,
    ...(polymorphic ? { polymorphicForeignKey: true, namePointing: true } : {}),
  })
}

const SYSTEM_FIELDS: readonly FieldDescribe[] = [
  field('IsDeleted', 'boolean'),
  field('CreatedDate', 'datetime'),
  lookup('CreatedById', 'CreatedBy', 'User'),
  field('LastModifiedDate', 'datetime'),
  field('SystemModstamp', 'datetime'),
]

function object(name: string, keyPrefix: string, fields: readonly FieldDescribe[]): ObjectDescribe {
  return {
    name,
    label: name,
    keyPrefix,
    queryable: true,
    createable: true,
    updateable: true,
    deletable: true,
    undeletable: true,
    fields: [field('Id', 'id', { length: 18 }), ...fields, ...SYSTEM_FIELDS],
  }
}

// ── The org ────────────────────────────────────────────────────────────────────────────────────────────────────

export const FIXTURE_OBJECTS: readonly ObjectDescribe[] = withChildren([
  object('Account', '001', [
    text('Name', { nillable: false, nameField: true }),
    picklist('Type', ['Customer', 'Vendor']),
    picklist('Industry', ['Energy', 'Retail', 'Banking']),
    lookup('ParentId', 'Parent', 'Account'),
    lookup('OwnerId', 'Owner', 'User'),
    field('AnnualRevenue', 'currency', { precision: 18, scale: 0 }),
    field('NumberOfEmployees', 'int', { digits: 8 }),
    field('Rating__c', 'percent', { precision: 5, scale: 2 }),
    field('Score__c', 'double', { precision: 18, scale: 4, calculated: true }),
    text('ExternalKey__c', { caseSensitive: true, unique: true, externalId: true, length: 40 }),
    picklist('Regions__c', ['North', 'South', 'East'], 'multipicklist'),
    longText('Description'),
    field('Phone', 'phone', { length: 40 }),
    text('BillingCity', { compoundFieldName: 'BillingAddress' }),
    text('BillingCountry', { compoundFieldName: 'BillingAddress' }),
    field('BillingAddress', 'address'),
    field('Founded__c', 'date'),
    field('OpensAt__c', 'time'),
    field('Active__c', 'boolean'),
  ]),
  object('Contact', '003', [
    lookup('AccountId', 'Account', 'Account'),
    text('LastName', { nillable: false }),
    text('FirstName'),
    text('Name', { nameField: true }),
    field('Email', 'email', { length: 80 }),
    field('Birthdate', 'date'),
    lookup('OwnerId', 'Owner', 'User'),
    lookup('ReportsToId', 'ReportsTo', 'Contact'),
    field('DoNotCall', 'boolean'),
  ]),
  object('Opportunity', '006', [
    lookup('AccountId', 'Account', 'Account'),
    text('Name', { nameField: true }),
    picklist('StageName', ['Prospecting', 'Closed Won', 'Closed Lost']),
    field('Amount', 'currency', { precision: 18, scale: 2 }),
    field('Probability', 'percent', { precision: 3, scale: 0 }),
    field('CloseDate', 'date'),
    field('IsClosed', 'boolean'),
    field('IsWon', 'boolean'),
    lookup('OwnerId', 'Owner', 'User'),
  ]),
  object('Task', '00T', [
    text('Subject'),
    picklist('Status', ['Open', 'Completed']),
    field('ActivityDate', 'date'),
    lookup('WhoId', 'Who', 'Contact', 'Lead'),
    lookup('WhatId', 'What', 'Account', 'Opportunity', 'c2g__codaInvoice__c'),
    lookup('OwnerId', 'Owner', 'User', 'Group'),
  ]),
  object('User', '005', [
    text('Name', { nameField: true }),
    text('Username', { nillable: false }),
    field('Email', 'email', { length: 128 }),
    field('IsActive', 'boolean'),
    lookup('ManagerId', 'Manager', 'User'),
  ]),
  object('c2g__codaCompany__c', 'a01', [
    text('Name', { nameField: true }),
    lookup('OwnerId', 'Owner', 'User', 'Group'),
    lookup('c2g__IntercompanyAccount__c', 'c2g__IntercompanyAccount__r', 'Account'),
  ]),
  object('c2g__codaInvoice__c', 'a02', [
    text('Name', { nameField: true, autoNumber: true }),
    lookup('c2g__Account__c', 'c2g__Account__r', 'Account'),
    lookup('c2g__OwnerCompany__c', 'c2g__OwnerCompany__r', 'c2g__codaCompany__c'),
    field('c2g__InvoiceDate__c', 'date'),
    field('c2g__DueDate__c', 'date'),
    picklist('c2g__InvoiceStatus__c', ['In Progress', 'Complete', 'Discarded']),
    money('c2g__InvoiceTotal__c'),
    money('c2g__NetTotal__c'),
    money('c2g__OutstandingValue__c'),
    field('c2g__PrintedTextAllowed__c', 'boolean'),
    longText('c2g__InvoiceDescription__c'),
  ]),
  object('c2g__codaInvoiceLineItem__c', 'a03', [
    text('Name', { nameField: true, autoNumber: true }),
    lookup('c2g__Invoice__c', 'c2g__Invoice__r', 'c2g__codaInvoice__c'),
    field('c2g__LineNumber__c', 'int', { digits: 8 }),
    field('c2g__Quantity__c', 'double', { precision: 18, scale: 6 }),
    field('c2g__UnitPrice__c', 'double', { precision: 18, scale: 9 }),
    money('c2g__NetValue__c'),
  ]),
  object('pse__Region__c', 'a04', [
    text('Name', { nameField: true }),
    lookup('pse__Parent_Region__c', 'pse__Parent_Region__r', 'pse__Region__c'),
    money('pse__Budget__c'),
    money('c2g__Budget__c'),
  ]),
  object('c2g__Budget__c', 'a05', [text('Name', { nameField: true })]),
  object('pse__Budget__c', 'a06', [text('Name', { nameField: true })]),
])

/** The other end of every lookup, as describe tells it. */
function withChildren(objects: readonly ObjectDescribe[]): readonly ObjectDescribe[] {
  return objects.map((parent) => ({
    ...parent,
    childRelationships: objects.flatMap((child) =>
      child.fields
        .filter((one) => one.referenceTo?.includes(parent.name) === true)
        .map((one) => ({
          childSObject: child.name,
          field: one.name,
          relationshipName: childRelationshipName(child.name, one.name),
        })),
    ),
  }))
}

function childRelationshipName(child: string, lookupField: string): string | null {
  if (lookupField === 'AccountId' && child === 'Opportunity') return 'Opportunities'
  if (lookupField === 'AccountId') return `${child}s`
  return lookupField.endsWith('__c') ? `${child.replace(/__c$/, '')}s__r` : null
}
