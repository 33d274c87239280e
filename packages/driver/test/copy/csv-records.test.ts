import { type CsvRecord, csvRecords, EndlessCell } from '../../src/copy/read/csv-records.js'

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += length) yield text.slice(start, start + length)
}

async function read(text: string, { delimiter = ',', nullText = '', length = 1_000_000 } = {}) {
  const records: (readonly (string | null)[] | string)[] = []
  for await (const batch of csvRecords(inPieces(text, length), delimiter, nullText))
    records.push(...batch.map(shown))
  return records
}

function shown(record: CsvRecord) {
  return record.kind === 'cells' ? record.cells : `${record.message}: ${record.text}`
}

const HARD = 'a,b\r\n"x ""y"", z",\n\n"two\nlines",é😀\rlast,"end"'
const CELLS = [
  ['a', 'b'],
  ['x "y", z', null],
  ['two\nlines', 'é😀'],
  ['last', 'end'],
]

test('quotes, line ends of three kinds, empty cells and lines', async () => {
  expect(await read(HARD)).toEqual(CELLS)
  expect(await read(`${HARD}\r\n`)).toEqual(CELLS)
})

test('wherever the text is cut into pieces', async () => {
  for (let length = 1; length <= HARD.length; length++) expect(await read(HARD, { length })).toEqual(CELLS)
})

test('NULL as a word counts without quotes only', async () => {
  expect(await read('NULL;"NULL";\n', { delimiter: ';', nullText: 'NULL' })).toEqual([[null, 'NULL', '']])
})

test('a record that is none does not spoil the next one', async () => {
  for (const length of [1, 7, 1000]) {
    expect(await read('a,b\n"x" y,b\nc"d,e\nf,"g" \nh,i', { length })).toEqual([
      ['a', 'b'],
      'has something behind a closing quote: "x" y,b',
      'has a quote inside of a cell that is not quoted: c"d,e',
      'has something behind a closing quote: f,"g"',
      ['h', 'i'],
    ])
  }
})

test('a quote that is never closed tells where its record begins', async () => {
  const error: unknown = await read('a,b\n"x\ny",1\nc,"d\ne\nf').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(EndlessCell)
  expect((error as EndlessCell).line).toBe(4)
})

test('a delimiter at the end is one more cell', async () => {
  for (const length of [1, 1000]) {
    expect(await read('a,\nb,', { length })).toEqual([
      ['a', null],
      ['b', null],
    ])
  }
})

test('nothing at all', async () => {
  expect(await read('')).toEqual([])
  expect(await read('\n\r\n')).toEqual([])
})
