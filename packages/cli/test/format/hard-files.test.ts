import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Column,
  isNumeric,
  type SqlType,
  type SqlValue,
  TEXT,
  uniqueNames,
  valueText,
} from '@certsql/core'
import { connect } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { DuckDBInstance } from '@duckdb/node-api'
import {
  bool,
  type DataType,
  dateDay,
  decimal,
  float64,
  int32,
  int64,
  tableFromIPC,
  time,
  timestamp,
  utf8,
} from '@uwdata/flechette'
import { type CellValue, readSheet, type SheetData } from 'read-excel-file/node'
import { urlOf } from '../support/certsql-process.js'
import { runHere } from '../support/command.js'
import { HARD_QUERY, startHardOrg } from '../support/hard-org.js'
import { zipParts } from '../support/zip-parts.js'

const GOLDEN = join(import.meta.dirname, '../testdata/hard')

let org: Emulator
let folder: string
/** What the query gives to a program. */
let columns: readonly Column[]
let rows: readonly (readonly SqlValue[])[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-hard-'))
  org = await startHardOrg()
  const connection = await connect(urlOf(org), { Decimals: 'String' })
  const stream = connection.stream(HARD_QUERY)
  columns = (await stream.columns()).map((column, index, all) => ({
    ...column,
    name: uniqueNames(all.map(({ name }) => name))[index] ?? '',
  }))
  const batches = []
  for await (const batch of stream.batches()) batches.push(...batch.rows)
  rows = batches
  await connection.close()
})
afterAll(async () => {
  await org.close()
  await rm(folder, { recursive: true })
})

/** By the command that people use, in pages of so many rows. */
async function written(name: string, pageSize = 2_000): Promise<Buffer> {
  const path = join(folder, name)
  const page = ['-p', `PageSize=${pageSize}`]
  const words = name.endsWith('.arrow')
    ? ['export', HARD_QUERY, '--to', path, '--no-manifest', ...page]
    : ['-c', HARD_QUERY, '--output', path, ...page]
  const format = name.startsWith('vertical') ? ['--format', 'vertical'] : []
  expect(await runHere([...words, ...format, urlOf(org)])).toMatchObject({ exitCode: 0, stdout: '' })
  return await readFile(path)
}

/** Deflate differs between versions of Node, and what is inside does not. */
function comparable(name: string, bytes: Buffer): Buffer {
  if (!name.endsWith('.xlsx')) return bytes
  return Buffer.from([...zipParts(bytes)].map(([part, text]) => `==> ${part} <==\n${text}\n`).join(''))
}

/** One result with every type in every format, byte for byte. `UPDATE_GOLDEN=1` writes the files anew: look at them. */
describe('the bytes of', () => {
  test.each([
    'table.txt',
    'vertical.txt',
    'hard.csv',
    'hard.tsv',
    'hard.json',
    'hard.ndjson',
    'hard.md',
    'hard.html',
    'hard.sql',
    'hard.parquet',
    'hard.xlsx',
    'hard.arrow',
  ])('%s are what they were', async (name) => {
    const bytes = comparable(name, await written(name))
    const golden = join(GOLDEN, name.replace('.xlsx', '.xlsx.parts'))
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(golden, bytes)
    expect(bytes.equals(await readFile(golden))).toBe(true)
  })

  test.each(['hard.xlsx', 'hard.arrow', 'hard.parquet'])('%s are the same the next time', async (name) => {
    expect((await written(name)).equals(await written(name, 200))).toBe(true)
  })
})

/** Values as DuckDB prints them. */
function expectedTexts(type = (column: Column): SqlType => column.type): (string | null)[][] {
  return rows.map((row) => row.map((value, index) => duckDbText(value, type(columns[index] as Column))))
}

function duckDbText(value: SqlValue, type: SqlType): string | null {
  if (value === null) return null
  const text = valueText(value, type)
  switch (type.kind) {
    case 'timestamptz':
      return text.replace('T', ' ').replace(/(?:\.000)?Z$/, '+00')
    case 'time':
      return text.replace(/\.?0+$/, '').replace(/^(\d\d):(\d\d)$/, '$1:$2:00')
    case 'double':
      return text.replace(/e([+-])(\d)$/, 'e$10$2')
    default:
      return text
  }
}

