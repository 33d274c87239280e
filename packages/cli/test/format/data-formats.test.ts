import { type Column, decimal, INTEGER, TEXT } from '@certsql/core'
import { tableOfStatement } from '../../src/format/table-of-statement.js'
import { HARD_COLUMNS, HARD_ROWS, writeResult } from '../support/hard-result.js'

describe('csv', () => {
  test('follows RFC 4180, with NULL empty and the empty text quoted', async () => {
    expect(await writeResult('csv', HARD_COLUMNS, HARD_ROWS)).toBe(
      [
        'text,money,count,big,ratio,flag,day,moment,document,tags',
        'plain,1234.50,1,9007199254740993,0.1,true,2024-02-29,2025-02-28T13:30:00.250Z,"{""a"":[1,null,""x""]}","[1.5,2.0]"',
        '"say ""hi"", then;",-0.10,-7,5,1e+21,false,1999-12-31,,[],[]',
        '"two\nlines",123456789012345678.90,0,0,NaN,,,,,',
        '日本語 and José,,,,,,,,text,',
        '😀 tab\there,0.00,,,,,,,,',
        '"",,,,,,,,,',
        ',,,,,,,,,',
        '\u001b[31mred\u001b[0m,1.00,,,,,,,,',
        '',
      ].join('\r\n'),
    )
  })

  test('quotes spaces at the ends, which some readers would strip', async () => {
    expect(await writeResult('csv', [{ name: 'a', type: TEXT }], [[' x '], ['x y']])).toBe(
      'a\r\n" x "\r\nx y\r\n',
    )
  })

  test('has a header when there are no rows', async () => {
    expect(await writeResult('csv', [{ name: 'a,b', type: TEXT }], [])).toBe('"a,b"\r\n')
  })
})

describe('tsv', () => {
  test('escapes as COPY does, with NULL as \\N', async () => {
    expect(
      await writeResult('tsv', HARD_COLUMNS.slice(0, 3), [
        ...HARD_ROWS.map((row) => row.slice(0, 3)),
        ['a\\b\r', '1', 2],
      ]),
    ).toBe(
      [
        'text\tmoney\tcount',
        'plain\t1234.50\t1',
        'say "hi", then;\t-0.10\t-7',
        'two\\nlines\t123456789012345678.90\t0',
        '日本語 and José\t\\N\t\\N',
        '😀 tab\\there\t0.00\t\\N',
        '\t\\N\t\\N',
        '\\N\t\\N\t\\N',
        '\u001b[31mred\u001b[0m\t1.00\t\\N',
        'a\\\\b\\r\t1.00\t2',
        '',
      ].join('\n'),
    )
  })
})

describe('json', () => {
  test('keeps all digits of decimals and big integers', async () => {
    const text = await writeResult('json', HARD_COLUMNS, HARD_ROWS.slice(0, 3))
    expect(text).toBe(`[
  {"text":"plain","money":1234.50,"count":1,"big":9007199254740993,"ratio":0.1,"flag":true,"day":"2024-02-29","moment":"2025-02-28T13:30:00.250Z","document":{"a":[1,null,"x"]},"tags":[1.5,2.0]},
  {"text":"say \\"hi\\", then;","money":-0.10,"count":-7,"big":5,"ratio":1e+21,"flag":false,"day":"1999-12-31","moment":null,"document":[],"tags":[]},
  {"text":"two\\nlines","money":123456789012345678.90,"count":0,"big":0,"ratio":"NaN","flag":null,"day":null,"moment":null,"document":null,"tags":null}
]
`)
  })

  test('is read back by a JSON parser, whatever the batches', async () => {
    for (const batchSize of [1, 2, 100]) {
      const parsed: unknown[] = JSON.parse(await writeResult('json', HARD_COLUMNS, HARD_ROWS, { batchSize }))
      expect(parsed).toHaveLength(HARD_ROWS.length)
      expect(parsed[3]).toMatchObject({ text: '日本語 and José', document: 'text' })
      expect(parsed[7]).toMatchObject({ text: '\u001b[31mred\u001b[0m', money: 1 })
    }
  })

  test('is an empty array when there are no rows', async () => {
    expect(await writeResult('json', HARD_COLUMNS, [])).toBe('[]\n')
  })

  test('gives equal names of columns a number, since readers keep only one of them', async () => {
    const columns: Column[] = ['Name', 'Name_2', 'Name', 'Name'].map((name) => ({ name, type: INTEGER }))
    expect(await writeResult('json', columns, [[1, 2, 3, 4]])).toBe(
      '[\n  {"Name":1,"Name_2":2,"Name_3":3,"Name_4":4}\n]\n',
    )
  })
})

