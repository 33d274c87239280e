import { CertSqlError } from '@certsql/core'
import type { Column, LoadProgress, RowBatch, ShownProfile, WriteSummary } from '@certsql/driver'
import { textPieces } from '@certsql/sql'
import type { ChartSpace } from '../chart/terminal-chart.js'
import type { SessionOptions } from '../command-line/invocation.js'
import type { EditorPrompt } from '../editor/line-editor.js'
import { RESULT_FORMATS, type ResultFormat } from '../format/result-format.js'
import type { WriterSettings } from '../format/writer-settings.js'
import { PagedOutput } from '../output/paged-output.js'
import { pagerCommand } from '../output/pager-command.js'
import type { TextOutput } from '../output/text-output.js'
import { errorText } from '../run/error-text.js'
import { executeStatement } from '../run/execute-statement.js'
import { loadProgressText } from '../run/load-progress-text.js'
import { ProgressLine, progressText } from '../run/progress-line.js'
import { costText, rowCountText, shortText } from '../run/report-text.js'
import type { OpenStage } from '../run/run-in-session.js'
import { usesColour } from '../run/surroundings.js'
import { bindParameters } from '../session/bind-parameters.js'
import { openSession } from '../session/open-session.js'
import type { OrgLabel } from '../session/org-label.js'
import type { ResultStream, SqlSession } from '../session/sql-session.js'
import { META_COMMANDS, takesStatement } from './commands/meta-commands.js'
import type { CompletionSources } from './completion/completion-sources.js'
import { parseCommandLine } from './find-command.js'
import type { InputReader } from './input-reader.js'
import { LastResult } from './last-result.js'
import type { CommandShell, ResultRows, RunOptions } from './meta-command.js'
import { promptText } from './prompt-text.js'
import { SavedQueries } from './saved-queries-file.js'
import type { ShellHistory } from './shell-history.js'
import type { ShellSettings } from './shell-settings.js'
import { readTypedInput, type TypedItem } from './typed-input.js'
import { writeCompanies } from './write-companies.js'
import { writeText } from './write-question.js'

/** Why a statement was stopped whose reader had enough. */
const PAGER_LEFT = Symbol('the pager was left')

/** The name of the last result in SQL. */
const LAST_RESULT = '_'

/** The interactive shell: reads input, runs statements and commands, and lives on when one of them fails. */
export class Shell implements CommandShell, CompletionSources {
  settings: ShellSettings
  readonly variables = new Map<string, string>()
  private opened: OpenStage['opened']
  private running: AbortController | undefined
  private isQuitting = false
  private unfinished = ''
  private lastStatement: string | undefined
  private redirected: TextOutput | undefined
  private progress: ProgressLine | undefined
  private readonly lastResult = new LastResult()
  private isResultInSql = false

  constructor(
    private readonly stage: OpenStage,
    private readonly reader: InputReader,
    private readonly past: ShellHistory,
  ) {
    const { options, opened, surroundings } = stage
    this.opened = opened
    this.settings = {
      format: options.format,
      expanded: options.writerSettings.screenWidth === undefined ? 'off' : 'auto',
      timing: true,
      nullText: options.writerSettings.nullText,
      pager: true,
      totals: false,
      groupsDigits: surroundings.stdout.isTTY === true,
    }
  }

  get session(): SqlSession {
    return this.opened.session
  }

  get label(): OrgLabel {
    return this.opened.label
  }

  get history(): readonly string[] {
    return this.past.entries
  }

  get signal(): AbortSignal {
    const { signal } = this.stage.options
    return this.running === undefined ? signal : AbortSignal.any([signal, this.running.signal])
  }

  readonly print = async (text: string): Promise<void> => {
    await this.output.write(`${text}\n`)
  }

  say(line: string): void {
    this.stage.say(line)
  }

  quit(): void {
    this.isQuitting = true
  }

  prefill(text: string): void {
    this.unfinished = text
  }

  async lend<T>(work: () => Promise<T>): Promise<T> {
    return await this.reader.lend(work)
  }

  async ask(question: string): Promise<string> {
    const input = await this.reader.ask(question)
    return input.kind === 'text' ? input.text.trim() : ''
  }

  async redirect(output: TextOutput | undefined): Promise<void> {
    const before = this.redirected
    this.redirected = output
    await before?.finish()
  }

  async reconnect(target: Pick<SessionOptions, 'url' | 'profile'>): Promise<void> {
    // Whoever asked for a shell that writes nothing keeps it in another org.
    const properties: SessionOptions['properties'] = this.isReadOnly ? { ReadOnly: 'true' } : {}
    const next = await openSession({ ...target, demo: false, properties }, this.signal)
    const before = this.opened
    this.opened = next
    this.isResultInSql = false
    await before.close()
  }

  async profiles(): Promise<readonly ShownProfile[]> {
    const { Profiles } = await import('@certsql/driver')
    return await Profiles.of(this.stage.surroundings.environment).list()
  }

