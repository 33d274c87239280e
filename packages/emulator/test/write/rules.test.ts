import { ExactNumber } from '@certsql/core'
import type { Org } from '../../src/org/org.js'
import { type Emulator, startEmulator } from '../../src/start-emulator.js'
import { type WriteOperation, type WriteOptions, writeRecords } from '../../src/write/write-records.js'
import { WRITE_SCHEMA } from '../support/write-schema.js'

let emulator: Emulator
let org: Org

beforeEach(async () => {
  emulator = await startEmulator({
    schema: WRITE_SCHEMA,
    asOf: '2025-06-18',
    records: { User: [{ Name: 'Ada', Username: 'ada@example.com' }] },
  })
  org = emulator.org
})
afterEach(() => emulator.close())

function write(
  operation: WriteOperation,
  objectName: string,
  record: Readonly<Record<string, unknown>>,
  options: WriteOptions = {},
) {
  const object = org.object(objectName)
  if (object === undefined) throw new Error(`no object ${objectName}`)
  const [result] = writeRecords(org, operation, object, [record], options)
  if (result === undefined) throw new Error('no result')
  return result
}

function insert(objectName: string, record: Readonly<Record<string, unknown>>): string {
  const result = write('insert', objectName, record)
  if (result.id === undefined) throw new Error(JSON.stringify(result.errors))
  return result.id
}

function stored(id: string): Readonly<Record<string, unknown>> {
  const object = org.objectOfId(id)
  const row = object && org.table(object).row(id)
  if (object === undefined || row === undefined) throw new Error(`no record ${id}`)
  return org.table(object).record(row)
}

/** One value that a field takes, and how it is kept. */
const ACCEPTED: readonly (readonly [string, string, unknown, unknown])[] = [
  ['blanks around a text go', 'Name', '  Acme ', 'Acme'],
  ['a text as long as the field', 'Name', 'x'.repeat(80), 'x'.repeat(80)],
  ['an empty text is nothing', 'Free__c', '', undefined],
  ['a null is nothing', 'Free__c', null, undefined],
  ['a value beside an open list', 'Free__c', 'C', 'C'],
  ['a value of a restricted list', 'Stage__c', 'Old', 'Old'],
  ['several values of a list', 'Tags__c', 'red;green', 'red;green'],
  ['an e-mail address', 'Email__c', "o'neil+x@mail.example.com", "o'neil+x@mail.example.com"],
  ['a number', 'Rate__c', 12.5, 12.5],
  ['a number as a text', 'Rate__c', '12.50', 12.5],
  ['halves are rounded away from zero', 'Rate__c', '1.005', 1.01],
  ['negative halves too', 'Rate__c', -1.005, -1.01],
  ['the largest number', 'Rate__c', 9999.99, 9999.99],
  ['eighteen digits', 'Revenue__c', new ExactNumber('1234567890123456.78'), '1234567890123456.78'],
  ['a whole number', 'Employees__c', 7, 7],
  ['the largest whole number', 'Employees__c', 2_147_483_647, 2_147_483_647],
  ['a switch', 'Active__c', true, true],
  ['a switch as a text', 'Active__c', 'TRUE', true],
  ['a date', 'Since__c', '2024-02-29', '2024-02-29'],
  ['a moment with an offset', 'Seen__c', '2025-01-01T01:00:00+02:00', '2024-12-31T23:00:00.000+0000'],
  ['a moment in UTC', 'Seen__c', '2025-01-01T01:00:00.123Z', '2025-01-01T01:00:00.123+0000'],
  ['a time', 'Opens__c', '09:30:00.000Z', '09:30:00.000Z'],
  ['a field that can be written once', 'Born__c', 'here', 'here'],
  ['an empty reference', 'ParentId', '', undefined],
]

test.each(ACCEPTED)('accepts %s: %s', (_, name, value, kept) => {
  const id = insert('Account', { Name: 'A', [name]: value })
  expect(stored(id)[name]).toEqual(kept)
})

