import {
  BIGINT,
  BOOLEAN,
  CsvWriter,
  DATE,
  DOUBLE,
  decimal,
  ID,
  INTEGER,
  type SqlType,
  TEXT,
  TIMESTAMPTZ,
} from '@certsql/core'
import type { RemoteQuery, ScanColumn } from '@certsql/planner'
import fc from 'fast-check'
import { columnDecoder } from '../../src/decode/column-decoder.js'
import { csvCopier } from '../../src/decode/csv-copy.js'
import { csvRecords } from '../../src/decode/csv-records.js'
import { decimalOutput } from '../../src/decode/decimal-output.js'
import { Notices } from '../../src/notice.js'
import { remoteQuery, scanColumn, scanPlan } from '../support/plans.js'

const TYPES: Readonly<Record<string, SqlType>> = {
  Id: ID,
  Text: TEXT,
  Money: decimal(18, 2),
  Whole: decimal(9, 0),
  Count: INTEGER,
  Big: BIGINT,
  Ratio: DOUBLE,
  Flag: BOOLEAN,
  Day: DATE,
  Moment: TIMESTAMPTZ,
}

/** Behind each other in the file, and in another order in the answer. */
const NAMES = Object.keys(TYPES)
const OUTPUTS = [9, 0, 2, 1, 3, 4, 5, 6, 7, 8, 1]

function remoteQueryOf(columns: readonly ScanColumn[], outputs: readonly number[]): RemoteQuery {
  const shown = outputs.flatMap((index) => columns[index] ?? [])
  return { ...remoteQuery(scanPlan('Item', columns)), columns: shown, outputs }
}

const PLAN = remoteQueryOf(
  NAMES.map((name) => scanColumn(name, TYPES[name] ?? TEXT)),
  OUTPUTS,
)

/** The long way: records, values, and the writer of CSV. */
function written(csv: Buffer, { scan, outputs, columns }: RemoteQuery): string {
  const decimals = decimalOutput('String', new Notices())
  const decoders = outputs.map((index) => columnDecoder(scan.columns[index] as ScanColumn, decimals))
  const writer = new CsvWriter({ header: false, delimiter: ',', nullText: '' })
  let text = writer.begin(columns)
  for (const records of csvRecords(csv, scan.columns)) {
    text += writer.write(records.map((record) => decoders.map((decode) => decode(record))))
  }
  return text
}

function copied(csv: Buffer, plan: RemoteQuery): string {
  const copier = csvCopier(plan)
  if (copier === undefined) throw new Error('The plan is none that is copied.')
  return Buffer.concat([...copier(csv)]).toString()
}

const HARD_TEXTS = [
  ...[
    '',
    'plain',
    'a,b',
    'say "hi"',
    '"',
    '""',
    'two\nlines',
    'cr\rlf\r\n',
    ' lead',
    'trail ',
    '\u00a0',
    '\u3000x',
  ],
  ...['日本語', 'José', '😀', '\ttab', '\u0001', 'NULL', '\\N', '#', "'", 'x'.repeat(100), '\ufeffx', 'é"\n'],
]
const HARD_NUMBERS = [
  ...[
    '',
    '0',
    '-0',
    '0.0',
    '-0.00',
    '1',
    '-1',
    '12.5',
    '12.50',
    '12.500',
    '0.5',
    '-0.5',
    '1234567890123456.78',
  ],
  ...[
    '1.5E7',
    '1.25E-1',
    '1e21',
    '007',
    '1.',
    '.5',
    '+5',
    '100.10',
    '123456789012',
    '999999999999999',
    '0.005',
  ],
]
const WHOLE_NUMBERS = ['', '0', '-7', '5', '9007199254740993', '2147483647', '1.0E7', '5.0', '+5', '007']

const row = fc.tuple(
  fc.constantFrom('001000000000001AAA', ''),
  fc.oneof(fc.constantFrom(...HARD_TEXTS), fc.string({ unit: 'grapheme', maxLength: 12 })),
  fc.oneof(fc.constantFrom(...HARD_NUMBERS), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
  fc.constantFrom(...HARD_NUMBERS),
  fc.constantFrom(...WHOLE_NUMBERS),
  fc.constantFrom(...WHOLE_NUMBERS),
  fc.oneof(fc.constantFrom(...HARD_NUMBERS), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
  fc.constantFrom('true', 'false', ''),
  fc.constantFrom('2024-02-29', ''),
  fc.constantFrom('2025-02-28T13:30:00.250Z', '2025-02-28T13:30:00.000+0000', '2025-02-28T13:30:00Z', ''),
)

function pageOf(rows: readonly (readonly string[])[], quotesAll: boolean): Buffer {
  const cell = (text: string) =>
    quotesAll || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return Buffer.from([NAMES, ...rows].map((cells) => `${cells.map(cell).join(',')}\n`).join(''))
}

test('writes the cells of a page as the writer of CSV does', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.boolean(), (rows, quotesAll) => {
      const csv = pageOf(rows, quotesAll)
      expect(copied(csv, PLAN)).toBe(written(csv, PLAN))
    }),
    { numRuns: 500 },
  )
})

test('writes pages of many pieces', () => {
  const texts = Array.from({ length: 30_000 }, (_, index) => `${'é'.repeat(index % 90)} ${index}, "x"`)
  const rows = texts.map((text, index) => ['001', text, `${index}.5`, '', '', '', '', 'true', '', ''])
  const csv = pageOf(rows, true)
  expect(copied(csv, PLAN)).toBe(written(csv, PLAN))
})

test.each([
  ['a parent in the recycle bin', { deletedFlags: [['Account', 'IsDeleted']] }],
  ['a compound field', { compound: true }],
  ['the mark of a table without columns', { path: [''] }],
  ['a time of day', { type: { kind: 'time' } as const }],
])('leaves %s to the decoder', (_, change) => {
  const column: ScanColumn = { ...scanColumn('Name', TEXT), ...change }
  expect(csvCopier(remoteQueryOf([column], [0]))).toBeUndefined()
})

test.each([
  ['"a', 'a quote is not closed'],
  ['"a"', 'too few cells'],
  ['"a","b","c"', 'too many cells'],
])('refuses the line %s', (line, why) => {
  const columns = ['A', 'B'].map((name) => scanColumn(name, TEXT))
  const csv = Buffer.from(`"A","B"\n${line}\n`)
  expect(() => copied(csv, remoteQueryOf(columns, [0]))).toThrow(why)
})
