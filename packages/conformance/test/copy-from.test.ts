import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Connection } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { connectTo, startAdversarialOrg } from './support/adversarial-org.js'
import { failureOf } from './support/failure.js'

let org: Emulator
let connection: Connection
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-copy-from-'))
  org = await startAdversarialOrg()
  connection = await connectTo(org, { AllowLocalFiles: true, BulkPollInterval: 1 })
})

afterEach(async () => {
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

/** A file of the test's folder with these contents; gives its path. */
async function fileOf(name: string, contents: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, contents)
  return path
}

interface Answered {
  readonly totalSize: number
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

/** What the org holds, by its REST API and not by ours. */
async function held(soql: string): Promise<Answered> {
  const { url, credentials } = org
  const answer = await fetch(`${url}/services/data/v64.0/query?q=${encodeURIComponent(soql)}`, {
    headers: { Authorization: `Bearer ${credentials.accessToken}` },
  })
  return (await answer.json()) as Answered
}

async function customers(names: string): Promise<readonly (readonly unknown[])[]> {
  const { records } = await held(
    `SELECT Name, Text__c, Credit__c, Day__c, Moment__c, Active__c FROM Customer__c WHERE Name LIKE '${names}' ORDER BY Name`,
  )
  return records.map(({ attributes: _, ...fields }) => Object.values(fields))
}

async function refusal(sql: string) {
  const error = await failureOf(connection.query(sql))
  return { code: error.code, message: error.message, details: error.details, hint: error.hint, error }
}

const EXPECTED = [
  [
    'new 1',
    'plain, "quoted"\nand broken',
    1234567890123.45,
    '2025-01-31',
    '2025-01-31T10:00:00.000+0000',
    true,
  ],
  ['new 2', null, null, null, null, false],
  ['new 3', 'é 😀', -0.1, '1999-12-31', '2024-02-29T23:59:59.999+0000', true],
]

describe('the formats', () => {
  test('csv, with a mark in front, CR LF and columns in any order and case', async () => {
    const path = await fileOf(
      'a.csv',
      '\ufeffday__c,NAME,Text__c,Credit__c,Moment__c,Active__c\r\n' +
        '2025-01-31,new 1,"plain, ""quoted""\nand broken",1234567890123.45,2025-01-31 10:00:00,true\r\n' +
        ',new 2,,,,false\r\n' +
        '1999-12-31,new 3,é 😀,-0.1,2024-02-29T23:59:59.999Z,TRUE\r\n',
    )
    const result = await connection.query(`COPY Customer__c FROM '${path}'`)
    expect([result.rowCount, result.rows, result.notices]).toEqual([3, [], []])
    expect(await customers('new _')).toEqual(EXPECTED)
  })

  test.each([
    'csv',
    'tsv',
    'json',
    'ndjson',
    'parquet',
    'xlsx',
    'csv.gz',
    'tsv.zst',
    'json.gz',
    'ndjson.zst',
  ])('%s, as COPY … TO writes it', async (format) => {
    await connection.query(
      `CREATE TEMP TABLE rows AS SELECT * FROM (VALUES
         ('new 1', 'plain, "quoted"' || CHR(10) || 'and broken', 1234567890123.45, DATE '2025-01-31', TIMESTAMPTZ '2025-01-31 10:00:00+00', TRUE),
         ('new 2', NULL, NULL, NULL, NULL, FALSE),
         ('new 3', 'é 😀', -0.10, DATE '1999-12-31', TIMESTAMPTZ '2024-02-29 23:59:59.999+00', TRUE)
       ) AS v (Name, Text__c, Credit__c, Day__c, Moment__c, Active__c)`,
    )
    const path = join(folder, `rows.${format}`)
    expect((await connection.query(`COPY rows TO '${path}'`)).rowCount).toBe(3)
    expect((await connection.query(`COPY Customer__c FROM '${path}'`)).rowCount).toBe(3)
    expect(await customers('new _')).toEqual(EXPECTED)
  })

  test('csv in other words: delimiter, NULL, decimal comma, dates, encoding, names', async () => {
    const path = await fileOf(
      'german.csv',
      Buffer.from(
        'Kunde;Text;Kredit;Tag;Zeit;Aktiv;Bemerkung\nnew Müller;"-";1.234,50;31.01.2025;31.01.2025 11:30;ja;x\n',
        'latin1',
      ),
    )
    const mapping = JSON.stringify({
      Kunde: 'Name',
      Text: 'Text__c',
      Kredit: 'Credit__c',
      Tag: 'Day__c',
      Aktiv: null,
      Zeit: null,
      Bemerkung: null,
    })
    await connection.query(
      `COPY Customer__c FROM '${path}' (DELIMITER ';', NULL '-', DECIMAL ',', DATEFORMAT 'DD.MM.YYYY', ENCODING 'windows-1252', MAPPING '${mapping}')`,
    )
    expect(await customers('new %')).toEqual([['new Müller', '-', 1234.5, '2025-01-31', null, false]])
  })

  test('csv without a header, by the order of the columns', async () => {
    const path = await fileOf('a.txt', 'new 1,x\nnew 2,y\n')
    await connection.query(`COPY Customer__c (Name, Text__c) FROM '${path}' (FORMAT csv, HEADER false)`)
    expect((await customers('new _')).map((row) => row.slice(0, 2))).toEqual([
      ['new 1', 'x'],
      ['new 2', 'y'],
    ])
  })

  test('json objects with members that come and go, lookups by external id, and long numbers', async () => {
    const path = await fileOf(
      'a.json',
      `[{"Name":"new 1","Region__r":{"Code__c":"${await regionCode()}"}},\n {"Name":"new 2","Credit__c":9876543210123456.78}]`,
    )
    await connection.query(`COPY Customer__c FROM '${path}'`)
    const { records } = await held(
      "SELECT Name, Region__r.Code__c, Credit__c FROM Customer__c WHERE Name LIKE 'new _' ORDER BY Name",
    )
    expect(records[0]).toMatchObject({ Region__r: { Code__c: await regionCode() }, Credit__c: null })
    expect(records[1]?.Region__r).toBeNull()
    expect(await connection.query("SELECT Credit__c FROM Customer__c WHERE Name = 'new 2'")).toMatchObject({
      rows: [{ Credit__c: '9876543210123456.78' }],
    })
  })

  test('a column list takes some of the columns of a file', async () => {
    const path = await fileOf('a.csv', 'Name,Whatever,Text__c\nnew 1,a,b\n')
    await connection.query(`COPY Customer__c (Text__c, Name) FROM '${path}'`)
    expect((await customers('new _')).map((row) => row.slice(0, 2))).toEqual([['new 1', 'b']])
  })
})

async function regionCode(): Promise<string> {
  const { records } = await held(
    "SELECT Code__c FROM Region__c WHERE Code__c != null AND Code__c != '' LIMIT 1",
  )
  return String(records[0]?.Code__c)
}

describe('what is done with the rows', () => {
  test('UPDATE and DELETE find records by their Id', async () => {
    const path = await fileOf('new.csv', 'Name,Text__c\nnew 1,a\nnew 2,b\nnew 3,c\n')
    await connection.query(`COPY Customer__c FROM '${path}'`)
    const update = join(folder, 'update.csv')
    await connection.query(
      `COPY (SELECT Id, NULL AS Text__c FROM Customer__c WHERE Name IN ('new 1', 'new 2')) TO '${update}'`,
    )
    expect((await connection.query(`COPY Customer__c FROM '${update}' (UPDATE)`)).rowCount).toBe(2)
    expect((await customers('new _')).map((row) => row.slice(0, 2))).toEqual([
      ['new 1', null],
      ['new 2', null],
      ['new 3', 'c'],
    ])
    await connection.query(`COPY Customer__c FROM '${update}' (DELETE)`)
    expect((await customers('new _')).map(([name]) => name)).toEqual(['new 3'])
  })

  test('UPSERT finds them by an external id', async () => {
    const code = await regionCode()
    const path = await fileOf('regions.csv', `Code__c,Target__c\n${code},77\nbrand-new-code,78\n`)
    expect((await connection.query(`COPY Region__c FROM '${path}' (UPSERT Code__c)`)).rowCount).toBe(2)
    const { records } = await held(
      'SELECT Code__c, Target__c FROM Region__c WHERE Target__c IN (77, 78) ORDER BY Target__c',
    )
    expect(records.map((record) => record.Code__c)).toEqual([code, 'brand-new-code'])
  })

  test('DryRun checks, and sends nothing', async () => {
    const path = await fileOf('a.csv', `Name,Credit__c\nnew 1,1\nnew 2,abc\n`)
    connection.set('DryRun', true)
    expect((await refusal(`COPY Customer__c FROM '${path}'`)).code).toBe('CERT-8004')
    const result = await connection.query(`COPY Customer__c FROM '${path}' (ON_ERROR skip)`)
    expect(result.notices.map(({ message }) => message)).toEqual(['DryRun: 1 of 2 rows would be sent.'])
    expect(result.rows).toMatchObject([{ row: 2, status: 'refused' }])
    expect(await customers('new _')).toEqual([])
  })
})

describe('rows that cannot be written', () => {
  const BAD = [
    'Name,Credit__c,Status__c,Text__c',
    'new 1,1.5,Active,',
    'new 2,abc,Active,',
    'new 3,1,Active,x,too much',
    `new 4,1,Active,${'x'.repeat(300)}`,
    'new 5,1.005,Active,"quoted" badly',
    'new 6,1,Active,fine',
    'new 7',
    '',
  ].join('\n')

  test('are told together, before anything is sent', async () => {
    const path = await fileOf('bad.csv', BAD)
    const { code, message, details } = await refusal(`COPY Customer__c FROM '${path}'`)
    expect([code, message]).toEqual(['CERT-8004', '5 values cannot be written.'])
    expect(details).toEqual([
      "row 2, Credit__c: 'abc' is no number",
      'row 3: has 5 fields, and the file has 4 columns',
      expect.stringMatching(/^row 4, Text__c: 'xxx.*' has 300 characters, and the field takes 255/),
      'row 5: has something behind a closing quote',
      'row 7: has one field, and the file has 4 columns',
    ])
    expect(await customers('new _')).toEqual([])
  })

  test('are skipped where that is asked, and told of', async () => {
    const path = await fileOf('bad.csv', BAD)
    const result = await connection.query(`COPY Customer__c FROM '${path}' (ON_ERROR skip)`)
    expect(result.rowCount).toBe(2)
    expect(result.rows.map(({ row, status, code }) => [row, status, code])).toEqual(
      [2, 3, 4, 5, 7].map((row) => [row, 'refused', 'CERT-8004']),
    )
    expect((await customers('new _')).map(([name]) => name)).toEqual(['new 1', 'new 6'])
  })

  test('go into a file that can be mended and loaded', async () => {
    const path = await fileOf('bad.csv', BAD)
    const errors = join(folder, 'errors.csv')
    const result = await connection.query(
      `COPY Customer__c FROM '${path}' (ON_ERROR skip, ERRORS '${errors}')`,
    )
    expect(result.notices.map(({ message }) => message)).toEqual([
      `5 rows were not written; "${errors}" has them, and why.`,
    ])
    const text = await readFile(errors, 'utf8')
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      'Name,Credit__c,Status__c,Text__c,certsql_row,certsql_status,certsql_code,certsql_message,certsql_fields,certsql_rest',
      "new 2,abc,Active,,2,refused,CERT-8004,Credit__c: 'abc' is no number,Credit__c,",
      'new 3,1,Active,x,3,refused,CERT-8004,"has 5 fields, and the file has 4 columns",,too much',
    ])
    const mended = await fileOf('mended.csv', text.replace('abc', '2.5').replace('x'.repeat(300), 'x'))
    const again = await connection.query(`COPY Customer__c FROM '${mended}' (ON_ERROR skip)`)
    expect(again.rows.map(({ row, message }) => [row, message])).toEqual([
      [2, expect.stringContaining('has something in certsql_rest')],
      [4, expect.stringContaining('has something in certsql_rest')],
    ])
    expect((await customers('new _')).map(([name]) => name)).toEqual([
      'new 1',
      'new 2',
      'new 4',
      'new 6',
      'new 7',
    ])
  })

  test('and that the org refuses are named by their row in the file, few or many', async () => {
    const code = await regionCode()
    const path = await fileOf('codes.csv', `Code__c,Target__c\nfresh-1,abc\n${code},1\nfresh-2,2\n`)
    for (const threshold of [10_000, 1]) {
      connection.set('BulkIngestThreshold', threshold)
      const result = await connection.query(`COPY Region__c FROM '${path}' (ON_ERROR skip)`)
      expect(result.rows.slice(0, 2)).toMatchObject([
        { row: 1, status: 'refused', fields: 'Target__c' },
        { row: 2, status: 'failed', code: 'DUPLICATE_VALUE' },
      ])
    }
    const {
      code: errorCode,
      message,
      details,
    } = await refusal(`COPY Region__c FROM '${await fileOf('dup.csv', `Code__c\nfresh-3\n${code}\n`)}'`)
    expect(errorCode).toBe('CERT-8002')
    expect(message).toBe('Not everything was written: 1 written, 1 failed.')
    expect(details?.find((line) => line.startsWith('row 2 failed: DUPLICATE_VALUE'))).toBeDefined()
  })
})

