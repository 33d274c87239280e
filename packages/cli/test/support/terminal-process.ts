import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { TestScreen } from './test-screen.js'

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
  readonly screen: TestScreen

  constructor(words: readonly string[], { environment = {}, columns = 100 }: TerminalOptions = {}) {
    const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
    const command = `stty cols ${columns} rows 30; exec '${process.execPath}' '${BIN}' ${quoted}`
    this.child = spawn('script', ['-qfec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm-256color', CERTSQL_METADATA_CACHE: 'off', ...environment },
    })
    this.screen = new TestScreen(columns)
    this.child.stdout?.on('data', (piece: Buffer) => this.screen.output.write(piece))
    this.ended = new Promise((resolve) => this.child.on('close', resolve))
  }

  /** Types, and waits for what the screen must then show. Gives what it shows from the line on where the cursor was. */
  async type(keys: string, until: string | RegExp): Promise<string> {
    const top = await this.screen.cursorLine()
    this.child.stdin?.write(keys)
    return await this.screen.waitFor(top, (shown) =>
      typeof until === 'string' ? shown.includes(until) : until.test(shown),
    )
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
