import { type FieldDescribe, type FieldType, formatSqlType } from '@certsql/core'
import { sqlTypeOfField } from '../src/index.js'
import { field } from './support/describes.js'

const TYPES: readonly (readonly [FieldType, Partial<FieldDescribe>, string])[] = [
  ['id', {}, 'ID'],
  ['reference', {}, 'ID'],
  ['string', { length: 80 }, 'TEXT'],
  ['textarea', { length: 32000 }, 'TEXT'],
  ['picklist', {}, 'TEXT'],
  ['multipicklist', {}, 'TEXT'],
  ['combobox', {}, 'TEXT'],
  ['email', {}, 'TEXT'],
  ['phone', {}, 'TEXT'],
  ['url', {}, 'TEXT'],
  ['encryptedstring', {}, 'TEXT'],
  ['base64', {}, 'TEXT'],
  ['anyType', {}, 'TEXT'],
  ['datacategorygroupreference', {}, 'TEXT'],
  ['masterrecord', {}, 'TEXT'],
  ['boolean', {}, 'BOOLEAN'],
  ['int', { digits: 8, precision: 0 }, 'INTEGER'],
  ['long', {}, 'BIGINT'],
  ['double', { precision: 18, scale: 6 }, 'DECIMAL(18,6)'],
  ['double', { precision: 18 }, 'DECIMAL(18,0)'],
  ['currency', { precision: 18, scale: 2 }, 'DECIMAL(18,2)'],
  ['percent', { precision: 5, scale: 2 }, 'DECIMAL(5,2)'],
  ['double', { precision: 18, scale: 2, calculated: true }, 'DOUBLE'],
  ['currency', { precision: 18, scale: 2, calculated: true }, 'DOUBLE'],
  ['percent', { precision: 18, scale: 2, calculated: true }, 'DOUBLE'],
  ['double', {}, 'DOUBLE'],
  ['double', { precision: 39, scale: 2 }, 'DOUBLE'],
  ['double', { precision: 2, scale: 4 }, 'DOUBLE'],
  ['date', {}, 'DATE'],
  ['datetime', {}, 'TIMESTAMPTZ'],
  ['time', {}, 'TIME'],
  ['address', {}, 'JSON'],
  ['location', {}, 'JSON'],
  ['complexvalue', {}, 'JSON'],
  ['json', {}, 'JSON'],
]

test.each(TYPES)('%s %j is %s', (fieldType, facts, expected) => {
  expect(formatSqlType(sqlTypeOfField(field('F__c', fieldType, facts)))).toBe(expected)
})

test('a calculated text, boolean or date keeps its type', () => {
  const types = (['string', 'boolean', 'date'] as const).map((type) =>
    formatSqlType(sqlTypeOfField(field('F__c', type, { calculated: true }))),
  )
  expect(types).toEqual(['TEXT', 'BOOLEAN', 'DATE'])
})

test('text compares without case, unless describe calls the field case-sensitive', () => {
  expect(sqlTypeOfField(field('F__c', 'string'))).toEqual({ kind: 'text', comparison: 'folded' })
  expect(sqlTypeOfField(field('F__c', 'string', { caseSensitive: true }))).toEqual({
    kind: 'text',
    comparison: 'exact',
  })
})

test('a type that we have never heard of reads as text', () => {
  const future = { ...field('F__c', 'string'), type: 'hologram' as FieldType }
  expect(formatSqlType(sqlTypeOfField(future))).toBe('TEXT')
  expect(formatSqlType(sqlTypeOfField({ ...future, type: 'constructor' as FieldType }))).toBe('TEXT')
})