  async profileNames(): Promise<readonly string[]> {
    return (await this.profiles()).map(({ name }) => name)
  }

  async queryNames(): Promise<readonly string[]> {
    return Object.keys(await SavedQueries.ofUser(process.env).read())
  }

  get resultColumns(): readonly Column[] {
    return this.lastResult.columns
  }

  get space(): ChartSpace {
    const { options, surroundings } = this.stage
    return { width: surroundings.stdout.columns ?? 80, isPlain: options.writerSettings.plainBorders }
  }

  async printRows(
    columns: readonly Column[],
    rows: RowBatch['rows'],
    { totals = false }: { readonly totals?: boolean } = {},
  ): Promise<void> {
    const settings = { ...this.writerSettings, totals }
    const writer = await RESULT_FORMATS[this.format].createWriter(settings, '')
    await this.onOutput(undefined, (output) =>
      output.write(writer.begin(columns) + writer.write(rows) + writer.end()),
    )
    this.say(rowCountText(rows.length))
  }

  async fetch(sql: string): Promise<ResultRows> {
    await this.provideLastResult(sql)
    const stream = this.session.stream(sql, this.parametersOf(sql), { signal: this.signal })
    const columns = await stream.columns()
    const rows: RowBatch['rows'][number][] = []
    for await (const batch of stream.batches()) rows.push(...batch.rows)
    return { columns, rows }
  }

  async runStatement(sql: string, run: RunOptions = {}): Promise<void> {
    try {
      await this.runOnce(sql, run, false)
    } catch (error) {
      if (!(await this.isConfirmed(error))) throw error
      await this.runOnce(sql, run, true)
    }
  }

  /** A write without WHERE is done when somebody types the name of the org. What was typed ahead says nothing. */
  private async isConfirmed(error: unknown): Promise<boolean> {
    if (!(error instanceof CertSqlError) || error.code !== 'CERT-8003') return false
    this.reader.dropTypeAhead()
    const answer = await this.reader.ask(`${error.message} Type ${this.label.name} to do it: `)
    return answer.kind === 'text' && answer.text.trim().toLowerCase() === this.label.name.toLowerCase()
  }

  /** What is written to a production org is asked about first; elsewhere people try things out. */
  private get asksBeforeWrites(): boolean {
    return this.label.kind === 'production'
  }

  private async confirmWrite(summary: WriteSummary): Promise<boolean> {
    this.progress?.stop()
    const companies = await writeCompanies(summary, this)
    this.reader.dropTypeAhead()
    const answer = await this.reader.ask(
      `This will ${writeText(summary, companies, this.label)}. Go on? [y/N] `,
    )
    return answer.kind === 'text' && /^y(es)?$/i.test(answer.text.trim())
  }

  private get isReadOnly(): boolean {
    return this.session.settings().some(({ name, value }) => name === 'ReadOnly' && value === 'true')
  }

  private async runOnce(
    sql: string,
    { expanded, output, isAside }: RunOptions,
    allowUnfilteredWrites: boolean,
  ): Promise<void> {
    const { options, surroundings } = this.stage
    if (isAside !== true) this.lastStatement = sql
    await this.provideLastResult(sql)
    this.lastResult.begin()
    const format = expanded === true && this.settings.format === 'table' ? 'vertical' : this.format
    let stream: ResultStream | undefined
    let load: LoadProgress | undefined
    const progress = ProgressLine.showing(surroundings, (elapsed) =>
      load === undefined ? progressText(stream?.stats, elapsed) : loadProgressText(load, elapsed),
    )
    this.progress = progress
    try {
      const report = await this.onOutput(output, async (screen) => {
        const done = await executeStatement(sql, this.parametersOf(sql), {
          ...options,
          session: this.session,
          output: progress?.above(screen) ?? screen,
          format,
          writerSettings: this.writerSettings,
          signal: this.signal,
          allowUnfilteredWrites,
          ...(this.asksBeforeWrites &&
            !allowUnfilteredWrites && { confirmWrite: (summary) => this.confirmWrite(summary) }),
          onProgress: (reached) => {
            load = reached
          },
          onStream: (started) => {
            stream = started
          },
          onRows: (columns, rows) => this.lastResult.add(columns, rows),
        })
        progress?.stop()
        return done
      })
      if (report.hasResult) {
        this.lastResult.end()
        this.isResultInSql = false
      }
      for (const { message } of report.notices) this.say(`Notice: ${message}`)
      if (this.settings.timing) this.say(costText(report))
      else this.sayIfAny(shortText(report))
    } finally {
      progress?.stop()
    }
  }

  private sayIfAny(text: string | undefined): void {
    if (text !== undefined) this.say(text)
  }

  async runText(text: string): Promise<void> {
    const { items, rest } = readTypedInput(text, takesStatement)
    for (const item of items) await this.perform(item)
    if (rest !== '') await this.runStatement(rest)
  }

