import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  ExactNumber,
  ID,
  INTEGER,
  JSON_TYPE,
  type JsonRecordValue,
  type SqlType,
  TEXT,
  TIME,
  TIMESTAMPTZ,
} from '@certsql/core'
import { columnDecoder } from '../../src/decode/column-decoder.js'
import { decimalOutput } from '../../src/decode/decimal-output.js'
import { Notices } from '../../src/notice.js'

function decode(type: SqlType, value: JsonRecordValue, decimals: 'Number' | 'String' = 'Number'): unknown {
  const column = { name: 'v', type, path: ['v'], compound: false }
  return columnDecoder(column, decimalOutput(decimals, new Notices()))({ v: value })
}

test.each<[SqlType, JsonRecordValue, unknown]>([
  [TEXT, 'x', 'x'],
  [TEXT, 5, '5'],
  [TEXT, true, 'true'],
  [TEXT, null, null],
  [ID, '001000000000001AAA', '001000000000001AAA'],
  [BOOLEAN, true, true],
  [INTEGER, 5, 5],
  [BIGINT, new ExactNumber('9007199254740993'), 9007199254740993n],
  [BIGINT, new ExactNumber('1000000000000000.0'), 1e15],
  [DOUBLE, new ExactNumber('0.30000000000000004'), 0.30000000000000004],
  [DOUBLE, 1e7, 1e7],
  [decimal(18, 2), 12.5, 12.5],
  [decimal(18, 2), new ExactNumber('1234567890123456.78'), 1234567890123456.8],
  [DATE, '2025-01-31', '2025-01-31'],
  [TIME, '10:30:00.000Z', '10:30:00.000'],
  [TIMESTAMPTZ, '2026-01-31T10:00:00.000+0000', new Date('2026-01-31T10:00:00Z')],
  [JSON_TYPE, { a: new ExactNumber('1.5') }, { a: 1.5 }],
])('%j of %j', (type, value, expected) => {
  expect(decode(type, value)).toEqual(expected)
})

test('decimals as digits', () => {
  expect(decode(decimal(18, 2), 1e7, 'String')).toBe('10000000.00')
  expect(decode(decimal(18, 0), 12, 'String')).toBe('12')
})

test.each<[SqlType, JsonRecordValue]>([
  [BOOLEAN, 1],
  [INTEGER, '1'],
  [decimal(18, 2), 'x'],
  [DATE, 20250131],
  [TIMESTAMPTZ, 'now'],
])('%j refuses %j', (type, value) => {
  expect(() => decode(type, value)).toThrow(/^The org sent .* for "v", which is no /)
})

describe('a path', () => {
  const decoder = (path: readonly string[]) =>
    columnDecoder({ name: 'v', type: TEXT, path, compound: false }, decimalOutput('Number', new Notices()))
  const record = {
    Name: 'Ann',
    Account: { attributes: { type: 'Account' }, Name: 'Acme', Owner: { Name: 'Olga', Manager: null } },
    Parent: null,
  }

  test.each([
    [['Name'], 'Ann'],
    [['Account', 'Name'], 'Acme'],
    [['Account', 'Owner', 'Name'], 'Olga'],
    [['Account', 'Owner', 'Manager', 'Name'], null],
    [['Parent', 'Name'], null],
    [['Parent', 'Owner', 'Name'], null],
    [['Missing', 'Name'], null],
    [['Missing'], null],
  ])('%j', (path, expected) => {
    expect(decoder(path)(record)).toBe(expected)
  })
})

test('a compound reads as JSON', () => {
  const column = { name: 'v', type: JSON_TYPE, path: ['Account', 'Address'], compound: true }
  const decoder = columnDecoder(column, decimalOutput('Number', new Notices()))
  expect(decoder({ Account: { Address: { city: 'Bonn', geocodeAccuracy: null } } })).toEqual({
    city: 'Bonn',
    geocodeAccuracy: null,
  })
})