describe('ndjson', () => {
  test('is one object per line', async () => {
    const text = await writeResult('ndjson', HARD_COLUMNS, HARD_ROWS)
    const lines = text.split('\n')
    expect(lines).toHaveLength(HARD_ROWS.length + 1)
    expect(lines.at(-1)).toBe('')
    expect(lines[2]).toContain('"text":"two\\nlines","money":123456789012345678.90')
  })
})

describe('markdown', () => {
  test('escapes what Markdown would read', async () => {
    const columns: Column[] = [
      { name: 'a|b', type: TEXT },
      { name: 'money', type: decimal(10, 2) },
    ]
    const rows = [
      ['x | y\n<b>*z*</b>', '5'],
      ['R&D &amp; c2g__codaInvoice__c', null],
    ]
    expect(await writeResult('markdown', columns, rows)).toBe(
      [
        '| a\\|b | money |',
        '| --- | ---: |',
        '| x \\| y<br>\\<b\\>\\*z\\*\\</b\\> | 5.00 |',
        '| R&D \\&amp; c2g__codaInvoice__c | ∅ |',
        '',
      ].join('\n'),
    )
  })
})

describe('html', () => {
  test('escapes what HTML would read, with NULL empty', async () => {
    const columns: Column[] = [
      { name: 'a<b>', type: TEXT },
      { name: 'money', type: decimal(10, 2) },
    ]
    const rows = [
      ['<script>"x" & y\nz', '5'],
      [null, null],
    ]
    expect(await writeResult('html', columns, rows)).toBe(
      [
        '<table>',
        '<thead>',
        '<tr><th>a&lt;b&gt;</th><th style="text-align: right">money</th></tr>',
        '</thead>',
        '<tbody>',
        '<tr><td>&lt;script&gt;&quot;x&quot; &amp; y<br>z</td><td style="text-align: right">5.00</td></tr>',
        '<tr><td></td><td></td></tr>',
        '</tbody>',
        '</table>',
        '',
      ].join('\n'),
    )
  })
})

describe('insert', () => {
  test('writes values of every type, with the table of the statement', async () => {
    const text = await writeResult('insert', HARD_COLUMNS, HARD_ROWS.slice(0, 4))
    expect(
      text,
    ).toBe(`INSERT INTO c2g__codaInvoice__c (text, money, count, big, ratio, flag, day, moment, document, tags) VALUES
  ('plain', 1234.50, 1, 9007199254740993, 0.1, true, DATE '2024-02-29', TIMESTAMPTZ '2025-02-28T13:30:00.250Z', '{"a":[1,null,"x"]}', '[1.5,2.0]'),
  ('say "hi", then;', -0.10, -7, 5, 1e+21, false, DATE '1999-12-31', NULL, '[]', '[]'),
  ('two
lines', 123456789012345678.90, 0, 0, 'NaN', NULL, NULL, NULL, NULL, NULL),
  ('日本語 and José', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'text', NULL);
`)
  })

  test('begins another statement after 100 rows, and writes none without rows', async () => {
    const rows = Array.from({ length: 201 }, (_, index) => [index])
    const text = await writeResult('insert', [{ name: 'a b', type: INTEGER }], rows)
    expect(text.match(/INSERT INTO c2g__codaInvoice__c \("a b"\) VALUES\n/g)).toHaveLength(3)
    expect(text.match(/;\n/g)).toHaveLength(3)
    expect(await writeResult('insert', [{ name: 'a', type: INTEGER }], [])).toBe('')
  })

  test.each([
    ['SELECT * FROM Account a WHERE 1 = 1', 'Account'],
    ['SELECT * FROM certsql.fields', 'certsql.fields'],
    ['SELECT * FROM a, b', 'result'],
    ['SELECT * FROM a JOIN b ON a.x = b.x', 'result'],
    ['SHOW Collation', 'result'],
    ['not SQL', 'result'],
  ])('%s is of the table %s', (sql, table) => expect(tableOfStatement(sql)).toBe(table))
})
