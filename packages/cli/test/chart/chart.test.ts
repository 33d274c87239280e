import { type Column, DATE, DOUBLE, decimal, INTEGER, type RowBatch, TEXT } from '@certsql/core'
import { type ChartKind, chartData } from '../../src/chart/chart-data.js'
import { chartPng, chartSvg } from '../../src/chart/chart-image.js'
import { terminalChart } from '../../src/chart/terminal-chart.js'

const LABEL: Column = { name: 'Industry', type: TEXT }
const NUMBER: Column = { name: 'Total', type: decimal(18, 2) }
const OTHER: Column = { name: 'Paid', type: DOUBLE }

interface Drawing {
  readonly kind?: ChartKind
  readonly labels?: number
  readonly values?: readonly number[]
  readonly isPlain?: boolean
  readonly width?: number
}

function data(
  columns: readonly Column[],
  rows: RowBatch['rows'],
  { kind, labels, values = [] }: Drawing = {},
) {
  return chartData({ columns, rows }, { kind, labels, values })
}

function drawn(columns: readonly Column[], rows: RowBatch['rows'], drawing: Drawing = {}): string {
  const { width = 50, isPlain = false } = drawing
  return terminalChart(data(columns, rows, drawing), { width, isPlain })
}

const SALES: RowBatch['rows'] = [
  ['Energy', '25.00'],
  ['日本', '12.50'],
  ['Retail', '-10'],
  [null, null],
  ['A name that is much too long for the chart', '0'],
]

test('bars begin at zero; wide glyphs, NULL and long labels have their places', () => {
  expect(drawn([LABEL, NUMBER], SALES, { width: 70 })).toBe(
    [
      'Energy                                  ███████████████████████▋ 25',
      '日本                                    ███████████▊ 12.5',
      'Retail                         █████████ -10',
      '∅',
      'A name that is much too long …           0',
      '',
    ].join('\n'),
  )
})

test('bars are of ASCII where nothing else can be shown', () => {
  const text = drawn(
    [LABEL, NUMBER, OTHER],
    [
      ['Energy', '4', 2],
      ['Café', '2', 1],
    ],
    { isPlain: true, width: 30 },
  )
  expect(text).toBe(
    [
      '# Total   = Paid',
      'Energy #################### 4',
      '       ========== 2',
      'Café   ########## 2',
      '       ===== 1',
      '',
    ].join('\n'),
  )
})

test('eighths of a cell count', () => {
  const rows = [8, 7.5, 1 / 16, 0].map((value) => ['x', value])
  expect(drawn([LABEL, OTHER], rows, { width: 18 })).toContain('x ████████')
  expect(drawn([LABEL, OTHER], rows, { width: 10 })).toMatch(/^x █{10} 8\nx █{9}▍ 7\.5\n/)
})

test('nothing is left out silently', () => {
  const rows = Array.from({ length: 150 }, (_, index) => [`row ${index}`, index])
  expect(drawn([LABEL, OTHER], rows)).toMatch(/\n… 50 more rows: .*\n$/)
})

test('days make a line, with the ends of both axes', () => {
  const columns: Column[] = [{ name: 'day', type: DATE }, OTHER]
  const rows = ['2025-01-01', '2025-01-02', '2025-01-03'].map((day, index) => [day, index * 10])
  const lines = drawn(columns, rows, { width: 40 }).split('\n')
  expect(lines).toHaveLength(17)
  expect(lines[0]).toMatch(/^20 │ +⢀?\S*$/u)
  expect(lines[7]).toMatch(/^10 │/)
  expect(lines[14]).toMatch(/^ 0 │\S/)
  expect(lines[15]).toMatch(/^ {4}2025-01-01 +2025-01-03$/)
  expect(drawn(columns, rows, { isPlain: true })).toMatch(/^[ -~\n]*$/)
})

test('a gap in the numbers is a gap in the line', () => {
  const rows = [
    ['a', 1],
    ['b', null],
    ['c', 1],
  ]
  const plot = drawn([LABEL, OTHER], rows, { kind: 'line', isPlain: true, width: 23 })
  expect(plot.split('\n').filter((line) => line.includes('*'))).toEqual([
    expect.stringMatching(/\|\* {18,19}\*$/),
  ])
})

test('a histogram has bins of a round width, and tells what is in none of them', () => {
  const numbers = [...Array.from({ length: 100 }, (_, index) => index / 10), null]
  const text = drawn(
    [OTHER],
    numbers.map((value) => [value]),
    { kind: 'histogram' },
  )
  const counts = [...text.matchAll(/(\d+)$/gm)].map(([, count]) => Number(count))
  expect(counts).toEqual([20, 20, 20, 20, 20])
  expect(text).toContain('8 – 10')
  expect(text).toContain('1 rows without a number are left out')
})

test.each([[[5, 5, 5]], [[-0.3, 0.1, 0.7]], [[1e12, 2e12]]])('every number is in a bin: %p', (numbers) => {
  const { series } = data(
    [OTHER],
    numbers.map((value) => [value]),
    { kind: 'histogram' },
  )
  expect(series[0]?.values.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(numbers.length)
})

test.each([
  ['no rows', [LABEL, NUMBER], [], {}],
  ['no numbers', [LABEL], [['x']], {}],
  ['a text as a number', [LABEL, LABEL], [['x', 'y']], { values: [1] }],
  ['only NULL in a histogram', [NUMBER], [[null]], { kind: 'histogram' }],
] as const)('%s cannot be drawn', (_, columns, rows, drawing) => {
  expect(() => data(columns, rows, drawing)).toThrow(/no (rows|numbers|number)/)
})

test('files hold the same chart', async () => {
  const chart = data(
    [LABEL, { name: 'n', type: INTEGER }],
    [
      ['Ene<rgy', 3],
      ['Retail', 1],
    ],
  )
  const svg = await chartSvg(chart, 'SELECT <all>')
  expect(svg).toMatch(/^<svg .*<\/svg>$/s)
  expect(svg).toContain('Ene&lt;rgy')
  expect(svg).toContain('SELECT &lt;all&gt;')
  const png = Buffer.from(await chartPng(chart, 'x'))
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2_000, 1_200])
})

test('long labels are shortened and turned, and none is left out', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `${index} Customer with a long name & Co.`)
  const chart = data(
    [LABEL, { name: 'n', type: INTEGER }],
    names.map((name) => [name, 1]),
  )
  const svg = await chartSvg(chart, 'x'.repeat(200))
  expect(svg.match(/\d+ Customer with a?\s?…/g)).toHaveLength(12)
  expect(svg).not.toContain('long name')
  expect(svg).toContain(`>${'x'.repeat(94)}…<`)
})