  /** Reads and runs until somebody has enough. */
  async run(): Promise<void> {
    this.stage.options.signal.addEventListener('abort', () => this.reader.close())
    while (!this.isQuitting) {
      const typed = this.unfinished
      this.unfinished = ''
      const input = await this.reader.read(this.prompt, typed)
      if (input.kind === 'end') break
      if (input.kind === 'text') await this.take(input.text)
    }
    await this.redirect(undefined)
    this.reader.close()
    if (this.opened !== this.stage.opened) await this.opened.close()
  }

  /** Ctrl-C while something runs. */
  interrupt(): void {
    this.reader.dropTypeAhead()
    this.running?.abort()
  }

  private get prompt(): EditorPrompt {
    const { stdout, environment } = this.stage.surroundings
    const colour = usesColour(stdout, environment)
    const state = { isReadOnly: this.isReadOnly, inTransaction: this.session.inTransaction }
    return {
      first: promptText(this.label, state, false, colour),
      next: promptText(this.label, state, true, colour),
    }
  }

  /** Runs what was typed. An error, or Ctrl-C, ends what was asked for and not the shell. */
  private async take(text: string): Promise<void> {
    const { stderr, environment } = this.stage.surroundings
    const running = new AbortController()
    this.running = running
    try {
      const { items, rest } = readTypedInput(text, takesStatement)
      await this.past.add(text.trim())
      for (const item of items) {
        running.signal.throwIfAborted()
        await this.perform(item)
      }
      if (rest !== '') this.unfinished = rest
    } catch (error) {
      if (running.signal.reason === PAGER_LEFT) this.say('The rest was not asked for.')
      else if (running.signal.aborted) this.say('Cancelled.')
      else stderr.write(`${errorText(error, usesColour(stderr, environment))}\n`)
    } finally {
      this.running = undefined
    }
  }

  private async perform(item: TypedItem): Promise<void> {
    switch (item.kind) {
      case 'statement':
        return await this.runStatement(item.sql)
      case 'command': {
        const { command, words, text } = parseCommandLine(item.line, META_COMMANDS)
        if (item.statement !== undefined) this.lastStatement = item.statement
        return await command.run(this, words, { statement: this.lastStatement, text })
      }
    }
  }

  /** The values of the variables that a statement names as `:name`. */
  private parametersOf(sql: string): ReturnType<typeof bindParameters> {
    return bindParameters(sql, { positional: new Map(), named: this.variables })
  }

  /** Makes a table of the last result when a statement names it. */
  private async provideLastResult(sql: string): Promise<void> {
    const isNamed = textPieces(sql).some(
      ({ kind, span }) => kind === 'name' && sql.slice(span.start, span.end) === LAST_RESULT,
    )
    if (!isNamed || this.isResultInSql) return
    await this.session.keepRows(LAST_RESULT, this.lastResult.rows())
    this.isResultInSql = true
  }

  /** Does work that writes: to a file of its own, to where results go, or to the screen through the pager. */
  private async onOutput<T>(
    own: TextOutput | undefined,
    work: (output: TextOutput) => Promise<T>,
  ): Promise<T> {
    if (own === undefined && this.redirected === undefined) return await this.onScreen(work)
    const output = own ?? this.output
    const result = await work(output)
    if (own !== undefined) await own.finish()
    return result
  }

  private async onScreen<T>(work: (output: TextOutput) => Promise<T>): Promise<T> {
    const { stdout, environment } = this.stage.surroundings
    const command = this.settings.pager && stdout.isTTY === true ? pagerCommand(environment) : undefined
    if (command === undefined) return await work(this.stage.options.output)
    const rows = stdout.rows ?? Number.POSITIVE_INFINITY
    const paged = new PagedOutput(this.stage.options.output, {
      command,
      rows,
      environment,
      lend: (use) => {
        // The pager has the screen for itself.
        this.progress?.stop()
        return this.reader.lend(use)
      },
      onLeft: () => this.running?.abort(PAGER_LEFT),
    })
    try {
      const result = await work(paged)
      await paged.finish()
      return result
    } catch (error) {
      await paged.discard()
      throw error
    }
  }

  private get output(): TextOutput {
    return this.redirected ?? this.stage.options.output
  }

  private get format(): ResultFormat {
    const { format, expanded } = this.settings
    return format === 'table' && expanded === 'on' ? 'vertical' : format
  }

  private get writerSettings(): WriterSettings {
    const { screenWidth: _, ...settings } = this.stage.options.writerSettings
    const { columns } = this.stage.surroundings.stdout
    const { nullText, groupsDigits, expanded, totals } = this.settings
    const fits = expanded === 'auto' && columns !== undefined
    return { ...settings, nullText, groupsDigits, totals, ...(fits && { screenWidth: columns }) }
  }
}
