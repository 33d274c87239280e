import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import fc from 'fast-check'
import { connectTo, startAdversarialOrg } from './support/adversarial-org.js'
import { failureOf } from './support/failure.js'
import { rawRows } from './writes/raw-org.js'

/** Files in FROM: what they hold is what the statement reads, with types that lose nothing. */

let org: Emulator
let connection: Connection
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-file-tables-'))
  org = await startAdversarialOrg()
  connection = await connectTo(org, { AllowLocalFiles: true, Decimals: 'String' })
})

afterAll(async () => {
  await connection.close()
  await org.close()
  await rm(folder, { recursive: true })
})

let serial = 0

async function fileOf(extension: string, contents: string | Uint8Array): Promise<string> {
  const path = join(folder, `file${++serial}.${extension}`)
  await writeFile(path, contents)
  return path
}

async function rowsOf(sql: string, parameters: readonly string[] = []): Promise<readonly unknown[]> {
  return (await connection.query(sql, parameters)).rows
}

/** Name and type of each column. */
async function columnsOf(sql: string): Promise<readonly string[]> {
  const { columns } = await connection.query(sql)
  return columns.map(({ name, type }) =>
    type.kind === 'decimal' ? `${name} decimal(${type.precision},${type.scale})` : `${name} ${type.kind}`,
  )
}

async function refusal(sql: string, by: Connection = connection) {
  const { code, message, hint } = await failureOf(by.query(sql))
  return { code, message, hint }
}

test.each(['csv.gz', 'csv.zst', 'ndjson.gz', 'json.zst'])('files may be compressed: %s', async (ending) => {
  const path = join(folder, `packed.${ending}`)
  await connection.query(`COPY (SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y') TO '${path}'`)
  // The alias is the name of the file without its endings.
  expect(await rowsOf(`SELECT packed.b FROM '${path}' WHERE packed.a > 1`)).toEqual([{ b: 'y' }])
})

