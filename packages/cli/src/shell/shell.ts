import type { Column, RowBatch } from '@certsql/driver'
import type { EditorPrompt } from '../editor/line-editor.js'
import { RESULT_FORMATS, type ResultFormat } from '../format/result-format.js'
import type { WriterSettings } from '../format/writer-settings.js'
import { errorText } from '../run/error-text.js'
import { executeStatement } from '../run/execute-statement.js'
import { costText, rowCountText } from '../run/report-text.js'
import type { OpenStage } from '../run/run-in-session.js'
import { usesColour } from '../run/surroundings.js'
import type { OrgLabel } from '../session/org-label.js'
import type { SqlSession } from '../session/sql-session.js'
import { META_COMMANDS, takesStatement } from './commands/meta-commands.js'
import { parseCommandLine } from './find-command.js'
import type { InputReader } from './input-reader.js'
import type { CommandShell } from './meta-command.js'
import { promptText } from './prompt-text.js'
import type { ShellHistory } from './shell-history.js'
import type { ShellSettings } from './shell-settings.js'
import { readTypedInput, type TypedItem } from './typed-input.js'

/** The interactive shell: reads lines, runs statements and commands, and lives on when one of them fails. */
export class Shell implements CommandShell {
  settings: ShellSettings
  readonly session: SqlSession
  readonly label: OrgLabel
  private running: AbortController | undefined
  private isQuitting = false

  constructor(
    private readonly stage: OpenStage,
    private readonly reader: InputReader,
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
    this.stage.options.signal.addEventListener('abort', () => this.reader.close())
    let unfinished = ''
    while (!this.isQuitting) {
      const input = await this.reader.read(this.prompt, unfinished)
      if (input.kind === 'end') break
      unfinished = input.kind === 'text' ? await this.take(input.text) : ''
    }
    this.reader.close()
  }

  /** Ctrl-C while something runs. */
  interrupt(): void {
    this.reader.dropTypeAhead()
    this.running?.abort()
  }

  private get prompt(): EditorPrompt {
    const { stdout, environment } = this.stage.surroundings
    const colour = usesColour(stdout, environment)
    return { first: promptText(this.label, false, colour), next: promptText(this.label, true, colour) }
  }

  /**
   * Runs what was typed, and gives back the statement that is unfinished. An error, or Ctrl-C, ends what was asked for
   * and not the shell.
   */
  private async take(text: string): Promise<string> {
    const { stderr, environment } = this.stage.surroundings
    const running = new AbortController()
    this.running = running
    try {
      const { items, rest } = readTypedInput(text, takesStatement)
      await this.history.add(text.trim())
      for (const item of items) {
        running.signal.throwIfAborted()
        await this.perform(item)
      }
      return rest
    } catch (error) {
      if (running.signal.aborted) this.say('Cancelled.')
      else stderr.write(`${errorText(error, usesColour(stderr, environment))}\n`)
      return ''
    } finally {
      this.running = undefined
    }
  }

  private async perform(item: TypedItem): Promise<void> {
    switch (item.kind) {
      case 'statement':
        return await this.runStatement(item.sql)
      case 'command': {
        const { command, words } = parseCommandLine(item.line, META_COMMANDS)
        return await command.run(this, words, item.statement)
      }
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