/** One value that a field refuses, and what is said about it. */
const REFUSED: readonly (readonly [string, unknown, string, string | RegExp])[] = [
  ['foo', 1, 'INVALID_FIELD', "No such column 'foo' on sobject of type Account"],
  ['Name', 5, 'JSON_PARSER_ERROR', /^Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 /],
  ['Name', { a: 1 }, 'JSON_PARSER_ERROR', /from START_OBJECT value \{/],
  ['Name', ['a'], 'JSON_PARSER_ERROR', /from START_ARRAY value \[/],
  [
    'Name',
    'x'.repeat(81),
    'STRING_TOO_LONG',
    `Name: data value too large: ${'x'.repeat(81)} (max length=80)`,
  ],
  ['Name', '   ', 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]'],
  [
    'Stage__c',
    'new',
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'Stage__c: bad value for restricted picklist field: new',
  ],
  [
    'Tags__c',
    'red;blue',
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'Tags__c: bad value for restricted picklist field: blue',
  ],
  ['Email__c', 'ada', 'INVALID_EMAIL_ADDRESS', 'Email__c: invalid email address: ada'],
  ['Email__c', 'ada@example', 'INVALID_EMAIL_ADDRESS', 'Email__c: invalid email address: ada@example'],
  [
    'Rate__c',
    10000,
    'NUMBER_OUTSIDE_VALID_RANGE',
    'Rate__c: value outside of valid range on numeric field: 10000',
  ],
  [
    'Rate__c',
    '9999.995',
    'NUMBER_OUTSIDE_VALID_RANGE',
    'Rate__c: value outside of valid range on numeric field: 10000',
  ],
  ['Rate__c', 'many', 'JSON_PARSER_ERROR', /instance of double from VALUE_STRING value many /],
  ['Rate__c', true, 'JSON_PARSER_ERROR', /instance of double from VALUE_TRUE value true /],
  ['Employees__c', 1.5, 'JSON_PARSER_ERROR', /instance of int from VALUE_NUMBER_FLOAT value 1.5 /],
  ['Employees__c', 2_147_483_648, 'NUMBER_OUTSIDE_VALID_RANGE', /outside of valid range/],
  ['Active__c', null, 'INVALID_TYPE_ON_FIELD_IN_RECORD', 'Active__c: value not of required type: '],
  ['Active__c', 'yes', 'JSON_PARSER_ERROR', /instance of boolean from VALUE_STRING value yes /],
  ['Since__c', '2025-02-29', 'JSON_PARSER_ERROR', /instance of date from VALUE_STRING value 2025-02-29 /],
  ['Since__c', '2025-02-01T00:00:00Z', 'JSON_PARSER_ERROR', /instance of date/],
  ['Since__c', 20250201, 'JSON_PARSER_ERROR', /instance of date from VALUE_NUMBER_INT/],
  ['Seen__c', '2025-02-01 10:00:00', 'JSON_PARSER_ERROR', /instance of datetime/],
  ['Seen__c', '2025-02-30T10:00:00Z', 'JSON_PARSER_ERROR', /instance of datetime/],
  ['Seen__c', '2025-02-01T25:00:00Z', 'JSON_PARSER_ERROR', /instance of datetime/],
  ['Opens__c', '24:00:00', 'JSON_PARSER_ERROR', /instance of time/],
  ['ParentId', 'abc', 'MALFORMED_ID', 'ParentId: id value of incorrect type: abc'],
  [
    'ParentId',
    '0055f0000000001AAA',
    'FIELD_INTEGRITY_EXCEPTION',
    'ParentId: id value of incorrect type: 0055f0000000001AAA',
  ],
  ['ParentId', '0015f0000000009AAA', 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
  [
    'Parent',
    { Key__c: 'nobody' },
    'INVALID_FIELD',
    'Foreign key external ID: nobody not found for field Key__c in entity Account',
  ],
  ['Parent', { Key__c: 'a', Loose__c: 'b' }, 'INVALID_FIELD', /exactly one external id/],
  ['Parent', { City: 'a' }, 'INVALID_FIELD', "No such column 'City' on sobject of type Account"],
  ['Parent', 'Acme', 'JSON_PARSER_ERROR', /instance of reference/],
  ['Formula__c', 'x', 'INVALID_FIELD_FOR_INSERT_UPDATE', /^Unable to create\/update fields: Formula__c\. /],
  ['CreatedDate', '2025-01-01T00:00:00Z', 'INVALID_FIELD_FOR_INSERT_UPDATE', /CreatedDate/],
  ['IsDeleted', true, 'INVALID_FIELD_FOR_INSERT_UPDATE', /IsDeleted/],
  ['Id', '0015f0000000001AAA', 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call'],
]

test.each(REFUSED)('refuses %s: %j with %s', (name, value, statusCode, message) => {
  const result = write('insert', 'Account', { Name: 'A', [name]: value })
  expect(result).toMatchObject({ success: false, errors: [{ statusCode }] })
  expect(result.errors[0]?.message).toEqual(
    typeof message === 'string' ? message : expect.stringMatching(message),
  )
  expect(org.records('Account')).toEqual([])
})

test('tells all that is wrong with a record', () => {
  const { errors } = write('insert', 'Account', { Name: 'A', Email__c: 'x', Stage__c: 'y', Rate__c: 1e9 })
  expect(errors.map(({ fields }) => fields)).toEqual([['Email__c'], ['Stage__c'], ['Rate__c']])
})

test('fills in what nobody said', () => {
  const id = insert('Account', { Name: 'A' })
  const user = emulator.org.userId
  const now = '2025-06-18T12:00:00.000+0000'
  expect(stored(id)).toMatchObject({
    OwnerId: user,
    CreatedById: user,
    LastModifiedById: user,
    CreatedDate: now,
    LastModifiedDate: now,
    SystemModstamp: now,
    IsDeleted: false,
    Active__c: false,
    Grade__c: 'Low',
  })
})

test('goes on with automatic numbers, and gives none twice', () => {
  const account = insert('Account', { Name: 'A' })
  org.insert('Line__c', { Name: 'L-0041', Account__c: account })
  expect(stored(insert('Line__c', { Account__c: account })).Name).toBe('L-0042')
  const object = org.object('Line__c')
  if (object === undefined) throw new Error('no lines')
  writeRecords(org, 'insert', object, [{ Account__c: account }, {}], { allOrNone: true })
  expect(stored(insert('Line__c', { Account__c: account })).Name).toBe('L-0044')
})

test('makes names of first and last ones', () => {
  const id = insert('Person__c', { FirstName: 'Ada', LastName: 'Byron' })
  expect(stored(id).Name).toBe('Ada Byron')
  expect(write('update', 'Person__c', { Id: id, LastName: 'Lovelace', FirstName: null }).success).toBe(true)
  expect(stored(id).Name).toBe('Lovelace')
})

describe('unique fields', () => {
  test.each([
    ['Key__c', 'k1', 'K1', false],
    ['Exact__c', 'k1', 'K1', true],
    ['Exact__c', 'k1', 'k1', false],
    ['Number__c', 7, '7', false],
    ['Loose__c', 'a', 'a', true],
  ])('%s: %j and %j together: %s', (name, first, second, isAccepted) => {
    const id = insert('Account', { Name: 'A', [name]: first })
    const result = write('insert', 'Account', { Name: 'B', [name]: second })
    if (isAccepted) return expect(result.success).toBe(true)
    return expect(result.errors).toEqual([
      {
        statusCode: 'DUPLICATE_VALUE',
        message: `duplicate value found: ${name} duplicates value on record with id: ${id.slice(0, 15)}`,
        fields: [],
      },
    ])
  })

  test('a record may keep its own value, and take that of a deleted one', () => {
    const first = insert('Account', { Name: 'A', Key__c: 'k' })
    expect(write('update', 'Account', { Id: first, Key__c: 'K' }).success).toBe(true)
    write('delete', 'Account', { Id: first })
    insert('Account', { Name: 'B', Key__c: 'k' })
    expect(write('undelete', 'Account', { Id: first }).errors[0]?.statusCode).toBe('DUPLICATE_VALUE')
  })
})

describe('updates', () => {
  test.each([
    [{ Name: 'B' }, 'MISSING_ARGUMENT', 'Id not specified in an update call'],
    [{ Id: 'abc', Name: 'B' }, 'MALFORMED_ID', 'Id: id value of incorrect type: abc'],
    [{ Id: '0055f0000000001AAA' }, 'MALFORMED_ID', 'Id: id value of incorrect type: 0055f0000000001AAA'],
    [{ Id: '0015f0000000009AAA' }, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
  ])('%j is refused with %s', (record, statusCode, message) => {
    expect(write('update', 'Account', record).errors).toMatchObject([{ statusCode, message }])
  })

  test('change what is given and nothing else, and clear what is null', () => {
    const id = insert('Account', { Name: 'A', Rate__c: 5, Free__c: 'A' })
    expect(write('update', 'Account', { Id: id.slice(0, 15), Free__c: null, rate__c: 6 })).toEqual({
      id,
      success: true,
      errors: [],
    })
    const record = stored(id)
    expect([record.Name, record.Free__c, record.Rate__c]).toEqual(['A', undefined, 6])
  })

  test.each([
    [{ Name: null }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]'],
    [{ Born__c: 'there' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', /Born__c/],
    [{ OwnerId: null }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [OwnerId]'],
  ])('%j is refused with %s', (changes, statusCode, message) => {
    const id = insert('Account', { Name: 'A', Born__c: 'here' })
    const before = stored(id)
    expect(write('update', 'Account', { Id: id, ...changes }).errors).toMatchObject([
      { statusCode, message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ])
    expect(stored(id)).toEqual(before)
  })

  test('deleted records cannot be changed', () => {
    const id = insert('Account', { Name: 'A' })
    write('delete', 'Account', { Id: id })
    expect(write('update', 'Account', { Id: id, Name: 'B' }).errors).toEqual([
      { statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] },
    ])
  })
})

describe('references by external id', () => {
  test('find the record, in whatever case', () => {
    const parent = insert('Account', { Name: 'P', Key__c: 'p1' })
    const id = insert('Account', { Name: 'C', Parent: { attributes: { type: 'Account' }, Key__c: 'P1' } })
    expect(stored(id).ParentId).toBe(parent)
    expect(write('update', 'Account', { Id: id, Parent: null }).success).toBe(true)
    expect(stored(id).ParentId).toBeUndefined()
  })

  test('must find but one', () => {
    const ids = ['A', 'B'].map((name) => insert('Account', { Name: name, Loose__c: 'x' }))
    expect(write('insert', 'Account', { Name: 'C', Parent: { Loose__c: 'x' } }).errors).toEqual([
      {
        statusCode: 'DUPLICATE_EXTERNAL_ID',
        message: `Loose__c: more than one record found for external id field: [${ids.join(', ')}]`,
        fields: ['Loose__c'],
      },
    ])
  })
})

describe('upserts', () => {
  const byKey = { externalIdField: 'key__c' }

  test('create, then change', () => {
    const first = write('upsert', 'Account', { Name: 'A', Key__c: 'k' }, byKey)
    expect(first).toMatchObject({ success: true, created: true })
    const second = write('upsert', 'Account', { Name: 'B', Key__c: 'K' }, byKey)
    expect(second).toEqual({ id: first.id, success: true, created: false, errors: [] })
    expect(org.records('Account')).toMatchObject([{ Name: 'B', Key__c: 'k' }])
  })

  test('by Id where nothing else is said', () => {
    const first = write('upsert', 'Account', { Name: 'A' })
    expect(first.created).toBe(true)
    expect(write('upsert', 'Account', { Id: first.id, Name: 'B' }).created).toBe(false)
    expect(org.records('Account')).toMatchObject([{ Name: 'B' }])
  })

  test.each([
    [{ Name: 'A' }, byKey, 'MISSING_ARGUMENT'],
    [{ Name: 'A', Rate__c: 1 }, { externalIdField: 'Rate__c' }, 'INVALID_FIELD'],
    [{ Name: 'A', Key__c: 'k' }, { ...byKey, updateOnly: true }, 'NOT_FOUND'],
    [{ Key__c: 'k' }, byKey, 'REQUIRED_FIELD_MISSING'],
  ])('%j with %j is refused with %s', (record, options, statusCode) => {
    expect(write('upsert', 'Account', record, options).errors).toMatchObject([{ statusCode }])
  })

  test('an external id may come but once', () => {
    const object = org.object('Account')
    if (object === undefined) throw new Error('no accounts')
    const records = [
      { Name: 'A', Key__c: 'k' },
      { Name: 'B', Key__c: 'K' },
    ]
    const results = writeRecords(org, 'upsert', object, records, byKey)
    expect(results.map(({ success }) => success)).toEqual([true, false])
    expect(results[1]?.errors[0]?.statusCode).toBe('DUPLICATE_VALUE')
  })
})

describe('deletions', () => {
  test('take details along, empty lookups, and can be taken back', () => {
    const account = insert('Account', { Name: 'A' })
    const other = insert('Account', { Name: 'B' })
    const line = insert('Line__c', { Account__c: account })
    const note = insert('Note__c', { Account__c: account })
    const taken = insert('Note__c', { Account__c: account })
    expect(write('delete', 'Account', { Id: account })).toEqual({ id: account, success: true, errors: [] })
    expect(stored(account).IsDeleted).toBe(true)
    expect(stored(line).IsDeleted).toBe(true)
    expect([stored(note).Account__c, stored(note).IsDeleted]).toEqual([undefined, false])
    expect(write('insert', 'Note__c', { Account__c: account }).errors[0]?.statusCode).toBe(
      'ENTITY_IS_DELETED',
    )
    write('update', 'Note__c', { Id: taken, Account__c: other })
    expect(write('undelete', 'Account', { Id: account }).success).toBe(true)
    expect(stored(line).IsDeleted).toBe(false)
    expect(stored(note).Account__c).toBe(account)
    expect(stored(taken).Account__c).toBe(other)
  })

  test('are refused where a lookup must be filled', () => {
    const account = insert('Account', { Name: 'A' })
    const line = insert('Line__c', { Account__c: account })
    insert('Must__c', { Name: 'M', Account__c: account })
    const result = write('delete', 'Account', { Id: account })
    expect(result.errors).toMatchObject([
      { statusCode: 'DELETE_FAILED', message: expect.stringMatching(/: M/) },
    ])
    // The detail had been deleted already when the trouble came.
    expect([stored(account).IsDeleted, stored(line).IsDeleted]).toEqual([false, false])
  })

  test('a second time say so', () => {
    const id = insert('Account', { Name: 'A' })
    write('delete', 'Account', { Id: id })
    expect(write('delete', 'Account', { Id: id }).errors[0]?.statusCode).toBe('ENTITY_IS_DELETED')
  })

  test('for good leave nothing to find', () => {
    const account = insert('Account', { Name: 'A', Key__c: 'k' })
    insert('Line__c', { Account__c: account })
    expect(write('hardDelete', 'Account', { Id: account })).toEqual({
      id: account,
      success: true,
      errors: [],
    })
    expect([org.records('Account'), org.records('Line__c')]).toEqual([[], []])
    expect(write('undelete', 'Account', { Id: account }).errors[0]?.statusCode).toBe(
      'INVALID_CROSS_REFERENCE_KEY',
    )
    insert('Account', { Name: 'B', Key__c: 'k' })
  })

  test('are not undone after fifteen days, nor without the master, nor where nothing was deleted', () => {
    const account = insert('Account', { Name: 'A' })
    const line = insert('Line__c', { Account__c: account })
    expect(write('undelete', 'Account', { Id: account }).errors[0]?.statusCode).toBe('UNDELETE_FAILED')
    write('delete', 'Account', { Id: account })
    expect(write('undelete', 'Line__c', { Id: line }).errors[0]?.statusCode).toBe('UNDELETE_FAILED')
    const old = org.insert('Account', {
      Name: 'Old',
      IsDeleted: true,
      SystemModstamp: '2025-06-03T11:59:59.000Z',
    })
    expect(write('undelete', 'Account', { Id: old }).errors[0]?.statusCode).toBe('UNDELETE_FAILED')
    const recent = org.insert('Account', {
      Name: 'Recent',
      IsDeleted: true,
      SystemModstamp: '2025-06-03T12:00:01.000Z',
    })
    expect(write('undelete', 'Account', { Id: recent }).success).toBe(true)
  })
})

test.each([
  ['insert', 'create'],
  ['update', 'update'],
  ['delete', 'delete'],
] as const)('objects that cannot be written refuse %s', (operation, word) => {
  const id = org.insert('Fixed__c', { Name: 'F' })
  const record = operation === 'insert' ? { Name: 'x' } : { Id: id, Name: 'x' }
  expect(write(operation, 'Fixed__c', record).errors).toEqual([
    {
      statusCode: 'INVALID_TYPE_FOR_OPERATION',
      message: `entity type Fixed__c does not support ${word}`,
      fields: [],
    },
  ])
})

describe('all or none', () => {
  test('takes everything back, in the tables and in their indexes', () => {
    const object = org.object('Account')
    if (object === undefined) throw new Error('no accounts')
    const kept = insert('Account', { Name: 'Kept', Key__c: 'kept' })
    const before = org.records('Account')
    const records = [
      { Id: kept, Name: 'Changed', Key__c: 'changed' },
      { Id: kept, Name: null },
    ]
    const results = writeRecords(org, 'update', object, records, { allOrNone: true })
    expect(results.map(({ errors }) => errors[0]?.statusCode)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
    ])
    expect(org.records('Account')).toEqual(before)
    writeRecords(org, 'insert', object, [{ Name: 'New', Key__c: 'new' }, {}], { allOrNone: true })
    expect(org.records('Account')).toEqual(before)
    // The keys are free again, and the old one is still taken.
    expect(write('insert', 'Account', { Name: 'X', Key__c: 'new' }).success).toBe(true)
    expect(write('insert', 'Account', { Name: 'X', Key__c: 'changed' }).success).toBe(true)
    expect(write('insert', 'Account', { Name: 'X', Key__c: 'kept' }).success).toBe(false)
  })

  test('otherwise writes what can be written', () => {
    const object = org.object('Account')
    if (object === undefined) throw new Error('no accounts')
    const results = writeRecords(org, 'insert', object, [
      { Name: 'A' },
      {},
      { Name: 'B', foo: 1 },
      { Name: 'C' },
    ])
    expect(results.map(({ success }) => success)).toEqual([true, false, false, true])
    expect(org.records('Account').map(({ Name }) => Name)).toEqual(['A', 'C'])
  })
})
