import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { EditorInput, EditorPrompt } from '../editor/line-editor.js'
import type { InputReader } from './input-reader.js'
import { LineQueue } from './line-queue.js'

/** Reads line by line from a terminal that can do no more. */
export class PlainReader implements InputReader {
  private readonly lines = new LineQueue()
  private readonly reader: Interface

  constructor(
    input: Readable,
    private readonly output: Writable,
    private readonly isComplete: (text: string) => boolean,
  ) {
    this.reader = createInterface({ input, terminal: false })
    this.reader.on('line', (line) => this.lines.push(line))
    this.reader.on('close', () => this.lines.close())
  }

  async read(prompt: EditorPrompt, text = ''): Promise<EditorInput> {
    let typed = text
    do {
      if (this.lines.isEmpty) this.output.write(typed === '' ? prompt.first : prompt.next)
      const line = await this.lines.next()
      if (line === undefined) return { kind: 'end' }
      typed = typed === '' ? line : `${typed}\n${line}`
    } while (!this.isComplete(typed))
    return { kind: 'text', text: typed }
  }

  async ask(question: string): Promise<EditorInput> {
    this.output.write(question)
    const line = await this.lines.next()
    return line === undefined ? { kind: 'end' } : { kind: 'text', text: line }
  }

  dropTypeAhead(): void {
    this.lines.clear()
  }

  async lend<T>(work: () => Promise<T>): Promise<T> {
    this.reader.pause()
    try {
      return await work()
    } finally {
      this.reader.resume()
    }
  }

  close(): void {
    this.reader.close()
  }
}
