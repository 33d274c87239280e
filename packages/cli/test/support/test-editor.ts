import { PassThrough } from 'node:stream'
import type { Candidate } from '../../src/editor/completion-menu.js'
import { type EditorInput, LineEditor } from '../../src/editor/line-editor.js'
import { highlightInput } from '../../src/shell/highlight-input.js'
import { TestScreen } from './test-screen.js'

interface TestEditorOptions {
  readonly history?: readonly string[]
  readonly words?: readonly (string | Candidate)[]
  readonly columns?: number
  readonly rows?: number
  readonly colour?: boolean
  /** Completions never come. */
  readonly hangs?: true
}

/** A line editor on a made-up terminal. Enter ends an input that ends with a semicolon. */
export class TestEditor {
  readonly screen: TestScreen
  readonly editor: LineEditor
  interrupts = 0
  private readonly input = new PassThrough()
  private result: EditorInput | undefined

  constructor({
    history = [],
    words = [],
    columns = 40,
    rows = 12,
    colour = true,
    hangs,
  }: TestEditorOptions = {}) {
    this.screen = new TestScreen(columns, rows)
    const candidates = words.map((word) => (typeof word === 'string' ? { text: word } : word))
    this.editor = new LineEditor({
      input: this.input,
      output: this.screen.output,
      colour,
      onInterrupt: () => this.interrupts++,
      help: {
        history: () => history,
        isComplete: (text) => text.trim() === '' || text.trimEnd().endsWith(';'),
        highlight: highlightInput,
        complete: async (text, cursor) => {
          if (hangs === true) await new Promise(() => undefined)
          const word = /\w*$/.exec(text.slice(0, cursor))?.[0] ?? ''
          const fits = candidates.filter((one) => one.text.toLowerCase().startsWith(word.toLowerCase()))
          return { start: cursor - word.length, candidates: fits }
        },
      },
    })
  }

  /** Begins to read an input. */
  read(text?: string): this {
    this.result = undefined
    this.editor.read({ first: 'a=> ', next: 'a-> ' }, text).then((result) => {
      this.result = result
    })
    return this
  }

  /** Types; gives what the screen then shows, with `|` where the cursor is. */
  async type(...keys: readonly string[]): Promise<string> {
    for (const piece of keys) {
      this.input.write(piece)
      await this.screen.cursorLine()
      // The answer of a completion is a promise.
      await this.screen.cursorLine()
    }
    return await this.shown()
  }

  async shown(): Promise<string> {
    const place = await this.screen.cursorLine()
    const before = await this.screen.textBeforeCursor()
    const lines = this.screen.textFrom(0).split('\n')
    lines[place] = `${before}|${(lines[place] ?? '').slice(before.length)}`
    return lines.join('\n')
  }

  /** What was read; undefined while somebody is still typing. */
  get taken(): EditorInput | undefined {
    return this.result
  }

  /** The terminal is closed. */
  hangUp(): void {
    this.input.end()
  }

  close(): void {
    this.editor.close()
  }
}