describe('the columns of a CSV file', () => {
  test('are of types that lose nothing', async () => {
    const path = await fileOf(
      'csv',
      [
        'code,phone,count,big,amount,rate,day,moment,instant,flag,german,none,mixed',
        '0040,+49 30,1,12345678901234567890,12.50,1.5,2025-01-31,2025-01-31 10:00:00,2025-01-31T10:00:00+02:00,true,31.01.2025,,1',
        '41,+49,-20,1,-3,1e5,2025-02-01,2025-02-01T10:00:00.5,2025-01-31T10:00:00Z,FALSE,01.02.2025,,x',
        '',
      ].join('\n'),
    )
    expect(await columnsOf(`SELECT * FROM '${path}'`)).toEqual([
      'code text',
      'phone text',
      'count bigint',
      'big decimal(20,0)',
      'amount decimal(4,2)',
      'rate double',
      'day date',
      'moment timestamp',
      'instant timestamptz',
      'flag boolean',
      'german text',
      'none text',
      'mixed text',
    ])
    expect(
      await rowsOf(`SELECT code, big, amount, flag, none, CAST(instant AS TEXT) AS i FROM '${path}'`),
    ).toEqual([
      {
        code: '0040',
        big: '12345678901234567890',
        amount: '12.50',
        flag: true,
        none: null,
        i: '2025-01-31 08:00:00+00',
      },
      { code: '41', big: '1', amount: '-3.00', flag: false, none: null, i: '2025-01-31 10:00:00+00' },
    ])
  })

  test('can be said to be otherwise', async () => {
    const path = await fileOf('txt', 'a;b;c\n1,50;31.01.2025;-\n2;01.02.2025;x\n')
    const read = (options: string) => `SELECT * FROM read_csv('${path}'${options})`
    expect(await columnsOf(read(''))).toEqual(['a text', 'b text', 'c text'])
    const options = ", decimal_separator = ',', dateformat = '%d.%m.%Y', nullstr = '-'"
    expect(await columnsOf(read(options))).toEqual(['a decimal(3,2)', 'b date', 'c text'])
    expect(await rowsOf(read(options))).toEqual([
      { a: '1.50', b: '2025-01-31', c: null },
      { a: '2.00', b: '2025-02-01', c: 'x' },
    ])
    expect(await columnsOf(read(", delim = '|', header = false"))).toEqual(['column0 text'])
    expect(await columnsOf(read(', all_varchar = true'))).toEqual(['a text', 'b text', 'c text'])
  })

  test.each([
    ['a mark in front and CR LF', '\ufeffa,b\r\n1,"x\r\ny"\r\n', [{ a: 1, b: 'x\r\ny' }]],
    ['UTF-16', Buffer.from('\ufeffa,b\r\n1,ü\r\n', 'utf16le'), [{ a: 1, b: 'ü' }]],
    ['tabs between', 'a\tb\n1\tx,y\n', [{ a: 1, b: 'x,y' }]],
    ['quotes in quotes', 'a,"b ""c"""\n1,"x ""y"", z"\n', [{ a: 1, 'b "c"': 'x "y", z' }]],
    ['no end of the last line', 'a\n1', [{ a: 1 }]],
    ['a header alone', 'a,b\n', []],
  ])('with %s', async (_, contents, expected) => {
    const path = await fileOf('csv', contents)
    const rows = await rowsOf(`SELECT * FROM '${path}'`)
    expect(rows.map((row) => ({ ...(row as object) }))).toEqual(
      expected.map((row) => ('a' in row ? { ...row, a: 1 } : row)),
    )
  })

  test('hold what was written, whatever it is', async () => {
    const cell = fc.oneof(
      fc.integer().map(String),
      fc.constantFrom(
        '007',
        '1.50',
        '-0.1',
        '1e400',
        '2025-02-30',
        '2025-02-28',
        'true',
        '-',
        '+1',
        ' 1',
        '.5',
        '5.',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', 'é', 'a', "'"), maxLength: 5 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (rows) => {
        // A cell of nothing is NULL, as the org keeps no empty texts, and a lone CR would be the end of a line.
        const plain = rows.map((row) => row.map((text) => text.replaceAll(/[\r\0]/g, '')))
        const quoted = plain.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
        const path = await fileOf('csv', `a,b\n${quoted.join('\n')}\n`)
        const typed = await rowsOf(`SELECT a, b FROM '${path}'`)
        const texts = await rowsOf(`SELECT a, b FROM read_csv('${path}', all_varchar = true)`)
        expect(texts.map((row) => Object.values(row as object))).toEqual(
          plain.map((row) => row.map((text) => (text === '' ? null : text))),
        )
        // Whatever the types are, they say the same.
        expect(typed.length).toBe(rows.length)
        const same = await rowsOf(
          `SELECT COUNT(*) AS n FROM '${path}' x WHERE x.a IS NULL OR CAST(x.a AS TEXT) IS NOT NULL`,
        )
        expect(same).toEqual([{ n: rows.length }])
      }),
      { numRuns: 40, seed: 6 },
    )
  })
})

describe('other formats', () => {
  test('JSON: an array, or an object per line', async () => {
    const objects = [
      { id: 1, amount: 12.1, name: '0040', at: '2025-01-31T10:00:00Z', nested: { a: [1, 2] } },
      { id: 2, amount: 3, name: 'x', at: '2025-01-31T10:00:00.500Z' },
    ]
    const array = await fileOf('json', JSON.stringify(objects))
    const lines = await fileOf('ndjson', objects.map((object) => JSON.stringify(object)).join('\n'))
    for (const path of [array, lines]) {
      const sql = `SELECT id, amount, name, CAST(at AS TEXT) AS at, nested -> 'a' AS a FROM '${path}' ORDER BY id`
      expect(await columnsOf(`SELECT id, amount, name, at, nested FROM '${path}'`)).toEqual([
        'id bigint',
        'amount decimal(3,1)',
        'name text',
        'at timestamptz',
        'nested json',
      ])
      expect(await rowsOf(sql)).toMatchObject([
        { amount: '12.1', name: '0040', at: '2025-01-31 10:00:00+00', a: [1, 2] },
        { amount: '3.0', name: 'x', at: '2025-01-31 10:00:00.5+00', a: null },
      ])
    }
  })

  test('Parquet, with the types that it has', async () => {
    const path = join(folder, 'own.parquet')
    await connection.query(
      `COPY (SELECT CAST('1.50' AS DECIMAL(10,2)) AS d, DATE '2025-01-31' AS day, 'ü' AS t) TO '${path}'`,
    )
    expect(await columnsOf(`SELECT * FROM '${path}'`)).toEqual(['d decimal(3,2)', 'day date', 't text'])
    expect(await rowsOf(`SELECT * FROM read_parquet('${path}')`)).toEqual([
      { d: '1.50', day: '2025-01-31', t: 'ü' },
    ])
  })
})

