import { recordId } from './record-id.js'

/** A field of a record; 18-digit numbers are texts of digits. */
export type RecordValue = string | number | boolean | null
export type OrgRecord = Readonly<Record<string, RecordValue>>

/** Texts that have broken somebody's SQL before: twins of case, accents, quotes, wildcards, blanks, other scripts. */
export const NASTY_TEXTS: readonly (string | null)[] = [
  'acme',
  'ACME',
  'Acme',
  'acmé',
  'ACMÉ',
  "O'Brien",
  "''",
  'back\\slash',
  '\\',
  '100%',
  '100',
  '_under_',
  'under',
  'a"b',
  'line\nbreak',
  'tab\there',
  'Müller & Söhne',
  'MÜLLER & SÖHNE',
  'Straße',
  '株式会社',
  'Ωmega',
  'ωMEGA',
  '😀 smile',
  'NULL',
  'null',
  'TRUE',
  '0',
  '-1',
  '2025-01-31',
  'zebra',
  'Zebra',
  '[x]',
  '{y}',
  'Éclair',
  'eclair',
  '~tilde',
  'a',
  'A',
  'b',
  null,
  null,
  null,
]

const DAYS: readonly (string | null)[] = [
  '2024-02-29',
  '2023-02-28',
  '2025-01-01',
  '2024-12-31',
  '2025-03-31',
  '2025-06-30',
  '1900-01-01',
  '1970-01-01',
  '2038-01-19',
  null,
]

/** Around midnight, the change of the clocks, and the turn of the year. */
const MOMENTS: readonly (string | null)[] = [
  '2025-01-01T00:00:00.000Z',
  '2024-12-31T23:59:59.000Z',
  '2025-03-09T06:59:59.000Z',
  '2025-03-09T07:00:00.000Z',
  '2025-03-30T00:59:59.000Z',
  '2025-03-30T01:00:00.000Z',
  '2025-10-26T00:30:00.000Z',
  '2024-02-29T12:00:00.000Z',
  '1999-12-31T23:30:00.000Z',
  null,
]

const AMOUNTS: readonly (string | number | null)[] = [
  0,
  0.01,
  -0.01,
  0.1,
  0.2,
  0.3,
  -1234.56,
  99999.99,
  '1234567890123456.78',
  '-9999999999999999.99',
  1,
  -1,
  100,
  null,
]

const STATUSES: readonly (string | null)[] = ['Prospect', 'Active', 'closed', 'On Hold', null]

/** Every n-th of a list, going round: combinations without chance. */
function pick<T>(list: readonly T[], index: number): T {
  const value = list[index % list.length]
  if (value === undefined) throw new RangeError('an empty list has nothing to pick')
  return value
}

export function adversarialRecords(): Readonly<Record<string, readonly OrgRecord[]>> {
  return {
    Region__c: regions(),
    Customer__c: customers(),
    Invoice__c: invoices(),
    Line__c: lines(),
    Activity__c: activities(),
    Empty__c: [],
    Single__c: [{ Id: recordId('a16', 1), Name: 'only', Value__c: 1.5, Text__c: null }],
    Page__c: pages('a17', 2000),
    PagePlus__c: pages('a18', 2001),
  }
}

/** Four levels, two roots, codes that differ in case alone. */
function regions(): OrgRecord[] {
  const rows: readonly (readonly [string, string, number | null])[] = [
    ['World', 'w', null],
    ['Europe', 'W', 1],
    ['Germany', 'de', 2],
    ['GERMANY', 'DE', 2],
    ['Bavaria', 'by', 3],
    ['Lonely', 'lo', null],
  ]
  return rows.map(([name, code, parent], index) => ({
    Id: recordId('a10', index + 1),
    Name: name,
    Code__c: code,
    Parent__c: parent === null ? null : recordId('a10', parent),
    Target__c: pick(AMOUNTS, index),
  }))
}

const CUSTOMERS = 84

/** The Kelvin sign and the dotted capital have small letters whose capitals are others. */
const CASE_TWINS: Readonly<Record<number, string>> = { 11: 'Kiwi', 12: '\u212aiwi', 13: 'KİWI', 14: 'kiwis' }

