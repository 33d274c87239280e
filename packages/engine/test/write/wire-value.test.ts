import type { TableColumn } from '@certsql/catalog'
import { DOUBLE, ExactNumber, type FieldDescribe, type FieldType, TEXT } from '@certsql/core'
import fc from 'fast-check'
import { wireValue } from '../../src/write/wire-value.js'

const CONTEXT = { timeZone: 'Europe/London', now: new Date('2025-06-30T12:00:00Z') }

function column(fieldType: FieldType, more: Partial<FieldDescribe> = {}): TableColumn {
  return {
    name: 'f',
    label: 'f',
    type: fieldType === 'double' ? DOUBLE : TEXT,
    fieldType,
    field: { name: 'f', label: 'f', type: fieldType, ...more },
    capabilities: { filterable: true, sortable: true, groupable: true, aggregatable: true },
    nullable: true,
    inStar: true,
  }
}

test('moments without a zone are of the session', () => {
  expect(wireValue('2025-06-30 10:00', column('datetime'), CONTEXT)).toEqual({
    kind: 'value',
    value: '2025-06-30T09:00:00.000Z',
  })
  expect(wireValue('2025-06-30', column('datetime'), CONTEXT)).toEqual({
    kind: 'value',
    value: '2025-06-29T23:00:00.000Z',
  })
  expect(wireValue(new Date(0), column('datetime'), CONTEXT)).toEqual({
    kind: 'value',
    value: '1970-01-01T00:00:00.000Z',
  })
})

test('numbers keep all their digits', () => {
  const amount = column('double', { precision: 18, scale: 2 })
  const wire = wireValue('1234567890123456.78', amount, CONTEXT)
  expect(wire).toEqual({ kind: 'value', value: new ExactNumber('1234567890123456.78') })
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 18n) + 1n, 10n ** 18n - 1n), (cents) => {
      const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
      const text = `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
      const sent = wireValue(text, amount, CONTEXT)
      if (sent.kind === 'problem') throw new Error(sent.message)
      const lexeme = sent.value instanceof ExactNumber ? sent.value.lexeme : String(sent.value)
      const [whole = '', fraction = ''] = lexeme.replace('-', '').split('.')
      const back = BigInt(`${whole}${fraction.padEnd(2, '0')}`) * (lexeme.startsWith('-') ? -1n : 1n)
      expect(back).toBe(cents)
    }),
  )
})

test('what is taken of a text fits the field, whatever the text', () => {
  const name = column('string', { length: 10 })
  fc.assert(
    fc.property(fc.string({ maxLength: 30, unit: 'binary' }), (text) => {
      const wire = wireValue(text, name, CONTEXT)
      const fits = text.trim().length <= 10
      expect(wire).toEqual(
        fits
          ? { kind: 'value', value: text === '' ? null : text }
          : expect.objectContaining({ kind: 'problem' }),
      )
    }),
  )
})

test('a field whose type nobody knows takes texts as they are', () => {
  expect(wireValue('x', column('anyType'), CONTEXT)).toEqual({ kind: 'value', value: 'x' })
})