test('sheets of workbooks, with types by their values', async () => {
  const path = join(folder, 'book.xlsx')
  await connection.query(
    `COPY (SELECT * FROM (VALUES ('0040', 1.50, DATE '2025-01-31', NULL), ('x, "y"', 2, DATE '2025-02-01', 'z')) AS t (code, amount, day, note)) TO '${path}'`,
  )
  const before = await ownFolders()
  expect(await columnsOf(`SELECT * FROM '${path}'`)).toEqual([
    'code text',
    'amount decimal(2,1)',
    'day date',
    'note text',
  ])
  expect(await rowsOf(`SELECT * FROM read_xlsx('${path}', sheet = 'Sheet1') ORDER BY amount`)).toEqual([
    { code: '0040', amount: '1.5', day: '2025-01-31', note: null },
    { code: 'x, "y"', amount: '2.0', day: '2025-02-01', note: 'z' },
  ])
  expect(await columnsOf(`SELECT * FROM read_xlsx('${path}', header = false)`)).toEqual([
    'column0 text',
    'column1 text',
    'column2 text',
    'column3 text',
  ])
  await expect(refusal(`SELECT * FROM read_xlsx('${path}', sheet = 'Sheet2')`)).resolves.toMatchObject({
    code: 'CERT-8603',
    message: `The file "${path}" cannot be read: it has no sheet "Sheet2".`,
  })
  await connection.query(
    `INSERT INTO Customer__c (Name, Credit__c) SELECT 'sheet ' || code, amount FROM '${path}'`,
  )
  expect(
    await rawRows(org, "SELECT Name, Credit__c FROM Customer__c WHERE Name LIKE 'sheet%' ORDER BY Credit__c"),
  ).toMatchObject([
    { Name: 'sheet 0040', Credit__c: 1.5 },
    { Name: 'sheet x, "y"', Credit__c: 2 },
  ])
  expect(await ownFolders()).toEqual(before)
})

/** The folders of this process for files of the moment. */
async function ownFolders(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith(`certsql-csv-${process.pid}-`))
}

test('a name that looks like a pattern means one file, and folders are no columns', async () => {
  const inside = join(folder, 'year=2025')
  await mkdir(inside)
  for (const name of ['[a].csv', 'a.csv', '*.csv']) await writeFile(join(inside, name), `v\n${name}\n`)
  for (const name of ['[a].csv', '*.csv', 'a.csv'])
    expect(await rowsOf(`SELECT * FROM '${join(inside, name)}'`)).toEqual([{ v: name }])
  await expect(refusal(`SELECT * FROM '${join(inside, '?.csv')}'`)).resolves.toMatchObject({
    code: 'CERT-8603',
  })
  await connection.query(`COPY (SELECT 1 AS v) TO '${join(inside, '[p].parquet')}'`)
  expect(await rowsOf(`SELECT * FROM '${join(inside, '[p].parquet')}'`)).toEqual([{ v: 1 }])
})