function customers(): OrgRecord[] {
  return Array.from({ length: CUSTOMERS }, (_, index) => ({
    Id: recordId('a11', index + 1),
    // The last ones are in the recycle bin, and invoices still point to them.
    IsDeleted: index >= CUSTOMERS - 4,
    Name: pick(NASTY_TEXTS, index) ?? `customer ${index}`,
    Text__c: pick(NASTY_TEXTS, index),
    Other__c: CASE_TWINS[index] ?? pick(NASTY_TEXTS, index * 5 + 3),
    Note__c: index % 3 === 0 ? null : `A long note ${index} with "quotes", commas, and\nlines`,
    Email__c: index % 4 === 0 ? null : `person${index % 7}@Example.com`,
    Status__c: pick(STATUSES, index),
    Tags__c: pick(['red', 'red;green', 'green;blue', 'blue', null], index),
    Active__c: index % 3 === 0,
    Credit__c: pick(AMOUNTS, index * 3),
    Rate__c: pick([0.000001, 1.5, -2.25, 1234.567891, null], index),
    Count__c: pick([0, 1, 2, -5, 2147483, null], index),
    Share__c: pick([0, 12.5, 100, 33.33, null], index),
    Revenue__c: pick([0, 10.5, -3.25, 1000000, null], index),
    Score__c: pick([1.25, 0, -7.5, null], index),
    Rating__c: pick(['Hot', 'hot', 'Cold', null], index),
    Day__c: pick(DAYS, index),
    Moment__c: pick(MOMENTS, index * 7),
    Clock__c: pick(['00:00:00.000Z', '13:30:00.000Z', '23:59:59.000Z', null], index),
    Region__c: index % 5 === 4 ? null : recordId('a10', (index % 6) + 1),
  }))
}

const INVOICES = 230

function invoices(): OrgRecord[] {
  return Array.from({ length: INVOICES }, (_, index) => ({
    Id: recordId('a12', index + 1),
    IsDeleted: index % 41 === 40,
    Name: `INV-${String(index + 1).padStart(5, '0')}`,
    Customer__c: index % 9 === 8 ? null : recordId('a11', ((index * 7) % CUSTOMERS) + 1),
    ShipTo__c: index % 2 === 0 ? null : recordId('a11', ((index * 3) % CUSTOMERS) + 1),
    Status__c: pick(['Draft', 'Complete', 'Complete', 'Discarded', null], index),
    Total__c: pick(AMOUNTS, index),
    Tax__c: index % 6 === 0 ? null : (index % 100) / 4,
    Date__c: pick(DAYS, index * 3),
    Due__c: pick(MOMENTS, index),
    Posted__c: index % 2 === 0,
    Memo__c: pick(NASTY_TEXTS, index * 11),
  }))
}

function lines(): OrgRecord[] {
  return Array.from({ length: 600 }, (_, index) => ({
    Id: recordId('a13', index + 1),
    Name: `LINE-${index + 1}`,
    Invoice__c: recordId('a12', ((index * 13) % INVOICES) + 1),
    Product__c: pick(['Widget', 'widget', 'Gadget', 'Gizmo', null], index),
    Quantity__c: pick([1, 2.5, 0.001, -3, null], index * 2),
    Price__c: pick([9.99, 0.05, 100, 19.95, null], index * 3),
  }))
}

function activities(): OrgRecord[] {
  return Array.from({ length: 60 }, (_, index) => ({
    Id: recordId('a14', index + 1),
    Name: `activity ${index}`,
    What__c: pick([recordId('a11', (index % 20) + 1), recordId('a12', (index % 30) + 1), null], index),
    Subject__c: pick(['Call', 'call', 'Email', null], index),
    Day__c: pick(DAYS, index),
  }))
}

/** As many rows as fit on a page of the API, and one more. */
function pages(keyPrefix: string, count: number): OrgRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    Id: recordId(keyPrefix, index + 1),
    Name: `row ${index}`,
    Value__c: index % 17 === 0 ? null : (index % 997) / 100,
    Key__c: index % 50 === 0 ? null : `key ${index}`,
    Flag__c: index % 2 === 0,
    // Nearly as many values as records; those around zero are on both sides of a sign.
    Rank__c: index % 400 === 399 ? null : ((index * 7) % count) - 1000,
    Day__c: pick(DAYS, index),
  }))
}
