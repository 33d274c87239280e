import { displayWidth } from '../format/display-width.js'
import { graphemes } from '../format/graphemes.js'
import { visibleText } from '../format/visible-text.js'
import { type ChartData, type ChartSeries, roundText } from './chart-data.js'

/** The place that a chart has. */
export interface ChartSpace {
  readonly width: number
  /** Whether only ASCII can be shown. */
  readonly isPlain: boolean
}

/** More bars than these nobody compares. */
const MOST_BARS = 100
const WIDEST_LABEL = 30
const NARROWEST_BAR = 10
const LINES_OF_A_PLOT = 15

/** A chart of characters, with a line feed at its end. */
export function terminalChart(data: ChartData, space: ChartSpace): string {
  const lines = data.kind === 'line' ? plotLines(data, space) : barLines(data, space)
  const notes = data.note === undefined ? [] : [data.note]
  return [...lines, ...notes].map((line) => `${line.trimEnd()}\n`).join('')
}

/** ```
 * Energy   ████████████▌ 25
 * Retail   ██▌ 5
 * ``` */
function barLines({ labels, series }: ChartData, { width, isPlain }: ChartSpace): readonly string[] {
  const shown = labels.slice(0, Math.max(1, Math.floor(MOST_BARS / series.length)))
  const names = shown.map((label) => shortened(visibleText(label), WIDEST_LABEL, isPlain))
  const nameWidth = Math.max(...names.map(displayWidth))
  const texts = series.map(({ values }) => values.map((value) => (value === null ? '' : roundText(value))))
  const textWidth = Math.max(...texts.flat().map((text) => text.length))
  const barWidth = Math.max(NARROWEST_BAR, width - nameWidth - textWidth - 3)
  const scale = scaleOf(series, barWidth)
  const lines = shown.flatMap((_, place) =>
    series.map(({ values }, index) => {
      const name = index === 0 ? (names[place] ?? '') : ''
      const drawn = bar(values[place] ?? null, scale, index, isPlain)
      return `${padded(name, nameWidth)} ${drawn} ${texts[index]?.[place] ?? ''}`
    }),
  )
  const hidden = labels.length - shown.length
  const more = hidden > 0 ? [`… ${hidden.toLocaleString('en-US')} more rows: draw a line, or fewer rows`] : []
  return [...legend(series, isPlain ? PLAIN_FILLS : FILLS), ...lines, ...more]
}

interface Scale {
  readonly lowest: number
  readonly unit: number
  readonly width: number
}

/** Bars begin at zero, which is part of the scale. */
function scaleOf(series: readonly ChartSeries[], width: number): Scale {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null))
  const lowest = values.reduce((least, value) => Math.min(least, value), 0)
  const highest = values.reduce((most, value) => Math.max(most, value), 0)
  return { lowest, unit: highest === lowest ? 0 : width / (highest - lowest), width }
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
/** One for each series. */
const FILLS = ['█', '▓', '▒', '░']
const PLAIN_FILLS = ['#', '=', '+', '-']

function bar(value: number | null, { lowest, unit }: Scale, series: number, isPlain: boolean): string {
  const zero = Math.round(-lowest * unit)
  const fills = isPlain ? PLAIN_FILLS : FILLS
  const fill = fills[series % fills.length] ?? ''
  if (value === null) return ' '.repeat(zero)
  if (value < 0) {
    const length = Math.min(zero, Math.max(1, Math.round(-value * unit)))
    return ' '.repeat(zero - length) + fill.repeat(length)
  }
  const eighths = Math.round(value * unit * 8)
  const rest = isPlain || series > 0 ? '' : (EIGHTHS[eighths % 8] ?? '')
  const whole = rest === '' ? Math.round(eighths / 8) : Math.floor(eighths / 8)
  return ' '.repeat(zero) + fill.repeat(whole) + rest
}

/** One series needs none. */
function legend(series: readonly ChartSeries[], marks: readonly string[]): readonly string[] {
  if (series.length < 2) return []
  return [series.map(({ name }, index) => `${marks[index % marks.length]} ${visibleText(name)}`).join('   ')]
}