async function inDuckDb(sql: string): Promise<(string | null)[][]> {
  const instance = await DuckDBInstance.create(':memory:')
  const duckdb = await instance.connect()
  try {
    await duckdb.run("SET TimeZone = 'UTC'")
    return (await duckdb.runAndReadAll(sql)).getRowsJS() as (string | null)[][]
  } finally {
    duckdb.closeSync()
    instance.closeSync()
  }
}

const DUCKDB_TYPES: Partial<Record<SqlType['kind'], string>> = {
  null: 'INTEGER',
  boolean: 'BOOLEAN',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMP WITH TIME ZONE',
}

function duckDbType({ type }: Column): string {
  if (type.kind === 'decimal') return `DECIMAL(${type.precision},${type.scale})`
  return DUCKDB_TYPES[type.kind] ?? 'VARCHAR'
}

describe('DuckDB reads', () => {
  test('Parquet with the same types and values', async () => {
    await written('hard.parquet')
    const path = join(folder, 'hard.parquet')
    const types = await inDuckDb(`SELECT column_name, column_type FROM (DESCRIBE FROM '${path}')`)
    expect(types).toEqual(
      columns.map((column) => [column.name, column.type.kind === 'json' ? 'JSON' : duckDbType(column)]),
    )
    const found = await inDuckDb(`SELECT COLUMNS(*)::VARCHAR FROM '${path}'`)
    // JSON is there as it was written in the org: with its spaces, and a text in its quotes.
    const parsed = found.map((row) =>
      row.map((text, index) => {
        const type = columns[index]?.type
        return text !== null && type?.kind === 'json' ? valueText(JSON.parse(text), type) : text
      }),
    )
    expect(parsed).toEqual(expectedTexts())
  })

  test.each(['hard.csv', 'hard.csv.gz', 'hard.csv.zst'])('%s with the same values', async (name) => {
    await written(name)
    const types = columns.map((column) => `'${column.name}': '${duckDbType(column)}'`)
    const source = `read_csv('${join(folder, name)}', columns = {${types}}, header = true, allow_quoted_nulls = false)`
    expect(await inDuckDb(`SELECT COLUMNS(*)::VARCHAR FROM ${source}`)).toEqual(expectedTexts())
  })

  test.each(['hard.ndjson', 'hard.json', 'hard.json.zst'])('%s with the same values', async (name) => {
    await written(name)
    // It makes doubles of all numbers: those with more digits are looked at as text, in the golden file.
    const isExact = ({ type }: Column) => !isNumeric(type) || type.kind === 'integer'
    const types = columns.map((column) => `'${column.name}': '${duckDbType(column)}'`)
    const source = `read_json('${join(folder, name)}', columns = {${types}}, format = 'auto')`
    const kept = (texts: (string | null)[][]) =>
      texts.map((row) => row.filter((_, index) => isExact(columns[index] as Column)))
    expect(kept(await inDuckDb(`SELECT COLUMNS(*)::VARCHAR FROM ${source}`))).toEqual(kept(expectedTexts()))
  })
})

test('a reader of Arrow finds the same types and values', async () => {
  const table = tableFromIPC(await written('hard.arrow'), {
    useBigInt: true,
    useBigIntTimestamp: true,
    useDecimalInt: true,
  })
  expect(table.schema.fields.map(({ name, type }) => [name, type])).toEqual(
    columns.map(({ name, type }) => [name, arrowType(type)]),
  )
  const found = columns.map(({ type }, index) =>
    Array.from(table.getChildAt(index), (value: unknown) => (value === null ? null : arrowText(value, type))),
  )
  expect(rows.map((_, row) => found.map((values) => values[row]))).toEqual(expectedTexts())
})

function arrowType(type: SqlType): DataType {
  switch (type.kind) {
    case 'null':
    case 'boolean':
      return bool()
    case 'integer':
      return int32()
    case 'bigint':
      return int64()
    case 'double':
      return float64()
    case 'decimal':
      return decimal(type.precision, type.scale, 128)
    case 'date':
      return dateDay()
    case 'time':
      return time(2)
    case 'timestamp':
      return timestamp(2)
    case 'timestamptz':
      return timestamp(1, 'UTC')
    default:
      return utf8()
  }
}

