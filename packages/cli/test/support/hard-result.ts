import {
  BIGINT,
  BOOLEAN,
  type Column,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  JSON_TYPE,
  list,
  type RowBatch,
  TEXT,
  TIMESTAMPTZ,
} from '@certsql/core'
import { RESULT_FORMATS, type ResultFormat } from '../../src/format/result-format.js'
import type { WriterSettings } from '../../src/format/writer-settings.js'

/** A result with every type and text that formats get wrong. */
export const HARD_COLUMNS: readonly Column[] = [
  { name: 'text', type: TEXT },
  { name: 'money', type: decimal(18, 2) },
  { name: 'count', type: INTEGER },
  { name: 'big', type: BIGINT },
  { name: 'ratio', type: DOUBLE },
  { name: 'flag', type: BOOLEAN },
  { name: 'day', type: DATE },
  { name: 'moment', type: TIMESTAMPTZ },
  { name: 'document', type: JSON_TYPE },
  { name: 'tags', type: list(decimal(4, 1)) },
]

const MOMENT = new Date('2025-02-28T13:30:00.250Z')

export const HARD_ROWS: RowBatch['rows'] = [
  [
    'plain',
    '1234.50',
    1,
    9007199254740993n,
    0.1,
    true,
    '2024-02-29',
    MOMENT,
    { a: [1, null, 'x'] },
    ['1.5', '2'],
  ],
  ['say "hi", then;', '-0.10', -7, 5, 1e21, false, '1999-12-31', null, [], []],
  ['two\nlines', '123456789012345678.90', 0, 0, Number.NaN, null, null, null, null, null],
  ['日本語 and José', null, null, null, null, null, null, null, 'text', null],
  ['😀 tab\there', '0', null, null, null, null, null, null, null, null],
  ['', null, null, null, null, null, null, null, null, null],
  [null, null, null, null, null, null, null, null, null, null],
  ['\u001b[31mred\u001b[0m', '1', null, null, null, null, null, null, null, null],
]

export const PLAIN_SETTINGS: WriterSettings = { nullText: '∅', colour: false, plainBorders: false }

/** The text of a result, written in batches of so many rows. */
export async function writeResult(
  format: ResultFormat,
  columns: readonly Column[],
  rows: RowBatch['rows'],
  { settings = PLAIN_SETTINGS, batchSize = 3 }: { settings?: WriterSettings; batchSize?: number } = {},
): Promise<string> {
  const writer = await RESULT_FORMATS[format].createWriter(settings, 'SELECT * FROM c2g__codaInvoice__c')
  let text = writer.begin(columns)
  for (let start = 0; start < rows.length; start += batchSize) {
    text += writer.write(rows.slice(start, start + batchSize))
  }
  return text + writer.end()
}
