import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { DuckDBInstance } from '@duckdb/node-api'
import { connectTo, startAdversarialOrg } from './support/adversarial-org.js'
import { failureOf } from './support/failure.js'

let org: Emulator
let connection: Connection
let folder: string

beforeAll(async () => {
  org = await startAdversarialOrg()
  connection = await connectTo(org, { AllowLocalFiles: true, Decimals: 'Number' })
})

afterAll(async () => {
  await connection.close()
  await org.close()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-copy-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** Rows of a file as texts, by a DuckDB that knows nothing of us. */
async function readBack(source: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const duckdb = await instance.connect()
  try {
    await duckdb.run("SET TimeZone = 'UTC'")
    return (await duckdb.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM ${source}`)).getRowsJS()
  } finally {
    duckdb.closeSync()
    instance.closeSync()
  }
}

/** All that may go wrong in a file: long numbers, texts that look like NULL or need quotes, the ends of the calendar. */
const HARD = `SELECT * FROM (VALUES
  (1, 12345678901234567890.12, 'plain', DATE '2025-01-31', TIMESTAMPTZ '2025-01-31 10:00:00.25+00', TRUE),
  (2, -0.10, '', DATE '0001-01-01', TIMESTAMPTZ '1900-01-01 00:00:00+00', FALSE),
  (3, 0.00, 'a,"b";' || CHR(10) || 'c', DATE '9999-12-31', TIMESTAMPTZ '2262-04-11 00:00:00+00', NULL),
  (4, NULL, NULL, NULL, NULL, NULL),
  (5, 1.00, ' NULL ', DATE '1899-12-31', TIMESTAMPTZ '2025-03-30 01:30:00+00', TRUE),
  (6, 9.99, '\\N', DATE '1900-03-01', TIMESTAMPTZ '2025-03-30 01:30:00+00', TRUE),
  (7, 9.98, 'é 😀 ' || CHR(9) || '日本', DATE '1900-02-28', TIMESTAMPTZ '2025-03-30 01:30:00+00', TRUE)
) AS hard (n, wide, words, day, moment, flag) ORDER BY n`

const HARD_TEXTS = [
  ['1', '12345678901234567890.12', 'plain', '2025-01-31', '2025-01-31 10:00:00.25+00', 'true'],
  ['2', '-0.10', '', '0001-01-01', '1900-01-01 00:00:00+00', 'false'],
  ['3', '0.00', 'a,"b";\nc', '9999-12-31', '2262-04-11 00:00:00+00', null],
  ['4', null, null, null, null, null],
  ['5', '1.00', ' NULL ', '1899-12-31', '2025-03-30 01:30:00+00', 'true'],
  ['6', '9.99', '\\N', '1900-03-01', '2025-03-30 01:30:00+00', 'true'],
  ['7', '9.98', 'é 😀 \t日本', '1900-02-28', '2025-03-30 01:30:00+00', 'true'],
]

describe('values are exactly those of the query', () => {
  test('in Parquet, with their types', async () => {
    const path = join(folder, 'hard.parquet')
    const result = await connection.query(`COPY (${HARD}) TO '${path}' (COMPRESSION zstd)`)
    expect(result.columns).toEqual([])
    expect(await readBack(`'${path}'`)).toEqual(HARD_TEXTS)
    expect((await readBack(`(DESCRIBE FROM '${path}')`)).map(([name, type]) => [name, type])).toEqual([
      ['n', 'INTEGER'],
      ['wide', 'DECIMAL(22,2)'],
      ['words', 'VARCHAR'],
      ['day', 'DATE'],
      ['moment', 'TIMESTAMP WITH TIME ZONE'],
      ['flag', 'BOOLEAN'],
    ])
  })

  test('in CSV, where NULL and the empty text differ', async () => {
    const path = join(folder, 'hard.csv')
    await connection.query(`COPY (${HARD}) TO '${path}'`)
    const types =
      "{n: 'INTEGER', wide: 'DECIMAL(22,2)', words: 'VARCHAR', day: 'DATE', moment: 'TIMESTAMPTZ', flag: 'BOOLEAN'}"
    expect(
      await readBack(`read_csv('${path}', columns = ${types}, header = true, allow_quoted_nulls = false)`),
    ).toEqual(HARD_TEXTS)
  })

  test('in JSON lines and in one JSON array', async () => {
    const types =
      "{n: 'INTEGER', wide: 'VARCHAR', words: 'VARCHAR', day: 'DATE', moment: 'TIMESTAMPTZ', flag: 'BOOLEAN'}"
    for (const [file, format] of [
      ['hard.ndjson', 'newline_delimited'],
      ['hard.json', 'array'],
    ]) {
      const path = join(folder, `${file}`)
      await connection.query(`COPY (${HARD}) TO '${path}'`)
      const [first, ...rest] = await readBack(
        `read_json('${path}', columns = ${types}, format = '${format}')`,
      )
      expect(rest.map((row) => row[2])).toEqual(HARD_TEXTS.slice(1).map((row) => row[2]))
      expect(first?.slice(3)).toEqual(HARD_TEXTS[0]?.slice(3))
      expect(await readFile(path, 'utf8')).toContain('"wide":12345678901234567890.12,')
    }
  })

  test.each(['csv.gz', 'csv.zst', 'tsv.gz', 'ndjson.zst'])(
    'in files of some megabytes that are compressed: %s',
    async (format) => {
      const path = join(folder, `many.${format}`)
      await connection.query(
        `COPY (SELECT i, REPEAT(MD5(i::TEXT), 4) AS words FROM generate_series(1, 40000) AS t(i)) TO '${path}'`,
      )
      expect(await readBack(`(SELECT COUNT(*), SUM(i), SUM(LENGTH(words)) FROM '${path}')`)).toEqual([
        ['40000', '800020000', '5120000'],
      ])
    },
  )

  test('of sums beyond 64 bits, in Parquet', async () => {
    const path = join(folder, 'sum.parquet')
    await connection.query(
      `COPY (SELECT SUM(n) AS total FROM (VALUES (9223372036854775807), (9223372036854775807)) AS v (n)) TO '${path}'`,
    )
    expect(await readBack(`'${path}'`)).toEqual([['18446744073709551614']])
  })

  test('of whole objects, page by page and over Bulk', async () => {
    const expected = await connection.query('SELECT COUNT(*) AS n FROM Invoice__c')
    for (const useBulk of ['never', 'always']) {
      connection.set('UseBulk', useBulk)
      for (const format of ['csv', 'parquet']) {
        const path = join(folder, `${useBulk}.${format}`)
        await connection.query(`COPY Invoice__c TO '${path}'`)
        expect(await readBack(`(SELECT COUNT(*) FROM '${path}')`)).toEqual([[String(expected.rows[0]?.n)]])
      }
    }
    connection.set('UseBulk', null)
  })
})

describe('options', () => {
  test('say how texts are written', async () => {
    const path = join(folder, 'a.txt')
    await connection.query(
      `COPY (SELECT 1 AS a, NULL AS b, '-' AS c, 'x;y' AS d) TO '${path}' (FORMAT csv, DELIMITER ';', NULL '-', HEADER false)`,
    )
    expect(await readFile(path, 'utf8')).toBe('1;-;"-";"x;y"\r\n')
    await connection.query(`COPY (SELECT 1 AS a, NULL AS b) TO '${path}' (FORMAT tsv, NULL '')`)
    expect(await readFile(path, 'utf8')).toBe('a\tb\n1\t\n')
  })

  test.each([
    [
      "TO 'x.foo'",
      'CERT-4002',
      'The name of the file "x.foo" does not tell its format.',
      "COPY (SELECT 1) TO 'x.foo'",
    ],
    ["TO 'x.csv' (HEADR)", 'CERT-4002', 'COPY … TO as csv has no option HEADR.', 'HEADR'],
    ["TO 'x.csv' (HEADER maybe)", 'CERT-4002', 'The option HEADER is true or false.', 'HEADER maybe'],
    ["TO 'x.csv' (DELIMITER '||')", 'CERT-4002', 'The option DELIMITER is one character.', "DELIMITER '||'"],
    ["TO 'x.csv' (FORMAT parqet)", 'CERT-4002', 'COPY has no format "parqet".', 'FORMAT parqet'],
    ["TO 'x.csv' (HEADER, HEADER)", 'CERT-2008', 'The option HEADER is given twice.', 'HEADER'],
    [
      "TO 'x.parquet' (COMPRESSION zip)",
      'CERT-4002',
      'The option COMPRESSION is one of snappy, zstd, gzip, uncompressed.',
      'COMPRESSION zip',
    ],
    [
      "TO 'x.parquet' (DELIMITER ';')",
      'CERT-4002',
      'COPY … TO as parquet has no option DELIMITER.',
      "DELIMITER ';'",
    ],
    [
      "TO 'x.parquet.gz'",
      'CERT-4002',
      'A file of the format parquet is compressed in itself.',
      "COPY (SELECT 1) TO 'x.parquet.gz'",
    ],
    ["TO ''", 'CERT-8603', 'The file has no name.', "COPY (SELECT 1) TO ''"],
  ])('%s', async (rest, code, message, place) => {
    const sql = `COPY (SELECT 1) ${rest}`
    const error = await failureOf(connection.query(sql))
    expect([error.code, error.message, sql.slice(error.span?.start, error.span?.end)]).toEqual([
      code,
      message,
      place,
    ])
  })
})

describe('the file', () => {
  test('is the old one when the statement fails', async () => {
    for (const format of ['csv', 'parquet', 'xlsx']) {
      const path = join(folder, `old.${format}`)
      await writeFile(path, 'old')
      expect(
        (
          await failureOf(
            connection.query(`COPY (SELECT 1 / column1 FROM (VALUES (1), (0)) AS v) TO '${path}'`),
          )
        ).code,
      ).toBe('CERT-3006')
      expect(await readFile(path, 'utf8')).toBe('old')
    }
    expect((await readdir(folder)).sort()).toEqual(['old.csv', 'old.parquet', 'old.xlsx'])
  })

  test.each(['csv', 'parquet', 'xlsx'])(
    'cannot be made in a folder that is not there: %s',
    async (format) => {
      const requests = org.requests.length
      const error = await failureOf(
        connection.query(`COPY Invoice__c TO '${join(folder, 'none', `a.${format}`)}'`),
      )
      expect(error.code).toBe('CERT-8603')
      expect(error.message).toContain('there is no such file or folder')
      expect(org.requests.slice(requests).filter(({ soql }) => soql !== undefined)).toEqual([])
    },
  )

  test('is out of reach without AllowLocalFiles', async () => {
    const careful = await connectTo(org)
    const path = join(folder, 'a.csv')
    const error = await failureOf(careful.query(`COPY (SELECT 1) TO '${path}'`))
    expect(error.code).toBe('CERT-8603')
    expect(error.hint).toBe('connect with AllowLocalFiles=true')
    expect(await readdir(folder)).toEqual([])
    expect(await careful.explain(`COPY (SELECT Name FROM Customer__c) TO '${path}'`)).toContain(
      'SELECT Name FROM Customer__c',
    )
    await careful.close()
  })
})