/** What flechette finds, as DuckDB prints it. */
function arrowText(value: unknown, type: SqlType): string | null {
  switch (type.kind) {
    case 'decimal': {
      const digits = String(value)
        .replace('-', '')
        .padStart(type.scale + 1, '0')
      const sign = String(value).startsWith('-') ? '-' : ''
      return `${sign}${digits.slice(0, -type.scale)}.${digits.slice(-type.scale)}`
    }
    case 'date':
      return isoDay(Number(value))
    case 'time':
      return duckDbText(new Date(Number(value) / 1000).toISOString().slice(11, 23), type)
    case 'timestamp':
      return new Date(Number(value) / 1000)
        .toISOString()
        .replace('T', ' ')
        .replace(/(?:\.000)?Z$/, '')
    case 'timestamptz':
      return duckDbText(new Date(Number(value)), type)
    case 'double':
      return duckDbText(Number(value), type)
    default:
      return String(value)
  }
}

/** `10000-01-01`, where JavaScript says `+010000-01-01`. */
function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().split('T')[0]?.replace(/^\+0*/, '') ?? ''
}

describe('a reader of workbooks finds', () => {
  let sheet: SheetData
  beforeAll(async () => {
    await written('hard.xlsx')
    sheet = await readSheet(join(folder, 'hard.xlsx'), { trim: false })
  })

  test('the names of the columns, and the same values', () => {
    const [header, ...cells] = sheet
    expect(header).toEqual(columns.map(({ name }) => name))
    const found = cells.map((row) => row.map((value, index) => cellText(value, columns[index]?.type)))
    expect(found).toEqual(rows.map((row) => row.map((value, index) => cellText(value, columns[index]?.type))))
  })

  test('numbers, dates and booleans as such, as far as a cell can hold them, and all texts as texts', () => {
    const kinds = columns.map(({ name, type }, index) => {
      const values = sheet.slice(1).flatMap((row) => row[index] ?? [])
      return [name, type.kind, [...new Set(values.map(kindOf))].sort()]
    })
    expect(kinds).toEqual([
      ['Id', 'id', ['string']],
      ['Name', 'text', ['string']],
      ['words', 'text', ['string']],
      ['note', 'text', ['string']],
      // More digits than a cell holds, which would round them.
      ['money', 'decimal', ['number', 'string']],
      ['rate', 'decimal', ['number', 'string']],
      ['share', 'decimal', ['number']],
      ['whole', 'integer', ['number']],
      ['big', 'bigint', ['number', 'string']],
      ['score', 'double', ['number']],
      ['flag', 'boolean', ['boolean']],
      ['maybe', 'boolean', ['boolean']],
      // Days before March 1900, which workbooks do not agree on.
      ['day', 'date', ['date', 'string']],
      ['moment', 'timestamptz', ['date', 'string']],
      ['local', 'timestamp', ['date', 'string']],
      ['clock', 'time', ['date']],
      ['status', 'text', ['string']],
      ['tags', 'text', ['string']],
      ['wide', 'decimal', ['number', 'string']],
      ['far', 'date', ['date', 'string']],
      ['document', 'json', ['string']],
      ['empty', 'text', ['string']],
      ['nothing', 'null', []],
      ['Name_2', 'text', ['string']],
    ])
  })
})

function kindOf(value: unknown): string {
  return value instanceof Date ? 'date' : typeof value
}

/** Both sides as texts. The reader cuts the last thousandth of a second off, where the fraction of a day is a rounded one. */
function cellText(value: SqlValue | CellValue, type: SqlType = TEXT): string | null {
  // This reader does not tell the empty text from no text.
  if (value === null || value === '') return null
  // The first day of a workbook stands for no day at all.
  if (value instanceof Date && type.kind === 'time') return value.toISOString().slice(11, 19)
  if (value instanceof Date)
    return toSecond(value)
      .toISOString()
      .slice(0, type.kind === 'date' ? 10 : 19)
  if (type.kind === 'time') return String(value).slice(0, 8)
  const text = duckDbText(value as SqlValue, type) ?? ''
  if (type.kind === 'timestamp' || type.kind === 'timestamptz') return text.replace(' ', 'T').slice(0, 19)
  return text
}

function toSecond(date: Date): Date {
  return new Date(Math.floor((date.getTime() + 1) / 1000) * 1000)
}
