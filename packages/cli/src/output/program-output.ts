import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { StreamOutput } from './stream-output.js'
import type { TextOutput } from './text-output.js'

interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** The program has been left, as a pager is with `q`. */
  readonly onLeft?: () => void
}

/** Text for another program, as behind `|`. The program is a line for the system's shell and has our screen. */
export class ProgramOutput implements TextOutput {
  private readonly child: ChildProcess
  private readonly stream: StreamOutput
  private readonly ended: Promise<unknown>

  constructor(command: string, { environment = process.env, onLeft = () => undefined }: ProgramOptions = {}) {
    this.child = spawn(command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env: environment })
    const { stdin } = this.child
    if (stdin === null) throw new Error('A program that is given text has no input.')
    this.stream = new StreamOutput(stdin, onLeft)
    this.ended = once(this.child, 'close').catch(() => undefined)
  }

  async write(text: string): Promise<void> {
    await this.stream.write(text)
  }

  async finish(): Promise<void> {
    this.child.stdin?.end()
    await this.ended
  }

  async discard(): Promise<void> {
    await this.finish()
  }
}
