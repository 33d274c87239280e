import { type Column, DOUBLE, decimal, INTEGER, TEXT } from '@certsql/core'
import { displayWidth } from '../../src/format/display-width.js'
import { SAMPLE_ROWS } from '../../src/format/table-writer.js'
import { HARD_COLUMNS, HARD_ROWS, PLAIN_SETTINGS, writeResult } from '../support/hard-result.js'

const COLUMNS: readonly Column[] = [
  { name: 'text', type: TEXT },
  { name: 'money', type: decimal(18, 2) },
]

describe('table', () => {
  test('aligns numbers to the right with the scale of their type, and shows NULL', async () => {
    expect(
      await writeResult(
        'table',
        COLUMNS,
        HARD_ROWS.map((row) => row.slice(0, 2)),
      ),
    ).toBe(`\
┌────────────────────┬───────────────────────┐
│ text               │                 money │
├────────────────────┼───────────────────────┤
│ plain              │               1234.50 │
│ say "hi", then;    │                 -0.10 │
│ two                │ 123456789012345678.90 │
│ lines              │                       │
│ 日本語 and José    │                     ∅ │
│ 😀 tab\\there       │                  0.00 │
│                    │                     ∅ │
│ ∅                  │                     ∅ │
│ \\x1b[31mred\\x1b[0m │                  1.00 │
└────────────────────┴───────────────────────┘
`)
  })

  test('keeps every line at the same width on the screen', async () => {
    const lines = (await writeResult('table', HARD_COLUMNS, HARD_ROWS)).trimEnd().split('\n')
    expect(new Set(lines.map(displayWidth)).size).toBe(1)
  })

  test('shows floating-point numbers without the noise of their last bits; data formats keep it', async () => {
    const columns: Column[] = [{ name: 'ratio', type: DOUBLE }]
    const rows = [[0.1 + 0.2], [200 / 3], [270604.45999999996], [1e21]]
    expect(await writeResult('table', columns, rows)).toBe(`\
┌──────────────────┐
│            ratio │
├──────────────────┤
│              0.3 │
│ 66.6666666666667 │
│        270604.46 │
│            1e+21 │
└──────────────────┘
`)
    expect(await writeResult('csv', columns, rows)).toContain('0.30000000000000004\r\n66.66666666666667\r\n')
  })

  test('shows the columns of an empty result', async () => {
    expect(await writeResult('table', COLUMNS, [])).toBe(`\
┌──────┬───────┐
│ text │ money │
├──────┼───────┤
└──────┴───────┘
`)
  })

  test('can do with ASCII', async () => {
    const settings = { ...PLAIN_SETTINGS, plainBorders: true, nullText: 'NULL' }
    expect(await writeResult('table', COLUMNS, [['a', null]], { settings })).toBe(`\
+------+-------+
| text | money |
+------+-------+
| a    |  NULL |
+------+-------+
`)
  })

  test('widens a column for a value that comes after the sample, and cuts nothing off', async () => {
    const wide = 'x'.repeat(60)
    const rows = Array.from({ length: SAMPLE_ROWS + 50 }, (_, index) => [
      index === SAMPLE_ROWS + 40 ? wide : `row ${index}`,
    ])
    const text = await writeResult('table', [{ name: 'a', type: TEXT }], rows, { batchSize: 25 })
    expect(text).toContain(`│ ${wide} │`)
    for (let index = 0; index < SAMPLE_ROWS + 40; index++) expect(text).toContain(`│ row ${index} `)
  })

  test('paints NULL and the names of columns in a terminal', async () => {
    const settings = { ...PLAIN_SETTINGS, colour: true }
    const text = await writeResult('table', COLUMNS, [[null, '1']], { settings })
    expect(text).toContain('\u001b[2m∅\u001b[22m')
    expect(text).toContain('\u001b[1mmoney\u001b[22m')
  })
})