describe('files that cannot be loaded', () => {
  const CASES: readonly (readonly [string, string | Uint8Array, string, RegExp, RegExp | undefined])[] = [
    ['empty.csv', '', '', /it is empty\.$/, undefined],
    [
      'latin.csv',
      Buffer.from('Name\nM\xfcller\n', 'latin1'),
      '',
      /it is not UTF-8\.$/,
      /ENCODING 'windows-1252'/,
    ],
    [
      'quote.csv',
      'Name\n"open\nx\n',
      '',
      /the record that begins in line 2 does not end/,
      /a quote is not closed/,
    ],
    ['head.csv', 'Name,,x\na,b,c\n', '', /column 2 has no name/, /HEADER false/],
    ['twice.csv', 'Name,name\na,b\n', '', /two columns are called "name"/, /HEADER false/],
    [
      'slip.csv',
      'Nmae\nx\n',
      '',
      /The header of ".*": Customer__c has no column "Nmae"\./,
      /did you mean "Name" or .*; MAPPING/,
    ],
    ['half.json', '[{"Name":"a"},', '', /it ends in the middle/, undefined],
    ['text.json', 'Name\nx', '', /it is no array of JSON objects/, /FORMAT ndjson/],
    ['numbers.ndjson', '1\n2\n', '', /it holds no JSON objects/, undefined],
    ['no.xlsx', 'Name\nx\n', '', /it is no ZIP archive/, /\.xlsx/],
    ['half.csv.gz', gzipSync('Name\nx\n').subarray(0, 20), '', /its compressed data is damaged/, undefined],
    ['no.parquet.gz', 'Name\nx\n', '', /of the format parquet is compressed in itself/, /leave \.gz out/],
    ['no.parquet', 'Name\nx\n', '', /it is no Parquet file/, undefined],
    ['enc.csv', 'Name\nx\n', "(ENCODING 'utf8x')", /There is no encoding "utf8x"/, /utf-8/],
    ['map.csv', 'Name\nx\n', `(MAPPING '{"Nam": "Name"}')`, /MAPPING names "Nam"/, /did you mean "Name"/],
    ['map.csv', 'Name\nx\n', "(MAPPING 'Nam=Name')", /The option MAPPING is a JSON object/, /MAPPING '\{/],
    [
      'two.csv',
      'Name\nx\n',
      '(UPDATE, DELETE)',
      /The option DELETE does not go together with UPDATE/,
      undefined,
    ],
    ['ups.csv', 'Name\nx\n', '(UPSERT)', /The option UPSERT needs the external id/, undefined],
    ['upd.csv', 'Name\nx\n', '(UPDATE)', /Id is not among the columns/, undefined],
  ]

  test.each(CASES)('%s', async (name, contents, options, message, hint) => {
    const path = await fileOf(name, contents)
    const refused = await refusal(`COPY Customer__c FROM '${path}' ${options}`)
    expect(refused.message).toMatch(message)
    if (hint !== undefined) expect(refused.hint).toMatch(hint)
  })

  test('because they are not there, folders, or the same twice', async () => {
    const path = await fileOf('a.csv', 'Name\nx\n')
    expect((await refusal(`COPY Customer__c FROM '${join(folder, 'none.csv')}'`)).message).toContain(
      'there is no such file',
    )
    expect((await refusal(`COPY Customer__c FROM '${folder}' (FORMAT csv)`)).message).toContain(
      'it is a folder',
    )
    expect((await refusal(`COPY Customer__c FROM '${path}' (ERRORS '${path}')`)).message).toContain(
      'files of their own',
    )
  })

  test('because nothing may be read or written', async () => {
    const path = await fileOf('a.csv', 'Name\nnew 1\n')
    const sql = `COPY Customer__c FROM '${path}'`
    connection.set('ReadOnly', true)
    expect((await refusal(sql)).code).toBe('CERT-8001')
    connection.set('ReadOnly', null)
    const error = await failureOf(connection.transaction((tx) => tx.query(sql)))
    expect(error.code).toBe('CERT-8006')
    const careful = await connectTo(org)
    expect((await failureOf(careful.query(sql))).hint).toBe('connect with AllowLocalFiles=true')
    await careful.close()
    await connection.query('CREATE TEMP TABLE Customer__c AS SELECT 1 AS a')
    expect((await refusal(sql)).message).toContain('is a temporary table')
    expect((await connection.query(`COPY org.Customer__c FROM '${path}'`)).rowCount).toBe(1)
  })

  test('a sheet that is not there is told with those that are', async () => {
    const path = join(folder, 'a.xlsx')
    await connection.query(`COPY (SELECT 'new 1' AS Name) TO '${path}'`)
    expect((await refusal(`COPY Customer__c FROM '${path}' (SHEET 'Sheet2')`)).hint).toBe(
      'did you mean "Sheet1"?',
    )
    expect((await connection.query(`COPY Customer__c FROM '${path}' (SHEET 'sheet1')`)).rowCount).toBe(1)
  })
})

test('a plan of COPY … FROM is not shown: DryRun says what it would do', async () => {
  const path = await fileOf('a.csv', 'Name\nnew 1\n')
  const { message, hint } = await refusal(`EXPLAIN COPY Customer__c FROM '${path}'`)
  expect([message, hint]).toEqual([
    'There is no plan of COPY … FROM to show.',
    'SET DryRun = on has the rows of the file checked, and sends nothing',
  ])
})

describe('a ledger', () => {
  const ROWS = 400

  async function manyRows(): Promise<string> {
    const lines = Array.from({ length: ROWS }, (_, index) => `new ${index},${index === 7 ? 'abc' : index}`)
    return fileOf('many.csv', ['Name,Credit__c', ...lines, ''].join('\n'))
  }

  test('of a load that is whole sends nothing again', async () => {
    const path = await manyRows()
    const sql = `COPY Customer__c FROM '${path}' (ON_ERROR skip, LEDGER '${join(folder, 'load.ledger')}')`
    const first = await connection.query(sql)
    expect([first.rowCount, first.rows.map(({ row }) => row)]).toEqual([ROWS - 1, [8]])
    const requests = org.requests.length
    const second = await connection.query(sql)
    expect([second.rowCount, second.rows.map(({ row }) => row)]).toEqual([ROWS - 1, [8]])
    expect(second.notices.map(({ kind }) => kind)).toEqual(['nothingDone'])
    expect(org.requests.length).toBe(requests)
    expect((await held("SELECT COUNT() FROM Customer__c WHERE Name LIKE 'new %'")).totalSize).toBe(ROWS - 1)
  })

  test('goes on where a load was broken off, and writes no row twice', async () => {
    const path = await manyRows()
    const errors = join(folder, 'errors.csv')
    const sql = `COPY Customer__c FROM '${path}' (ON_ERROR skip, ERRORS '${errors}', LEDGER '${join(folder, 'load.ledger')}')`
    // The job is closed and runs; before its outcomes are known the load is stopped, as a process that ends.
    const slow = await startAdversarialOrg({ bulkJobMs: 1500 })
    const first = await connectTo(slow, { AllowLocalFiles: true, BulkPollInterval: 1 })
    const stop = new AbortController()
    const broken = first.query(sql, [], { signal: stop.signal })
    setTimeout(() => stop.abort(), 700)
    await expect(broken).rejects.toThrow()
    await first.close()
    const second = await connectTo(slow, { AllowLocalFiles: true, BulkPollInterval: 1 })
    const result = await second.query(sql)
    const count = await second.query("SELECT COUNT(*) AS n FROM Customer__c WHERE Name LIKE 'new %'")
    expect(result.rowCount).toBe(Number(count.rows[0]?.n))
    const told = (await readFile(errors, 'utf8')).split('\r\n').length - 2
    expect(Number(count.rows[0]?.n) + told).toBe(ROWS)
    await second.close()
    await slow.close()
  })

  test('of a load that the org has refused rows of goes on with ON_ERROR skip only', async () => {
    const path = await fileOf('a.csv', 'Name,Credit__c\nnew 1,1\nnew 2,2\nnew 3,3\n')
    const ledger = join(folder, 'load.ledger')
    org.setFaults([
      {
        match: { path: '/jobs/ingest' },
        action: { recordErrors: { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', every: 2 } },
        times: 20,
      },
    ])
    const stopped = await refusal(`COPY Customer__c FROM '${path}' (LEDGER '${ledger}')`)
    expect([stopped.code, stopped.message]).toEqual([
      'CERT-8002',
      'Not everything was written: 2 written, 1 failed.',
    ])
    org.setFaults([])
    const again = await refusal(`COPY Customer__c FROM '${path}' (LEDGER '${ledger}')`)
    expect([again.code, again.message]).toEqual([
      'CERT-8002',
      `The load of the ledger "${ledger}" has stopped, as the org did not take one row.`,
    ])
    const skipping = await connection.query(
      `COPY Customer__c FROM '${path}' (ON_ERROR skip, LEDGER '${ledger}')`,
    )
    expect([skipping.rowCount, skipping.rows.map(({ row, status }) => [row, status])]).toEqual([
      2,
      [[2, 'failed']],
    ])
    expect((await held("SELECT COUNT() FROM Customer__c WHERE Name LIKE 'new %'")).totalSize).toBe(2)
  })

  test('of a load that is under way is not for another one', async () => {
    const path = await manyRows()
    const sql = `COPY Customer__c FROM '${path}' (ON_ERROR skip, LEDGER '${join(folder, 'load.ledger')}')`
    const other = await connectTo(org, { AllowLocalFiles: true, BulkPollInterval: 1 })
    const ends = await Promise.allSettled([connection.query(sql), other.query(sql)])
    await other.close()
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = ends.find((end) => end.status === 'rejected')
    expect(refused?.reason).toMatchObject({
      code: 'CERT-8009',
      message: expect.stringContaining('in use by'),
    })
    expect((await held("SELECT COUNT() FROM Customer__c WHERE Name LIKE 'new %'")).totalSize).toBe(ROWS - 1)
    expect((await readdir(folder)).sort()).toEqual(['load.ledger', 'many.csv'])
  })

  test('goes on after the calls that a load may make are used up', async () => {
    const path = await manyRows()
    const ledger = join(folder, 'load.ledger')
    const errors = join(folder, 'errors.csv')
    const options = `ON_ERROR skip, ERRORS '${errors}', LEDGER '${ledger}'`
    connection.set('MaxApiCalls', 1)
    const stopped = await refusal(`COPY Customer__c FROM '${path}' (${options})`)
    expect([stopped.code, stopped.message]).toEqual([
      'CERT-7001',
      'The load needs more than the 1 API call that MaxApiCalls allows.',
    ])
    connection.set('MaxApiCalls', null)
    expect((await connection.query(`COPY Customer__c FROM '${path}' (${options})`)).rowCount).toBe(ROWS - 1)
    expect((await held("SELECT COUNT() FROM Customer__c WHERE Name LIKE 'new %'")).totalSize).toBe(ROWS - 1)
  })

  test('of another file, table or org is refused', async () => {
    const ledger = join(folder, 'load.ledger')
    const path = await manyRows()
    await connection.query(`COPY Customer__c FROM '${path}' (ON_ERROR skip, LEDGER '${ledger}')`)
    await writeFile(path, 'Name,Credit__c\nnew,1\n')
    const other = await refusal(`COPY Customer__c FROM '${path}' (LEDGER '${ledger}')`)
    expect([other.code, other.message]).toEqual([
      'CERT-8009',
      `The ledger "${ledger}" is of a load of a file with other contents.`,
    ])
    await writeFile(ledger, 'nonsense\n')
    expect((await refusal(`COPY Customer__c FROM '${path}' (LEDGER '${ledger}')`)).code).toBe('CERT-8009')
  })
})

test('progress is told, and no part of a file is left behind', async () => {
  const path = await fileOf(
    'a.csv',
    ['Name', ...Array.from({ length: 25_000 }, (_, index) => `new ${index}`), ''].join('\n'),
  )
  const seen: string[] = []
  const result = await connection.query(`COPY Customer__c FROM '${path}'`, [], {
    onProgress: ({ phase, read, written }) => seen.push(`${phase} ${read} ${written}`),
  })
  expect(result.rowCount).toBe(25_000)
  expect(seen).toContain('checking 10000 0')
  expect(seen.at(-1)).toBe('writing 25000 25000')
  expect((await held("SELECT COUNT() FROM Customer__c WHERE Name LIKE 'new %'")).totalSize).toBe(25_000)
  expect(await readdir(folder)).toEqual(['a.csv'])
})
