import { displayWidth } from '../format/display-width.js'
import { graphemes } from '../format/graphemes.js'
import { visibleText } from '../format/visible-text.js'
import type { EditState } from './edit-state.js'
import { type StyledSpan, styled, type TextStyle } from './styled-text.js'

/** Rows of a terminal, and where the cursor is among them. */
export interface Frame {
  readonly rows: readonly FrameRow[]
  readonly cursorRow: number
  readonly cursorColumn: number
}

export interface FrameRow {
  /** With its colours. */
  readonly text: string
  /** Columns that it takes. */
  readonly width: number
}

export interface LayoutInput {
  readonly edit: EditState
  readonly spans: readonly StyledSpan[]
  /** Before the first line, with its colours. */
  readonly prompt: string
  /** Before the others. */
  readonly continuation: string
  /** Shown faintly behind the end of the text. */
  readonly suggestion: string
  readonly columns: number
  /** Rows of the screen that the text may take. */
  readonly height: number
  readonly colour: boolean
}

/**
 * Lays a text out in the rows of a terminal: wrapped at its width, wide glyphs whole, control characters visible. Of a
 * text that is higher than the screen it shows the part around the cursor.
 */
export function layout(input: LayoutInput): Frame {
  const { edit, columns, height, colour } = input
  const lines = linesAround(edit, height)
  const rows: RowBuilder[] = []
  let cursorRow = 0
  let cursorColumn = 0
  for (const { start, text } of lines) {
    let row = new RowBuilder(colour)
    row.addRaw(start === 0 ? input.prompt : input.continuation)
    rows.push(row)
    let offset = start
    const wrap = (width: number) => {
      if (row.width + width <= columns) return
      row = new RowBuilder(colour)
      rows.push(row)
    }
    const markCursor = () => {
      if (offset !== edit.cursor) return
      wrap(1)
      cursorRow = rows.length - 1
      cursorColumn = row.width
    }
    let place = firstSpanAfter(input.spans, start)
    for (const grapheme of graphemes(text)) {
      markCursor()
      while ((input.spans[place]?.end ?? Number.POSITIVE_INFINITY) <= offset) place++
      const span = input.spans[place]
      const style = span !== undefined && span.start <= offset ? span.style : undefined
      const shown = shownText(grapheme)
      const width = displayWidth(shown)
      wrap(width)
      row.add(shown, width, style)
      offset += grapheme.length
    }
    markCursor()
  }
  const last = rows.at(-1)
  if (last !== undefined && edit.cursor === edit.text.length) addSuggestion(last, input)
  return window({ rows: rows.map((row) => row.build()), cursorRow, cursorColumn }, height)
}

/** One row of a screen with text that needs no wrapping. */
export function plainRow(text: string, width: number): FrameRow {
  return { text, width }
}

function addSuggestion(row: RowBuilder, { suggestion, columns }: LayoutInput): void {
  const [first = '', ...others] = suggestion.split('\n')
  const text = others.length > 0 ? `${first} …` : first
  for (const grapheme of graphemes(shownText(text))) {
    const width = displayWidth(grapheme)
    if (row.width + width >= columns) return
    row.add(grapheme, width, 'faint')
  }
}

/** Whoever pastes SQL that is indented by tabs wants to see it indented. */
const TAB = '    '

function shownText(text: string): string {
  return visibleText(text.replaceAll('\t', TAB))
}

interface TextLine {
  /** Offset in the whole text. */
  readonly start: number
  readonly text: string
}

/** The lines that may be seen: as many as the screen is high, on either side of the cursor. */
function linesAround({ text, cursor }: EditState, height: number): TextLine[] {
  let start = cursor
  for (let count = 0; count <= height && start > 0; count++) start = text.lastIndexOf('\n', start - 1)
  start = start <= 0 ? 0 : start + 1
  const lines: TextLine[] = []
  let below = 0
  while (below <= height) {
    const end = text.indexOf('\n', start)
    lines.push({ start, text: text.slice(start, end < 0 ? text.length : end) })
    if (end < 0) break
    if (end >= cursor) below++
    start = end + 1
  }
  return lines
}

function window({ rows, cursorRow, cursorColumn }: Frame, height: number): Frame {
  if (rows.length <= height) return { rows, cursorRow, cursorColumn }
  const first = Math.min(Math.max(0, cursorRow - height + 1), rows.length - height)
  return { rows: rows.slice(first, first + height), cursorRow: cursorRow - first, cursorColumn }
}

function firstSpanAfter(spans: readonly StyledSpan[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Joins neighbours of one style, so that a row has few colour changes. */
class RowBuilder {
  width = 0
  private text = ''
  private run = ''
  private style: TextStyle | 'faint' | undefined

  constructor(private readonly colour: boolean) {}

  /** Text that brings its colours along. */
  addRaw(text: string): void {
    this.flush()
    this.text += text
    this.width += displayWidth(text)
  }

  add(text: string, width: number, style: TextStyle | 'faint' | undefined): void {
    if (style !== this.style) {
      this.flush()
      this.style = style
    }
    this.run += text
    this.width += width
  }

  build(): FrameRow {
    this.flush()
    return { text: this.text, width: this.width }
  }

  private flush(): void {
    this.text += this.style === undefined ? this.run : styled(this.run, this.style, this.colour)
    this.run = ''
  }
}
