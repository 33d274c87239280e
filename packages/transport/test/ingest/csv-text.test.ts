import fc from 'fast-check'
import { cellText, csvLine, csvRows, isMistakenForEmpty } from '../../src/ingest/csv-text.js'
import { readRowErrors } from '../../src/ingest/read-row-error.js'

const cell = fc.string({
  unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', '😀', '#'),
  maxLength: 8,
})

test('what is written is what is read', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      expect([...csvRows(rows.map(csvLine).join(''))]).toEqual(rows)
    }),
  )
})

test('reads cells without quotes, any line ends, and a last line without one', () => {
  expect([...csvRows('a,b\r\n"c, ""d""",\n,\r"x"')]).toEqual([['a', 'b'], ['c, "d"', ''], ['', ''], ['x']])
  expect([...csvRows('')]).toEqual([])
  expect([...csvRows('"never ends')]).toEqual([['never ends']])
})

test('nothing, empty, and what looks like it', () => {
  expect([undefined, null, '', 'x', 1.5, false].map(cellText)).toEqual([
    '',
    '#N/A',
    '#N/A',
    'x',
    '1.5',
    'false',
  ])
  expect(['#N/A', ' #n/a ', '#N/A!', null, 5].map(isMistakenForEmpty)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test.each([
  [
    'STRING_TOO_LONG:Name: data value too large: x (max length=80):Name --',
    ['STRING_TOO_LONG', 'Name: data value too large: x (max length=80)', ['Name']],
  ],
  [
    'REQUIRED_FIELD_MISSING:Required fields are missing: [A, B]:A,B--',
    ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [A, B]', ['A', 'B']],
  ],
  ['UNABLE_TO_LOCK_ROW:busy:--', ['UNABLE_TO_LOCK_ROW', 'busy', []]],
  ['DUPLICATE_VALUE:two\nlines:--', ['DUPLICATE_VALUE', 'two\nlines', []]],
  ['LIMIT:no more', ['LIMIT', 'no more', []]],
  ['something else', ['UNKNOWN_EXCEPTION', 'something else', []]],
])('%s', (text, [code, message, fields]) => {
  expect(readRowErrors(text)).toEqual([{ code, message, fields }])
})

test('several errors of one row', () => {
  const text = 'STRING_TOO_LONG:too long: a--b:Name --;INVALID_EMAIL_ADDRESS:no:Email --'
  expect(readRowErrors(text)).toEqual([
    { code: 'STRING_TOO_LONG', message: 'too long: a--b', fields: ['Name'] },
    { code: 'INVALID_EMAIL_ADDRESS', message: 'no', fields: ['Email'] },
  ])
})
