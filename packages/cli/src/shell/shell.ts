import type { Interface } from 'node:readline'
import type { Column, RowBatch } from '@certsql/driver'
import { RESULT_FORMATS, type ResultFormat } from '../format/result-format.js'
import type { WriterSettings } from '../format/result-writer.js'
import { errorText } from '../run/error-text.js'
import { executeStatement } from '../run/execute-statement.js'
import { costText, rowCountText } from '../run/report-text.js'
import type { OpenStage } from '../run/run-in-session.js'
import { usesColour } from '../run/surroundings.js'
import type { OrgLabel } from '../session/org-label.js'
import type { SqlSession } from '../session/sql-session.js'
import { META_COMMANDS } from './commands/meta-commands.js'
import { isCommandLine, parseCommandLine } from './find-command.js'
import { LineQueue } from './line-queue.js'
import type { CommandShell } from './meta-command.js'
import { promptText } from './prompt-text.js'
import type { ShellHistory } from './shell-history.js'
import type { ShellSettings } from './shell-settings.js'
import { StatementBuffer } from './statement-buffer.js'

/** The interactive shell: reads lines, runs statements and commands, and lives on when one of them fails. */
export class Shell implements CommandShell {
  settings: ShellSettings
  readonly session: SqlSession
  readonly label: OrgLabel
  private readonly lines = new LineQueue()
  private readonly buffer = new StatementBuffer()
  private running: AbortController | undefined
  private isQuitting = false

  constructor(
    private readonly stage: OpenStage,
    private readonly editor: Interface,
    private readonly history: ShellHistory,
  ) {
    const { options, opened } = stage
    this.session = opened.session
    this.label = opened.label
    this.settings = {
      format: options.format,
      expanded: options.writerSettings.screenWidth === undefined ? 'off' : 'auto',
      timing: true,
      nullText: options.writerSettings.nullText,
    }
  }

  /** The statement that is being typed, without the line that the cursor is in. */
  get pending(): string {
    return this.buffer.pending
  }

  get signal(): AbortSignal {
    const { signal } = this.stage.options
    return this.running === undefined ? signal : AbortSignal.any([signal, this.running.signal])
  }

  readonly print = async (text: string): Promise<void> => {
    await this.stage.options.output.write(`${text}\n`)
  }

  say(line: string): void {
    this.stage.say(line)
  }

  quit(): void {
    this.isQuitting = true
  }

  async printRows(columns: readonly Column[], rows: RowBatch['rows']): Promise<void> {
    const writer = await RESULT_FORMATS[this.format].createWriter(this.writerSettings)
    await this.print((writer.begin(columns) + writer.write(rows) + writer.end()).replace(/\n$/, ''))
    this.say(rowCountText(rows.length))
  }

  /** Reads and runs until somebody has enough. */
  async run(): Promise<void> {
    this.editor.on('line', (line) => this.lines.push(line))
    this.editor.on('close', () => this.lines.close())
    this.editor.on('SIGINT', () => this.interrupt())
    this.stage.options.signal.addEventListener('abort', () => this.lines.close())
    while (!this.isQuitting) {
      if (this.lines.isEmpty) this.showPrompt()
      const line = await this.lines.next()
      if (line === undefined) break
      await this.takeLine(line)
    }
    this.editor.close()
  }

  private showPrompt(): void {
    const { stdout, environment } = this.stage.surroundings
    this.editor.setPrompt(promptText(this.label, this.buffer.isOpen, usesColour(stdout, environment)))
    this.editor.prompt()
  }

  /** Ctrl-C: stops what runs, or drops what is being typed. */
  private interrupt(): void {
    this.lines.clear()
    if (this.running === undefined) this.dropTyped()
    else this.running.abort()
  }

  private dropTyped(): void {
    const line: { line: string; cursor: number } = this.editor
    line.line = ''
    line.cursor = 0
    this.buffer.clear()
    this.stage.surroundings.stdout.write('^C\n')
    this.showPrompt()
  }

  /** Runs what a line completes. An error, or Ctrl-C, ends what it asked for and not the shell. */
  private async takeLine(line: string): Promise<void> {
    const { stderr, environment } = this.stage.surroundings
    const running = new AbortController()
    this.running = running
    try {
      await this.perform(line, running.signal)
    } catch (error) {
      if (running.signal.aborted) this.say('Cancelled.')
      else stderr.write(`${errorText(error, usesColour(stderr, environment))}\n`)
    } finally {
      this.running = undefined
    }
  }

  private async perform(line: string, cancelled: AbortSignal): Promise<void> {
    if (!this.buffer.isOpen && isCommandLine(line)) {
      await this.history.add(line.trim())
      const { command, words } = parseCommandLine(line, META_COMMANDS)
      return await command.run(this, words)
    }
    for (const sql of this.buffer.add(line)) {
      await this.history.add(`${sql};`)
      cancelled.throwIfAborted()
      await this.runStatement(sql)
    }
  }

  private async runStatement(sql: string): Promise<void> {
    const { options } = this.stage
    const report = await executeStatement(sql, [], {
      ...options,
      format: this.format,
      writerSettings: this.writerSettings,
      signal: this.signal,
    })
    for (const { message } of report.notices) this.say(`Notice: ${message}`)
    if (this.settings.timing) this.say(costText(report))
    else if (report.hasResult) this.say(rowCountText(report.rows))
  }

  private get format(): ResultFormat {
    const { format, expanded } = this.settings
    return format === 'table' && expanded === 'on' ? 'vertical' : format
  }

  private get writerSettings(): WriterSettings {
    const { screenWidth: _, ...settings } = this.stage.options.writerSettings
    const { columns } = this.stage.surroundings.stdout
    const fits = this.settings.expanded === 'auto' && columns !== undefined
    return { ...settings, nullText: this.settings.nullText, ...(fits && { screenWidth: columns }) }
  }
}