describe('in statements', () => {
  test('joined with the org, in a view, by a parameter, and explained', async () => {
    const [first] = await rawRows(org, 'SELECT Id, Name FROM Customer__c WHERE Name != null LIMIT 1')
    const path = await fileOf('csv', `name,score\n${JSON.stringify(first?.Name)},7\nnobody,8\n`)
    const join = `SELECT c.Id, f.score FROM '${path}' f JOIN Customer__c c ON c.Name = f.name`
    expect(await rowsOf(`${join} WHERE c.Id = '${first?.Id}'`)).toMatchObject([{ Id: first?.Id }])
    await connection.query(`CREATE OR REPLACE TEMP VIEW scores AS SELECT * FROM '${path}'`)
    expect(await rowsOf('SELECT COUNT(*) AS n FROM scores')).toEqual([{ n: 2 }])
    expect(await rowsOf('SELECT COUNT(*) AS n FROM read_csv(?)', [path])).toEqual([{ n: 2 }])
    const explained = await connection.query(`EXPLAIN ${join}`)
    expect(JSON.stringify(explained.rows)).toContain(`read here: the file ${path}`)
    const write = await connection.query(`EXPLAIN INSERT INTO Customer__c (Name) SELECT name FROM '${path}'`)
    expect(JSON.stringify(write.rows)).toContain('the number of rows decides the road')
  })

  test('INSERT, UPSERT, UPDATE and MERGE take their rows from it', async () => {
    const path = await fileOf('csv', 'name,credit\nfrom a file 1,1.50\nfrom a file 2,2.25\n')
    const read = () =>
      rawRows(org, "SELECT Name, Credit__c FROM Customer__c WHERE Name LIKE 'from a file%' ORDER BY Name")
    const inserted = await connection.query(
      `INSERT INTO Customer__c (Name, Credit__c) SELECT name, credit FROM '${path}' WHERE credit > 2`,
    )
    expect(inserted.rowCount).toBe(1)
    expect(await read()).toMatchObject([{ Name: 'from a file 2', Credit__c: 2.25 }])
    await connection.query(
      `MERGE INTO Customer__c c USING '${path}' f ON c.Name = f.name
         WHEN MATCHED THEN UPDATE SET Credit__c = f.credit * 2
         WHEN NOT MATCHED THEN INSERT (Name, Credit__c) VALUES (f.name, f.credit)`,
    )
    expect(await read()).toMatchObject([
      { Name: 'from a file 1', Credit__c: 1.5 },
      { Name: 'from a file 2', Credit__c: 4.5 },
    ])
    const updated = await connection.query(
      `UPDATE Customer__c SET Credit__c = f.credit FROM '${path}' f WHERE f.name = Customer__c.Name`,
    )
    expect(updated.rowCount).toBe(2)
    expect(await read()).toMatchObject([{ Credit__c: 1.5 }, { Credit__c: 2.25 }])
  })
})