/** Points joined by lines; places of equal distance from left to right. */
function plotLines({ labels, series }: ChartData, { width, isPlain }: ChartSpace): readonly string[] {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null))
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const highest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  if (values.length === 0) return ['There are no numbers to draw.']
  const axis = [highest, (highest + lowest) / 2, lowest].map(roundText)
  const axisWidth = Math.max(...axis.map((text) => text.length))
  const marks = isPlain ? PLAIN_MARKS : series.length > 1 ? MARKS : undefined
  const plot = new Plot(Math.max(NARROWEST_BAR, width - axisWidth - 2), LINES_OF_A_PLOT, marks)
  for (const [index, { values: points }] of series.entries()) {
    plot.draw(points, { lowest, highest }, index)
  }
  const [top, middle, bottom] = axis
  const rows = plot.lines().map((line, index) => {
    const half = (LINES_OF_A_PLOT - 1) / 2
    const text = index === 0 ? top : index === half ? middle : index === LINES_OF_A_PLOT - 1 ? bottom : ''
    return `${(text ?? '').padStart(axisWidth)} ${isPlain ? '|' : '│'}${line}`
  })
  const first = shortened(visibleText(labels[0] ?? ''), WIDEST_LABEL, isPlain)
  const last = shortened(visibleText(labels.at(-1) ?? ''), WIDEST_LABEL, isPlain)
  const gap = Math.max(1, plot.width - displayWidth(first) - displayWidth(last))
  return [
    ...legend(series, marks ?? []),
    ...rows,
    `${' '.repeat(axisWidth + 2)}${first}${labels.length > 1 ? ' '.repeat(gap) + last : ''}`,
  ]
}

/** One for each series. */
const MARKS = ['●', '○', '◆', '◇']
const PLAIN_MARKS = ['*', 'o', 'x', '+']

/** Dots of a cell of Braille, from its left column to its right one, each from the top. */
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const

/** A grid of cells, each of two by four dots; or with one mark in each, which tells several lines apart. */
class Plot {
  private readonly cells: number[][]
  private readonly marks: string[][]
  private readonly across: number
  private readonly down: number

  constructor(
    readonly width: number,
    height: number,
    private readonly seriesMarks: readonly string[] | undefined,
  ) {
    this.across = seriesMarks === undefined ? 2 : 1
    this.down = seriesMarks === undefined ? 4 : 1
    this.cells = Array.from({ length: height }, () => new Array<number>(width).fill(0))
    this.marks = Array.from({ length: height }, () => new Array<string>(width).fill(' '))
  }

  draw(
    values: readonly (number | null)[],
    { lowest, highest }: { readonly lowest: number; readonly highest: number },
    series: number,
  ): void {
    const columns = this.width * this.across - 1
    const rows = this.cells.length * this.down - 1
    let before: { readonly x: number; readonly y: number } | undefined
    for (const [index, value] of values.entries()) {
      if (value === null) {
        before = undefined
        continue
      }
      const x = values.length === 1 ? 0 : Math.round((index / (values.length - 1)) * columns)
      const share = highest === lowest ? 0.5 : (value - lowest) / (highest - lowest)
      const y = Math.round((1 - share) * rows)
      this.join(before ?? { x, y }, { x, y }, series)
      before = { x, y }
    }
  }

  lines(): readonly string[] {
    if (this.seriesMarks !== undefined) return this.marks.map((row) => row.join(''))
    return this.cells.map((row) =>
      row.map((dots) => (dots === 0 ? ' ' : String.fromCharCode(0x2800 + dots))).join(''),
    )
  }

  private join(
    from: { readonly x: number; readonly y: number },
    to: { readonly x: number; readonly y: number },
    series: number,
  ): void {
    const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1)
    for (let step = 0; step <= steps; step++) {
      const share = step / steps
      this.dot(
        Math.round(from.x + (to.x - from.x) * share),
        Math.round(from.y + (to.y - from.y) * share),
        series,
      )
    }
  }

  private dot(x: number, y: number, series: number): void {
    const [column, row] = [Math.floor(x / this.across), Math.floor(y / this.down)]
    const cells = this.cells[row]
    const marks = this.marks[row]
    if (cells === undefined || marks === undefined) return
    cells[column] =
      (cells[column] ?? 0) | (DOTS[(x % this.across) as 0 | 1][(y % this.down) as 0 | 1 | 2 | 3] ?? 0)
    const { seriesMarks = [] } = this
    marks[column] = seriesMarks[series % seriesMarks.length] ?? ''
  }
}

function shortened(text: string, width: number, isPlain: boolean): string {
  const line = text.replaceAll('\n', ' ')
  if (displayWidth(line) <= width) return line
  const dots = isPlain ? '...' : '…'
  let kept = ''
  for (const grapheme of graphemes(line)) {
    if (displayWidth(kept + grapheme) > width - dots.length) break
    kept += grapheme
  }
  return kept + dots
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}