describe('a table on a screen', () => {
  const row = ['a text of some length', '5']

  test('stays a table where it fits', async () => {
    const text = await writeResult('table', COLUMNS, [row], {
      settings: { ...PLAIN_SETTINGS, screenWidth: 33 },
    })
    expect(text.split('\n')[0]).toBe(`┌${'─'.repeat(23)}┬${'─'.repeat(7)}┐`)
  })

  test('has its long texts wrapped where it does not', async () => {
    const text = await writeResult('table', COLUMNS, [row], {
      settings: { ...PLAIN_SETTINGS, screenWidth: 32 },
    })
    expect(text).toContain('│ a text of some │  5.00 │\n│ length         │       │\n')
  })

  test('becomes records where they would be too narrow', async () => {
    const text = await writeResult('table', COLUMNS, [row], {
      settings: { ...PLAIN_SETTINGS, screenWidth: 24 },
    })
    expect(text).toBe('── record 1 ──\ntext  │ a text of some length\nmoney │ 5.00\n')
  })

  test('shows the first columns of many rows, and how many there are more', async () => {
    const columns = Array.from({ length: 40 }, (_, index) => ({ name: `column ${index}`, type: INTEGER }))
    const rows = Array.from({ length: 30 }, () => columns.map((_, index) => index))
    const text = await writeResult('table', columns, rows, {
      settings: { ...PLAIN_SETTINGS, screenWidth: 80 },
    })
    expect(text).toContain('│ column 6 │\n')
    expect(text).not.toContain('column 7')
    expect(text).toMatch(/… 33 more columns, \\x to see\n$/)
  })

  test('groups the digits of amounts, where it is asked to', async () => {
    const text = await writeResult('table', COLUMNS, [['a', '-1234567.5']], {
      settings: { ...PLAIN_SETTINGS, groupsDigits: true },
    })
    expect(text).toContain('│ -1,234,567.50 │')
  })

  test('still shows the columns when there are no rows', async () => {
    const text = await writeResult('table', COLUMNS, [], { settings: { ...PLAIN_SETTINGS, screenWidth: 5 } })
    expect(text).toContain('│ text │ money │')
  })
})

describe('vertical', () => {
  test('shows each row as a record, and lines of a text below each other', async () => {
    const columns: Column[] = [
      { name: '日本', type: TEXT },
      { name: 'count', type: INTEGER },
    ]
    const rows = [
      ['two\nlines', 1],
      [null, 2],
    ]
    expect(await writeResult('vertical', columns, rows, { batchSize: 1 })).toBe(`\
── record 1 ──
日本  │ two
      │ lines
count │ 1
── record 2 ──
日本  │ ∅
count │ 2
`)
  })
})

describe('totals', () => {
  const columns: readonly Column[] = [
    { name: 'year', type: INTEGER },
    { name: 'text', type: TEXT },
    { name: 'money', type: decimal(18, 2) },
    { name: 'ratio', type: DOUBLE },
  ]
  const settings = { ...PLAIN_SETTINGS, totals: true, groupsDigits: true }

  test('stand below the rows, exact, and widen their columns', async () => {
    const rows = [
      [1, 'a', '999999999999999.99', 0.5],
      [2, 'b', '0.01', null],
      [3, null, null, 0.25],
    ]
    expect(await writeResult('table', columns, rows, { settings })).toBe(`\
┌──────┬───────┬──────────────────────────┬───────┐
│ year │ text  │                    money │ ratio │
├──────┼───────┼──────────────────────────┼───────┤
│    1 │ a     │   999,999,999,999,999.99 │   0.5 │
│    2 │ b     │                     0.01 │     ∅ │
│    3 │ ∅     │                        ∅ │  0.25 │
├──────┼───────┼──────────────────────────┼───────┤
│    6 │ total │ 1,000,000,000,000,000.00 │  0.75 │
└──────┴───────┴──────────────────────────┴───────┘
`)
  })

  test('are of all rows, also of those that do not wait', async () => {
    const many = Array.from({ length: SAMPLE_ROWS + 500 }, (_, index) => [index, 'x', '0.10', null])
    const text = await writeResult('table', columns, many, { settings, batchSize: 200 })
    expect(text).toMatch(/│ 1124250 │ total │ +150\.00 │ +∅ │\n└/)
  })

  test('fit the screen with the rows', async () => {
    const rows = Array.from({ length: 30 }, () => [1, 'a'.repeat(40), '99999999.99', 1])
    const fitted = { ...settings, screenWidth: 60 }
    const lines = (await writeResult('table', columns, rows, { settings: fitted })).trimEnd().split('\n')
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(60)
    expect(lines.at(-2)).toContain('2,999,999,999.70')
  })

  test('are a record of their own', async () => {
    const rows = [
      [1, 'a', '1.50', 1],
      [2, 'b', '2.50', 1],
    ]
    const text = await writeResult('vertical', columns, rows, { settings })
    expect(text.split('\n').slice(-5)).toEqual(['── total ──', 'year  │ 3', 'money │ 4.00', 'ratio │ 2', ''])
  })

  test('are left out where nothing can be added up, and in data', async () => {
    const texts = await writeResult('table', [{ name: 'text', type: TEXT }], [['a']], { settings })
    expect(texts).not.toContain('total')
    expect(await writeResult('csv', columns, [[1, 'a', '1', 1]], { settings })).not.toContain('total')
  })
})

