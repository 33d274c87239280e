import type { Writable } from 'node:stream'
import type { Frame } from './layout.js'

const EMPTY: Frame = { rows: [], cursorRow: 0, cursorColumn: 0 }

/** Draws frames over each other: each in one write, so that nothing flickers. */
export class Painter {
  private shown: Frame = EMPTY
  private last = ''

  constructor(private readonly output: Writable) {}

  paint(frame: Frame, columns: number): void {
    const drawing = `${this.toTop(columns)}${draw(frame)}`
    if (drawing === this.last) return
    this.output.write(drawing)
    this.shown = frame
    this.last = drawing
  }

  /** Leaves what is shown, and goes to the line below it. */
  leave(): void {
    if (this.shown.rows.length === 0) return
    const below = this.shown.rows.length - 1 - this.shown.cursorRow
    this.output.write(`${below > 0 ? `\u001b[${below}B` : ''}\r\n`)
    this.forget()
  }

  /** The next frame is drawn where the cursor is: somebody else has written to the screen. */
  forget(): void {
    this.shown = EMPTY
    this.last = ''
  }

  /** Takes away what is shown, for output from elsewhere; the next frame is drawn behind that. */
  clear(columns: number): void {
    if (this.shown.rows.length === 0) return
    this.output.write(`${this.toTop(columns)}\u001b[J`)
    this.forget()
  }

  /**
   * To the first column of the first row. A terminal that has become narrower has broken our rows in two; one that has
   * become wider leaves them as they are.
   */
  private toTop(columns: number): string {
    const { rows, cursorRow, cursorColumn } = this.shown
    const heights = rows.slice(0, cursorRow).map(({ width }) => Math.max(1, Math.ceil(width / columns)))
    const above = heights.reduce((sum, height) => sum + height, Math.floor(cursorColumn / columns))
    return above > 0 ? `\r\u001b[${above}A` : '\r'
  }
}

function draw({ rows, cursorRow, cursorColumn }: Frame): string {
  const up = rows.length - 1 - cursorRow
  return [
    '\u001b[?25l\u001b[J',
    rows.map(({ text }) => text).join('\r\n'),
    up > 0 ? `\u001b[${up}A` : '',
    cursorColumn > 0 ? `\r\u001b[${cursorColumn}C` : '\r',
    '\u001b[?25h',
  ].join('')
}
