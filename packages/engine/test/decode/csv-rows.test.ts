import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvHeader, csvRows } from '../../src/decode/csv-rows.js'

function rowsOf(text: string | Buffer): readonly (readonly string[])[] {
  return [...csvRows(Buffer.from(text as string))].flat()
}

test.each([
  ['', []],
  ['"Id"\n', [['Id']]],
  ['"Id"', [['Id']]],
  [
    '\uFEFF"Id","Name"\n"1","Acme"\n',
    [
      ['Id', 'Name'],
      ['1', 'Acme'],
    ],
  ],
  [
    '"a","b"\r\n"1","2"\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\n1,\n,2\n',
    [
      ['a', 'b'],
      ['1', ''],
      ['', '2'],
    ],
  ],
  // A null in a file of one column may be an empty line.
  ['"a"\n\n""\n"x"\n', [['a'], [''], [''], ['x']]],
  ['"a"\n"say ""hi"""\n""""\n"two\nlines"\n"c,d"\n', [['a'], ['say "hi"'], ['"'], ['two\nlines'], ['c,d']]],
  ['"a"\n"株式会社 😀 é"\n', [['a'], ['株式会社 😀 é']]],
  [
    '"a","b"\n"1",',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
])('%j', (text, rows) => {
  expect(rowsOf(text)).toEqual(rows)
})

test.each([
  ['"a"\n"x', 'a quote is not closed'],
  ['"a"\n"x"y\n', 'something stands behind a closing quote'],
  ['a\nx"y\n', 'a quote stands inside of a cell'],
  ['"a","b"\n"1"\n', 'a line has 1 cells and the first one 2'],
  ['"a"\n"1","2"\n', 'a line has 2 cells and the first one 1'],
  ['"a"\n"x"\r"y"\n', 'something stands behind a closing quote'],
])('%j is no CSV', (text, why) => {
  expect(() => rowsOf(text)).toThrow(`The org sent a Bulk result that is no CSV: ${why}.`)
})

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', 'é', '😀', '') }),
)

test('files of any cells are read as csv-parse reads them', () => {
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
    )
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = rows
        .map((cells) => `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}${end}`)
        .join('')
      const read = rowsOf(text)
      expect(read).toEqual(rows)
      const options = { skip_empty_lines: false, record_delimiter: end }
      expect(read).toEqual(parse(Buffer.from(text), options))
      expect(csvHeader(Buffer.from(text))).toEqual(rows[0])
    }),
    { numRuns: 300 },
  )
})

test('large files come in batches', () => {
  const line = `"${'x'.repeat(1000)}"\n`
  const batches = [...csvRows(Buffer.from(line.repeat(1000)))]
  expect(batches.length).toBeGreaterThan(2)
  expect(batches.flat()).toHaveLength(1000)
})
