import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../../../bin/certsql.js', import.meta.url))

/** The `script` of util-linux runs a command on a pseudo-terminal of its own. */
export const HAS_SCRIPT = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
)

interface TerminalOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly columns?: number
}

/** `certsql` on a terminal: keys go in, and what the screen is sent comes out. */
export class TerminalProcess {
  private readonly child: ChildProcess
  private readonly ended: Promise<number | null>
  private text = ''
  private seen = 0

  constructor(words: readonly string[], { environment = {}, columns = 100 }: TerminalOptions = {}) {
    const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
    const command = `stty cols ${columns} rows 30; exec '${process.execPath}' '${BIN}' ${quoted}`
    this.child = spawn('script', ['-qfec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm-256color', CERTSQL_METADATA_CACHE: 'off', ...environment },
    })
    this.child.stdout?.setEncoding('utf8').on('data', (piece: string) => (this.text += piece))
    this.ended = new Promise((resolve) => this.child.on('close', resolve))
  }

  /** Types, and waits for what must then appear; gives all that was shown since the last time, with its controls. */
  async type(keys: string, until: string): Promise<string> {
    this.child.stdin?.write(keys)
    for (let tries = 0; tries < 2_000; tries++) {
      const shown = this.text.slice(this.seen)
      if (withoutControls(shown).includes(until)) {
        this.seen = this.text.length
        return shown
      }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error(`"${until}" did not appear in:\n${this.text.slice(this.seen)}`)
  }

  /** Types, and waits for the end. Gives the exit code. */
  async leave(keys: string): Promise<number | null> {
    this.child.stdin?.write(keys)
    return await this.ended
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }
}

/** Colours and cursor movements. */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
}
