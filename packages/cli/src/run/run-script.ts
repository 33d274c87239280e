import type { ParameterValues, StatementStats } from '@certsql/driver'
import type { GivenParameters } from '../command-line/given-parameters.js'
import type { ScriptOptions } from '../command-line/invocation.js'
import { RESULT_FORMATS } from '../format/result-format.js'
import type { ScriptStatement } from '../input/script.js'
import { bindParameters } from '../session/bind-parameters.js'
import type { ResultStream } from '../session/sql-session.js'
import { type ExecuteOptions, executeStatement, type StatementReport } from './execute-statement.js'
import type { ProgressLine } from './progress-line.js'
import { costText, shortText } from './report-text.js'
import { statsLine } from './stats-line.js'

/** An error together with the statement that it is from. */
export class StatementFailure extends Error {
  constructor(
    readonly statement: ScriptStatement,
    override readonly cause: unknown,
  ) {
    super('A statement failed.')
    this.name = 'StatementFailure'
  }
}

/** How a script talks, and what it does when a statement fails. */
export interface ScriptManner extends ScriptOptions {
  /** Tells people something, on stderr. */
  readonly say: (line: string) => void
  /** Tells programs something, on stderr. */
  readonly tell: (line: string) => void
  /** Shows how far a statement is; undefined where nobody would see it. */
  readonly watch: (stats: () => StatementStats | undefined) => ProgressLine | undefined
  /** Shows the error of a statement after which the others are run. */
  readonly showFailure: (failure: StatementFailure) => void
}

/**
 * Runs statements one after the other; the first that fails is the last that runs, unless the script goes on, and is
 * what is thrown at the end.
 */
export async function runScript(
  statements: readonly ScriptStatement[],
  parameters: GivenParameters,
  options: ExecuteOptions,
  manner: ScriptManner,
): Promise<void> {
  const { forPeople } = RESULT_FORMATS[options.format]
  let results = 0
  let failed: StatementFailure | undefined
  for (const statement of statements) {
    try {
      const separated = separating(options, forPeople && results > 0)
      const values = bindParameters(statement.sql, parameters)
      const report = await executeWatched(statement.sql, values, separated, manner)
      if (report.hasResult) results += 1
      talk(statement, report, forPeople, manner)
    } catch (error) {
      const failure = new StatementFailure(statement, error)
      if (!manner.goesOn || options.signal.aborted) throw failure
      manner.showFailure(failure)
      failed ??= failure
    }
  }
  await options.output.finish()
  if (failed !== undefined) throw new FailuresShown(failed.cause)
}

async function executeWatched(
  sql: string,
  values: ParameterValues,
  options: ExecuteOptions,
  { watch }: ScriptManner,
): Promise<StatementReport> {
  let stream: ResultStream | undefined
  const progress = watch(() => stream?.stats)
  try {
    return await executeStatement(sql, values, {
      ...options,
      output: progress?.above(options.output) ?? options.output,
      onStream: (started) => {
        stream = started
      },
    })
  } finally {
    progress?.stop()
  }
}

/** Statements failed, the others were run, and all of it has been told. */
export class FailuresShown extends Error {
  constructor(override readonly cause: unknown) {
    super('Some statements failed.')
    this.name = 'FailuresShown'
  }
}

function talk(
  { sql }: ScriptStatement,
  report: StatementReport,
  forPeople: boolean,
  { talk, tellsStats, say, tell }: ScriptManner,
): void {
  if (tellsStats) tell(statsLine(sql, report))
  if (talk === 'quiet') return
  for (const { message } of report.notices) say(`Notice: ${message}`)
  if (talk === 'verbose') say(costText(report))
  else if (forPeople) sayIfAny(shortText(report), say)
}

function sayIfAny(text: string | undefined, say: (line: string) => void): void {
  if (text !== undefined) say(text)
}

/** Puts an empty line before a result, once there is one. */
function separating(options: ExecuteOptions, isSeparated: boolean): ExecuteOptions {
  if (!isSeparated) return options
  let isFirst = true
  const { output } = options
  return {
    ...options,
    output: {
      write: async (text) => {
        if (isFirst && text !== '') await output.write('\n')
        if (text !== '') isFirst = false
        await output.write(text)
      },
      finish: () => output.finish(),
      discard: () => output.discard(),
    },
  }
}
