import type { LoadRow } from '@certsql/engine'
import type { FileReading } from '@certsql/planner'
import { type CsvRecord, csvRecords, EndlessCell } from './csv-records.js'
import { decodeFile, encodingOf } from './decode-file.js'
import { unreadable } from './read-error.js'
import { type RowSource, rowOfWidth } from './row-source.js'

/** CSV as in RFC 4180, with any delimiter; empty cells are NULL, quoted or not, as the org keeps no empty texts. */
export async function openCsv(path: string, reading: FileReading): Promise<RowSource> {
  const encoding = await encodingOf(path, reading.encoding)
  const records = () => readRecords(path, encoding, reading)
  const names = await firstRow(path, encoding, reading)
  return {
    header: reading.header ? names.map((cell) => cell?.trim() ?? '') : undefined,
    rows: () => rowsOf(records(), names.length, reading.header),
  }
}

/** The cells of the first row; the names of the columns, where the file has a header. */
export async function firstRow(
  path: string,
  encoding: string,
  style: Pick<FileReading, 'delimiter' | 'nullText'>,
): Promise<readonly (string | null)[]> {
  for await (const [first] of readRecords(path, encoding, style)) {
    if (first?.kind === 'problem') throw unreadable(path, `its first line ${first.message}`)
    if (first !== undefined) return first.cells
  }
  throw unreadable(path, 'it is empty')
}

async function* rowsOf(
  records: AsyncIterable<readonly CsvRecord[]>,
  width: number,
  header: boolean,
): AsyncGenerator<readonly LoadRow[]> {
  let skips = header
  for await (const batch of records) {
    if (batch.length === 0) continue
    yield (skips ? batch.slice(1) : batch).map((record) => rowOf(record, width))
    skips = false
  }
}

function rowOf(record: CsvRecord, width: number): LoadRow {
  if (record.kind === 'cells') return rowOfWidth(record.cells, width)
  const { message, text } = record
  return { kind: 'problem', message, values: [...new Array<null>(width).fill(null), text] }
}

async function* readRecords(
  path: string,
  encoding: string,
  { delimiter, nullText }: Pick<FileReading, 'delimiter' | 'nullText'>,
): AsyncGenerator<readonly CsvRecord[]> {
  try {
    yield* csvRecords(decodeFile(path, encoding), delimiter, nullText)
  } catch (error) {
    if (!(error instanceof EndlessCell)) throw error
    throw unreadable(path, `the record that begins in line ${error.line} does not end`, {
      hint: 'most often a quote is not closed',
      cause: error,
    })
  }
}