describe('what cannot be read', () => {
  test.each([
    ['a torn row', 'a,b\n1,2\n3\n', 'line 3 has one field, and the file has 2 columns'],
    ['an empty file', '', 'it is empty'],
    ['a column without a name', 'a,\n1,2\n', 'column 2 has no name in its first line'],
    ['a column that is there twice', 'a,A\n1,2\n', 'two columns are called "A" in its first line'],
    ['an open quote', 'a,b\n1,"x\n2,y\n', 'quote'],
    ['bytes that are no text', Buffer.from('a,b\n1,\xff\n', 'latin1'), 'not'],
  ])('%s', async (_, contents, reason) => {
    const path = await fileOf('csv', contents)
    const { code, message } = await refusal(`SELECT * FROM '${path}'`)
    expect([code, message]).toEqual([
      'CERT-8603',
      expect.stringContaining(`The file "${path}" cannot be read`),
    ])
    expect(message).toContain(reason)
  })

  test('no file, a folder, no JSON, no Parquet', async () => {
    const json = await fileOf('json', '[{"a":1},')
    const parquet = await fileOf('parquet', 'no')
    await expect(refusal(`SELECT * FROM '${folder}/none.csv'`)).resolves.toMatchObject({
      message: `The file "${folder}/none.csv" cannot be read: there is no such file or folder.`,
    })
    await expect(refusal(`SELECT * FROM read_csv('${folder}')`)).resolves.toMatchObject({
      message: `The file "${folder}" cannot be read: it is a folder.`,
    })
    for (const path of [json, parquet])
      await expect(refusal(`SELECT * FROM '${path}'`)).resolves.toMatchObject({
        code: 'CERT-8603',
        message: expect.stringContaining(`The file "${path}" cannot be read: `),
      })
  })

  test('another column than the file has', async () => {
    const path = await fileOf('csv', 'name\nx\n')
    expect(await refusal(`INSERT INTO Customer__c (Name) SELECT nmae FROM '${path}'`)).toMatchObject({
      code: 'CERT-2003',
      hint: 'did you mean "name"?',
    })
  })

  test.each([
    ["SELECT * FROM 'Account'", 'CERT-4002', 'The name of the file "Account" does not tell its format.'],
    ["SELECT * FROM read_csv('a.csv', dleim = ';')", 'CERT-4002', 'read_csv has no option dleim.'],
    ["SELECT * FROM read_csv('a.csv', delim = ';;')", 'CERT-4002', 'The option delim is one character.'],
    ["SELECT * FROM read_parquet('a', header = true)", 'CERT-4002', 'read_parquet has no option header.'],
    ['SELECT * FROM read_csv()', 'CERT-3002', "read_csv needs the name of a file: read_csv('accounts.csv')."],
    ["SELECT read_csv('a.csv')", 'CERT-3002', 'read_csv gives rows; it stands in FROM.'],
  ])('%s', async (sql, code, message) => {
    expect(await refusal(sql)).toMatchObject({ code, message })
  })

  test('any file without AllowLocalFiles', async () => {
    const other = await connectTo(org)
    const path = await fileOf('csv', 'a\n1\n')
    expect(await refusal(`SELECT * FROM '${path}'`, other)).toEqual({
      code: 'CERT-8603',
      message: 'Statements of this connection may not read or write files of this machine.',
      hint: 'connect with AllowLocalFiles=true',
    })
    await other.close()
  })
})

describe('hostile', () => {
  const HOSTILE = [
    `'; DROP TABLE x; --`,
    `"; ATTACH 'x'; --`,
    `a'b"c`,
    `{{1}}`,
    `$1`,
    `\\`,
    `%s`,
    `é😀`,
    `x}: 'INTEGER', y`,
    `?`,
  ] as const

  test.each(HOSTILE)(
    '%j as the name of a file, of a column and as a value is no more than that',
    async (text) => {
      const path = join(folder, `h ${text.replaceAll('/', '')}.csv`)
      const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`
      await writeFile(path, `${quoted(text)},b\n${quoted(text)},1\n`)
      const sql = `SELECT * FROM '${path.replaceAll("'", "''")}' WHERE ${quoted(text)} = ?`
      expect((await connection.query(sql, [text])).rows).toEqual([{ [text]: text, b: 1 }])
      expect(await rowsOf('SELECT COUNT(*) AS n FROM read_csv(?)', [path])).toEqual([{ n: 1 }])
      const json = await fileOf('json', JSON.stringify([{ [text]: text, n: 1.5 }]))
      expect(await rowsOf(`SELECT ${quoted(text)} AS v FROM '${json}'`)).toEqual([{ v: text }])
    },
  )

  test.each(HOSTILE)('%j as an option is no more than that', async (text) => {
    const path = await fileOf('csv', `a,b\n${text.includes('"') ? 'x' : text},1\n`)
    const option = text.replaceAll("'", "''")
    for (const name of ['nullstr', 'dateformat', 'encoding']) {
      await rowsOf(`SELECT * FROM read_csv('${path}', ${name} = '${option}')`).catch((error: unknown) => {
        expect((error as { code: string }).code).toMatch(/^CERT-(8603|4002)$/)
      })
    }
  })
})
