import { type Table, type TableColumn, tableFromDescribe } from '@certsql/catalog'
import type { FieldDescribe, FieldType } from '@certsql/core'
import { CAPABILITY_FOR, FIELD_ABILITIES, type Operation } from '../../src/verdict/field-abilities.js'
import { fieldAbility, type Surroundings } from '../../src/verdict/field-ability.js'

const GRANTED = { filterable: true, sortable: true, groupable: true, aggregatable: true }

function column(type: FieldType, facts: Partial<FieldDescribe> = {}): TableColumn {
  const field: FieldDescribe = {
    name: 'F__c',
    label: 'F',
    type,
    precision: 18,
    scale: 2,
    ...GRANTED,
    ...facts,
  }
  const table: Table = tableFromDescribe({ name: 'T__c', label: 'T', fields: [field] })
  const [only] = table.columns
  if (only === undefined) throw new Error('no column')
  return only
}

const AT_HOME: Surroundings = {
  options: { collation: 'Org', textOrder: 'Auto', timeZone: 'UTC' },
  org: { multiCurrency: false, userLocale: 'en_GB', userTimeZone: 'UTC' },
}

const verdictOf = (
  field: TableColumn,
  operation: Operation,
  surroundings = AT_HOME,
  comparison: 'folded' | 'exact' = 'folded',
) => fieldAbility(field, operation, comparison, surroundings).verdict

describe('the table of abilities', () => {
  const E = 'exact'
  const S = 'superset'
  const N = 'none'
  test.each<[FieldType, Partial<Record<Operation, string>>]>([
    [
      'string',
      {
        '=': E,
        '<>': E,
        '<': N,
        LIKE: E,
        'NOT LIKE': E,
        'IS NULL': E,
        group: S,
        sort: E,
        minMax: E,
        count: E,
        countDistinct: N,
        sum: N,
      },
    ],
    ['textarea', { '=': E, LIKE: E, group: S }],
    ['phone', { '=': E, sort: N, minMax: N, group: S }],
    ['picklist', { '=': E, LIKE: E, group: S, sort: N, minMax: N }],
    ['multipicklist', { '=': S, '<>': N, LIKE: N, INCLUDES: E, EXCLUDES: E, group: N, sort: N, count: N }],
    ['boolean', { '=': E, '<': N, group: E, sort: E, count: N, minMax: N }],
    ['int', { '=': E, '<': E, group: N, sort: E, sum: E, countDistinct: N }],
    ['double', { '=': E, '>=': E, group: N, sort: E, sum: E, minMax: E, countDistinct: N }],
    ['currency', { '=': E, sort: E, sum: E }],
    ['date', { '=': E, '<': E, group: E, period: E, sort: E, minMax: E, countDistinct: E, sum: N }],
    [
      'datetime',
      { '=': S, '>': S, '<=': S, '<>': S, '>=': E, '<': E, group: N, period: E, sort: E, minMax: E },
    ],
    ['time', { '=': N, sort: N, group: N, minMax: N }],
    ['encryptedstring', { '=': N, 'IS NULL': N, group: N, sort: N }],
    ['address', { 'IS NULL': N }],
    ['base64', { 'IS NULL': N }],
  ])('%s', (type, expected) => {
    const field = column(type, type === 'int' ? { digits: 8 } : {})
    for (const [operation, verdict] of Object.entries(expected) as [Operation, string][]) {
      const wanted = type === 'int' && (operation === 'group' || operation === 'countDistinct') ? E : verdict
      expect(`${operation} ${verdictOf(field, operation)}`).toBe(`${operation} ${wanted}`)
    }
  })

  test.each<FieldType>(['id', 'reference'])('%s compares exactly on both sides', (type) => {
    expect(verdictOf(column(type), '=', AT_HOME, 'exact')).toBe('exact')
    expect(verdictOf(column(type), '=', AT_HOME, 'folded')).toBe('none')
    expect(verdictOf(column(type), '<', AT_HOME, 'exact')).toBe('none')
    expect(verdictOf(column(type), 'sort', AT_HOME, 'exact')).toBe('none')
    expect(verdictOf(column(type), 'group', AT_HOME, 'exact')).toBe('exact')
  })

  test('what describe does not grant is not granted, whatever the type', () => {
    const locked = { filterable: false, sortable: false, groupable: false, aggregatable: false }
    for (const type of Object.keys(FIELD_ABILITIES) as FieldType[])
      for (const operation of Object.keys(FIELD_ABILITIES[type]) as Operation[])
        if (CAPABILITY_FOR[operation] !== undefined)
          expect(verdictOf(column(type, locked), operation)).toBe('none')
  })

  test('a type of a later day is left alone', () => {
    expect(verdictOf(column('hologram' as FieldType), '=')).toBe('none')
  })
})

describe('circumstances', () => {
  const locale = (userLocale: string): Surroundings => ({ ...AT_HOME, org: { ...AT_HOME.org, userLocale } })
  const severalCurrencies: Surroundings = { ...AT_HOME, org: { ...AT_HOME.org, multiCurrency: true } }

  test('text compared exactly is a superset where it is positive, and none where it is negative', () => {
    expect(verdictOf(column('string'), '=', AT_HOME, 'exact')).toBe('superset')
    expect(verdictOf(column('string'), '<>', AT_HOME, 'exact')).toBe('none')
    expect(verdictOf(column('string'), 'group', AT_HOME, 'exact')).toBe('none')
    expect(verdictOf(column('string'), 'sort', AT_HOME, 'exact')).toBe('none')
  })

  test('a case-sensitive field loses rows to a comparison without case, and its groups are not known', () => {
    const key = column('string', { caseSensitive: true })
    expect(verdictOf(key, '=', AT_HOME, 'exact')).toBe('exact')
    expect(verdictOf(key, '=', AT_HOME, 'folded')).toBe('none')
    expect(verdictOf(key, 'group', AT_HOME, 'exact')).toBe('none')
  })

  test.each([
    ['en', 'exact'],
    ['en_US', 'exact'],
    ['en-GB', 'exact'],
    ['', 'none'],
    ['de_DE', 'none'],
    ['eno', 'none'],
  ])('the order of text for the locale "%s" is %s', (name, verdict) => {
    expect(verdictOf(column('string'), 'sort', locale(name))).toBe(verdict)
    expect(verdictOf(column('string'), 'minMax', locale(name))).toBe(verdict)
  })

  test('currencies of several kinds are converted by the org', () => {
    for (const operation of ['sum', 'minMax', 'sort', 'count', 'group'] as const) {
      expect(verdictOf(column('currency'), operation, severalCurrencies)).toBe('none')
      expect(verdictOf(column('double', { precision: 10 }), operation, severalCurrencies)).toBe('exact')
    }
    expect(verdictOf(column('currency'), '=', severalCurrencies)).toBe('exact')
  })

  test('formulas: numbers are not added, dates not cut, texts may be empty', () => {
    const formula = { calculated: true }
    expect(verdictOf(column('double', formula), 'sum')).toBe('none')
    expect(verdictOf(column('date', formula), 'period')).toBe('none')
    expect(verdictOf(column('string', formula), 'IS NULL')).toBe('superset')
    expect(verdictOf(column('string', formula), 'IS NOT NULL')).toBe('none')
    expect(verdictOf(column('string', formula), '=')).toBe('exact')
  })

  test('numbers of up to 15 digits can be told apart', () => {
    expect(verdictOf(column('double', { precision: 15 }), 'countDistinct')).toBe('exact')
    expect(verdictOf(column('double', { precision: 16 }), 'countDistinct')).toBe('none')
  })
})
