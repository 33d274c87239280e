import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import {
  type ColumnDelimiter,
  type CsvFormat,
  csvLine,
  DELIMITERS,
  LINE_ENDINGS,
  type LineEnding,
} from '../../src/bulk/csv-format.js'
import { CsvProblem, CsvReader } from '../../src/bulk/csv-reader.js'

const LF: CsvFormat = { columnDelimiter: 'COMMA', lineEnding: 'LF' }

function readAll(text: string, format: CsvFormat = LF): readonly (readonly string[])[] {
  const reader = new CsvReader(text, format)
  const lines: (readonly string[])[] = []
  for (let line = reader.next(); line !== undefined; line = reader.next()) lines.push(line)
  return lines
}

describe('reading CSV', () => {
  test.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '"a","b"\n"1","2"\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\n"say ""hi"", you\nthere"\n', [['a'], ['say "hi", you\nthere']]],
    [
      'a,b\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    [
      'a,b\n"",""\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    ['a\n\n\nx\n', [['a'], ['x']]],
    ['\uFEFFa\nx\n', [['a'], ['x']]],
    [
      'a,b\n x , y \n',
      [
        ['a', 'b'],
        [' x ', ' y '],
      ],
    ],
    ['a,b,\n', [['a', 'b', '']]],
    ['', []],
  ])('%j', (text, lines) => {
    expect(readAll(text)).toEqual(lines)
  })

  test.each([
    ['a\n"open\n', 'A quoted value does not end'],
    ['a,b\n"x" ,y\n', 'After a quoted value'],
    ['a,b\n"x"y,z\n', 'After a quoted value'],
    ['a,b\n "x",y\n', 'A quote stands in the middle'],
    ['a\nx"y\n', 'A quote stands in the middle'],
    ['a\r\nx\r\n', 'Current LineEnding setting is LF'],
    ['a\rx\r', 'Current LineEnding setting is LF'],
  ])('%j is refused', (text, message) => {
    expect(() => readAll(text)).toThrow(message)
  })

  test('LF is no ending where the job says CRLF', () => {
    expect(() => readAll('a\nx\n', { ...LF, lineEnding: 'CRLF' })).toThrow(
      'Current LineEnding setting is CRLF',
    )
    expect(readAll('"a\nb"\r\n"x"\r\n', { ...LF, lineEnding: 'CRLF' })).toEqual([['a\nb'], ['x']])
  })

  test('a line that cannot be read stays unread', () => {
    const reader = new CsvReader('a\nx\n"open', LF)
    expect([reader.next(), reader.next()]).toEqual([['a'], ['x']])
    expect(() => reader.next()).toThrow(CsvProblem)
    expect(reader.rest).toBe('"open')
  })
})

const formats = fc.record({
  columnDelimiter: fc.constantFrom(...(Object.keys(DELIMITERS) as ColumnDelimiter[])),
  lineEnding: fc.constantFrom(...(Object.keys(LINE_ENDINGS) as LineEnding[])),
})
const cells = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', ',', '`', '^', '|', ';', '\t', '\r', '\n', 'a', ' ', 'ß', '🙂') }),
)
const tables = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  )

describe('for any table', () => {
  test('what is written is read', () => {
    fc.assert(
      fc.property(tables, formats, (table, format) => {
        const text = table.map((line) => csvLine(line, format)).join('')
        expect(readAll(text, format)).toEqual(table)
      }),
      { numRuns: 300 },
    )
  })

  test('another reader agrees', () => {
    fc.assert(
      fc.property(tables, formats, (table, format) => {
        const text = table.map((line) => csvLine(line, format)).join('')
        const options = {
          delimiter: DELIMITERS[format.columnDelimiter],
          record_delimiter: LINE_ENDINGS[format.lineEnding],
        }
        expect(parse(text, options)).toEqual(table)
      }),
      { numRuns: 200 },
    )
  })

  test('any text is read or refused, and the reading ends', () => {
    fc.assert(
      fc.property(cells, formats, (text, format) => {
        try {
          readAll(text, format)
        } catch (error) {
          expect(error).toBeInstanceOf(CsvProblem)
        }
      }),
      { numRuns: 500 },
    )
  })
})
