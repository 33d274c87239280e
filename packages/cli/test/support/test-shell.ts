import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { StreamOutput } from '../../src/output/stream-output.js'
import type { OpenStage } from '../../src/run/run-in-session.js'
import { orgLabel } from '../../src/session/org-label.js'
import type { SqlSession } from '../../src/session/sql-session.js'
import { HistoryFile } from '../../src/shell/history-file.js'
import { Shell } from '../../src/shell/shell.js'
import { ShellHistory } from '../../src/shell/shell-history.js'
import { PLAIN_SETTINGS } from './hard-result.js'

/** A shell on a made-up terminal. */
export class TestShell {
  private readonly input = new PassThrough()
  private readonly output = new PassThrough({ encoding: 'utf8' })
  private readonly errors = new PassThrough({ encoding: 'utf8' })
  private text = ''
  private readonly ended: Promise<void>

  private constructor(
    session: SqlSession,
    history: ShellHistory,
    private readonly folder: string,
    screenWidth: number | undefined,
  ) {
    for (const stream of [this.output, this.errors])
      stream.on('data', (piece: string) => (this.text += piece))
    const writerSettings = { ...PLAIN_SETTINGS, ...(screenWidth !== undefined && { screenWidth }) }
    const stage: OpenStage = {
      opened: { session, label: orgLabel(session.instanceUrl), close: () => session.close() },
      surroundings: {
        stdin: this.input,
        stdout: Object.assign(this.output, screenWidth === undefined ? {} : { columns: screenWidth }),
        stderr: this.errors,
        environment: {},
      },
      options: {
        session,
        output: new StreamOutput(this.output, () => undefined),
        format: 'table',
        writerSettings,
        signal: new AbortController().signal,
      },
      say: (line) => this.errors.write(`${line}\n`),
    }
    const editor = createInterface({
      input: this.input,
      output: this.output,
      terminal: true,
      history: history.startList(),
    })
    editor.on('history', history.restore)
    this.ended = new Shell(stage, editor, history).run()
  }

  static async open(session: SqlSession, { screenWidth }: { screenWidth?: number } = {}): Promise<TestShell> {
    const folder = await mkdtemp(join(tmpdir(), 'certsql-shell-'))
    const history = await ShellHistory.load(new HistoryFile(join(folder, 'history')))
    return new TestShell(session, history, folder, screenWidth)
  }

  /** Types, and waits for what the screen must then show. Gives what was shown since the last time. */
  async type(keys: string, until: string | RegExp): Promise<string> {
    const before = this.text.length
    this.input.write(keys)
    await new Promise(setImmediate)
    for (let tries = 0; tries < 500; tries++) {
      const shown = withoutControls(this.text.slice(before))
      if (typeof until === 'string' ? shown.includes(until) : until.test(shown)) return shown
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error(`"${until}" did not appear in:\n${withoutControls(this.text.slice(before))}`)
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
    await rm(this.folder, { recursive: true })
    await this.ended
  }
}

/** Cursor movements of the line editor. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
}
