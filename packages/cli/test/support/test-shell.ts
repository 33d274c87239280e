import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { StreamOutput } from '../../src/output/stream-output.js'
import type { OpenStage } from '../../src/run/run-in-session.js'
import { orgLabel } from '../../src/session/org-label.js'
import type { SqlSession } from '../../src/session/sql-session.js'
import { HistoryFile } from '../../src/shell/history-file.js'
import { openReader } from '../../src/shell/run-shell.js'
import { Shell } from '../../src/shell/shell.js'
import { ShellHistory } from '../../src/shell/shell-history.js'
import { PLAIN_SETTINGS } from './hard-result.js'
import { TestScreen } from './test-screen.js'

interface TestShellOptions {
  readonly screenWidth?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** A shell on a made-up terminal. */
export class TestShell {
  private readonly input = new PassThrough()
  private readonly ended: Promise<void>
  private readonly screen: TestScreen

  private constructor(
    session: SqlSession,
    history: ShellHistory,
    private readonly folder: string,
    { screenWidth, environment = {} }: TestShellOptions,
  ) {
    this.screen = new TestScreen(screenWidth ?? 120)
    const writerSettings = { ...PLAIN_SETTINGS, ...(screenWidth !== undefined && { screenWidth }) }
    const label = orgLabel(session.instanceUrl)
    const { output } = this.screen
    const stage: OpenStage = {
      opened: { session, label, close: () => session.close() },
      surroundings: { stdin: this.input, stdout: output, stderr: output, environment },
      options: {
        session,
        output: new StreamOutput(output, () => undefined),
        format: 'table',
        writerSettings,
        signal: new AbortController().signal,
      },
      takeOverInterrupts: () => undefined,
      say: (line) => output.write(`${line}\n`),
    }
    const shell: Shell = new Shell(
      stage,
      openReader(stage, history, () => shell),
      history,
    )
    this.ended = shell.run()
  }

  static async open(session: SqlSession, options: TestShellOptions = {}): Promise<TestShell> {
    const folder = await mkdtemp(join(tmpdir(), 'certsql-shell-'))
    const history = await ShellHistory.load(new HistoryFile(join(folder, 'history')))
    return new TestShell(session, history, folder, options)
  }

  /** Types, and waits for what the screen must then show. Gives what it shows from the line on where the cursor was. */
  async type(keys: string, until: string | RegExp): Promise<string> {
    const top = await this.screen.cursorLine()
    this.input.write(keys)
    return await this.screen.waitFor(top, (shown) =>
      typeof until === 'string' ? shown.includes(until) : until.test(shown),
    )
  }

  /** Types, and waits until the shell asks for more. Gives what is shown between. */
  async run(keys: string): Promise<string> {
    const top = await this.screen.cursorLine()
    this.input.write(keys)
    return await this.screen.waitFor(top, (shown) => /\n[^\n]*=>$/.test(shown))
  }

  get historyPath(): string {
    return join(this.folder, 'history')
  }

  /** The entries of the history file. */
  async history(): Promise<string[]> {
    const lines = (await readFile(this.historyPath, 'utf8')).trimEnd().split('\n')
    return lines.map((line): string => JSON.parse(line))
  }

  /** Waits until the shell has been left. */
  async end(): Promise<void> {
    await this.ended
  }

  async dispose(): Promise<void> {
    this.input.end()
    await this.ended
    await rm(this.folder, { recursive: true })
  }
}
