import { PassThrough } from 'node:stream'
import headless from '@xterm/headless'

const HISTORY_LINES = 5_000

/** The screen of a terminal: what is written to `output` is drawn as a terminal draws it. */
export class TestScreen {
  readonly output: PassThrough & { columns: number; rows: number }
  private readonly terminal: headless.Terminal
  /** All that was written, with its controls. */
  written = ''

  constructor(columns = 80, rows = 30) {
    this.terminal = new headless.Terminal({
      cols: columns,
      rows,
      scrollback: HISTORY_LINES,
      allowProposedApi: true,
      convertEol: true,
    })
    this.output = Object.assign(new PassThrough(), { columns, rows })
    this.output.on('data', (piece: Buffer) => {
      this.written += piece.toString('utf8')
      this.terminal.write(piece)
    })
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows)
    Object.assign(this.output, { columns, rows })
    this.output.emit('resize')
  }

  /** The number of the line in which the cursor is, counted from the first that was ever shown. */
  async cursorLine(): Promise<number> {
    await this.drawn()
    const { baseY, cursorY } = this.terminal.buffer.active
    return baseY + cursorY
  }

  /** The text before the cursor in its line. */
  async textBeforeCursor(): Promise<string> {
    await this.drawn()
    const { active } = this.terminal.buffer
    const line = active.getLine(active.baseY + active.cursorY)
    return line?.translateToString(false, 0, active.cursorX) ?? ''
  }

  /** The text from a line on, without space at the ends of lines. */
  textFrom(top: number): string {
    const { active } = this.terminal.buffer
    const lines: string[] = []
    for (let place = top; place < active.length; place++) {
      lines.push(active.getLine(place)?.translateToString(true) ?? '')
    }
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd()
  }

  /** Waits until the text from a line on is as wanted. */
  async waitFor(top: number, isThere: (shown: string) => boolean): Promise<string> {
    for (let tries = 0; tries < 2_000; tries++) {
      await this.drawn()
      const shown = this.textFrom(top)
      if (isThere(shown)) return shown
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error(`What was waited for did not appear in:\n${this.textFrom(top)}`)
  }

  private async drawn(): Promise<void> {
    await new Promise(setImmediate)
    await new Promise<void>((resolve) => this.terminal.write('', resolve))
  }
}