describe('amounts that are floating-point numbers', () => {
  const columns: readonly Column[] = [
    { name: 'open', type: DOUBLE },
    { name: 'ratio', type: DOUBLE },
    { name: 'count', type: DOUBLE },
  ]
  const settings = { ...PLAIN_SETTINGS, groupsDigits: true, screenWidth: 80 }

  test('get their cents on a screen; ratios and whole numbers are left alone', async () => {
    const rows = [
      [25489.4, 0.125, 1],
      [1142.2399999999998, 0.5, 2025],
      [0, null, null],
      [null, 3, 4],
    ]
    expect(await writeResult('table', columns, rows, { settings })).toBe(`\
┌───────────┬───────┬───────┐
│      open │ ratio │ count │
├───────────┼───────┼───────┤
│ 25,489.40 │ 0.125 │     1 │
│  1,142.24 │   0.5 │  2025 │
│      0.00 │     ∅ │     ∅ │
│         ∅ │     3 │     4 │
└───────────┴───────┴───────┘
`)
    expect(await writeResult('csv', columns, rows, { settings })).toContain('1142.2399999999998,0.5,2025')
  })

  test('keep the digits that come behind the sample', async () => {
    const rows = Array.from({ length: SAMPLE_ROWS + 5 }, (_, index) => [
      index === SAMPLE_ROWS + 2 ? 1234.5678 : 0.5,
      1,
      1,
    ])
    const text = await writeResult('table', columns, rows, { settings, batchSize: SAMPLE_ROWS })
    expect(text).toContain('│ 1,234.5678 │')
  })
})

test('texts are wrapped between words as long as there is room for that', async () => {
  const columns: readonly Column[] = [
    { name: 'column', type: TEXT },
    { name: 'label', type: TEXT },
  ]
  const rows = [['c2g__DeriveUnitPriceFromProduct__c', 'Derive the Unit Price from the Product']]
  const fitted = (screenWidth: number) =>
    writeResult('table', columns, rows, { settings: { ...PLAIN_SETTINGS, screenWidth } })
  expect(await fitted(62)).toContain('│ c2g__DeriveUnitPriceFromProduct__c │ Derive the Unit ')
  expect(await fitted(50)).toMatch(/│ c2g__\w+ │[^\n]*\n│ \w*__c +│/)
})

test('amounts without cents are grouped as well; years and integers are not', async () => {
  const columns: readonly Column[] = [
    { name: 'revenue', type: decimal(18, 0) },
    { name: 'year', type: decimal(4, 0) },
    { name: 'count', type: INTEGER },
  ]
  const settings = { ...PLAIN_SETTINGS, groupsDigits: true }
  expect(await writeResult('table', columns, [['76500000', '2025', 123456]], { settings })).toContain(
    '│ 76,500,000 │ 2025 │ 123456 │',
  )
})
