import { type Column, isNumeric, type RowBatch, type SqlValue, TEXT, valueText } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'

export const CHART_KINDS = ['bar', 'line', 'histogram'] as const

export type ChartKind = (typeof CHART_KINDS)[number]

/** What a chart shows. */
export interface ChartData {
  readonly kind: ChartKind
  /** One for each place along the chart. */
  readonly labels: readonly string[]
  readonly series: readonly ChartSeries[]
  /** To be said below, since the chart does not show it. */
  readonly note?: string
}

export interface ChartSeries {
  readonly name: string
  /** Null: nothing to show at this place. */
  readonly values: readonly (number | null)[]
}

interface Result {
  readonly columns: readonly Column[]
  readonly rows: RowBatch['rows']
}

/** What to show of a result: places of columns; those left out are chosen. */
export interface ChartRequest {
  readonly kind: ChartKind | undefined
  readonly labels: number | undefined
  readonly values: readonly number[]
}

/** A line where the first column tells times, else bars; the first column labels, and the numbers are shown. */
export function chartData(result: Result, request: ChartRequest): ChartData {
  if (result.rows.length === 0) throw new UsageError('There are no rows to draw.')
  return request.kind === 'histogram' ? histogramData(result, request) : placedData(result, request)
}

function placedData({ columns, rows }: Result, request: ChartRequest): ChartData {
  const labels = request.labels ?? (columns.length === 1 ? undefined : 0)
  const values = request.values.length > 0 ? request.values : numbersAmong(columns, labels)
  requireNumbers(columns, values)
  return {
    kind: request.kind ?? kindFor(labels === undefined ? undefined : columns[labels]),
    labels: rows.map((row, index) =>
      labels === undefined ? String(index + 1) : labelText(row[labels] ?? null, columns[labels]),
    ),
    series: values.map((place) => ({
      name: columns[place]?.name ?? '',
      values: rows.map((row) => numberOf(row[place] ?? null)),
    })),
  }
}

function kindFor(labels: Column | undefined): ChartKind {
  const kind = labels?.type.kind
  return kind === 'date' || kind === 'timestamp' || kind === 'timestamptz' ? 'line' : 'bar'
}

/** How often values lie between round numbers. */
function histogramData({ columns, rows }: Result, { labels, values }: ChartRequest): ChartData {
  const place = values[0] ?? labels ?? numbersAmong(columns, undefined)[0]
  requireNumbers(columns, place === undefined ? [] : [place])
  const numbers = rows.flatMap((row) => numberOf(row[place ?? 0] ?? null) ?? [])
  if (numbers.length === 0) throw new UsageError('There are no numbers to draw.')
  const bins = binsOf(numbers)
  const missing = rows.length - numbers.length
  return {
    kind: 'histogram',
    labels: bins.map(({ from, to }) => `${roundText(from)} – ${roundText(to)}`),
    series: [{ name: columns[place ?? 0]?.name ?? '', values: bins.map(({ count }) => count) }],
    ...(missing > 0 && { note: `${missing.toLocaleString('en-US')} rows without a number are left out` }),
  }
}

interface Bin {
  readonly from: number
  readonly to: number
  count: number
}

/** About as many bins as Sturges' rule says, of a round width. The last one holds its upper end too. */
function binsOf(numbers: readonly number[]): readonly Bin[] {
  const lowest = numbers.reduce((least, value) => Math.min(least, value))
  const highest = numbers.reduce((most, value) => Math.max(most, value))
  const width = roundWidth((highest - lowest) / (Math.log2(numbers.length) + 1)) || 1
  const first = Math.floor(lowest / width)
  const count = Math.max(1, Math.ceil(highest / width) - first)
  const bins = Array.from({ length: count }, (_, index) => ({
    from: (first + index) * width,
    to: (first + index + 1) * width,
    count: 0,
  }))
  for (const value of numbers) {
    const bin = bins[Math.min(count - 1, Math.floor(value / width) - first)]
    if (bin !== undefined) bin.count++
  }
  return bins
}

/** 1, 2 or 5 times a power of ten, at least as large. */
export function roundWidth(width: number): number {
  if (width <= 0) return 0
  const power = 10 ** Math.floor(Math.log10(width))
  const factor = [1, 2, 5, 10].find((one) => one * power >= width) ?? 10
  return factor * power
}

/** Without the digits that binary fractions add: 0.30000000000000004. */
export function roundText(value: number): string {
  return Number(value.toPrecision(12)).toLocaleString('en-US', { maximumFractionDigits: 10 })
}

function numbersAmong(columns: readonly Column[], except: number | undefined): readonly number[] {
  return columns.flatMap(({ type }, index) => (isNumeric(type) && index !== except ? [index] : []))
}

function requireNumbers(columns: readonly Column[], places: readonly number[]): void {
  if (places.length === 0) {
    throw new UsageError('The result has no numbers to draw.', 'SELECT Industry, COUNT(*) … \\chart')
  }
  for (const place of places) {
    const column = columns[place]
    if (column === undefined || isNumeric(column.type)) continue
    throw new UsageError(`"${column.name}" is no number, and cannot be drawn.`)
  }
}

function labelText(value: SqlValue, column: Column | undefined): string {
  if (value === null) return '∅'
  const text = valueText(value, column?.type ?? TEXT)
  // Days as moments of the org: midnight tells nothing.
  return value instanceof Date ? text.replace('T00:00:00.000Z', '').replace(/\.000Z$/, 'Z') : text
}

function numberOf(value: SqlValue): number | null {
  if (value === null) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}
