import { quoteText } from '@certsql/core'
import type { QueryInvocation, ResultOptions } from '../command-line/invocation.js'
import { UsageError } from '../command-line/usage-error.js'
import type { ExitCode } from '../exit-code.js'
import { isFileFormat } from '../format/result-format.js'
import { type ChosenInput, chooseInput } from '../input/choose-input.js'
import { type ScriptStatement, statementsOf } from '../input/script.js'
import { unusedParameters } from '../session/bind-parameters.js'
import { type Interruption, orAborted } from './interruption.js'
import { type OpenStage, runInSession } from './run-in-session.js'
import { runScript } from './run-script.js'
import { scriptManner } from './script-manner.js'
import type { Surroundings } from './surroundings.js'

/** `certsql [URL]` with statements, as a shell, or as the tour of the demo. */
export async function runQuery(
  invocation: QueryInvocation,
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<ExitCode> {
  const input = await orAborted(chooseInput(invocation, surroundings), interruption.signal)
  if (input.kind === 'shell' && invocation.result.output !== undefined) {
    throw new UsageError('--output needs statements: give them with -c, -f or through a pipe.')
  }
  return await runInSession(invocation, surroundings, interruption, (stage) =>
    performInput(input, invocation, stage),
  )
}

async function performInput(
  input: ChosenInput,
  invocation: QueryInvocation,
  stage: OpenStage,
): Promise<void> {
  switch (input.kind) {
    case 'statements':
      return await performStatements(input.scripts.flatMap(statementsOf), invocation, stage)
    case 'tour-or-statements': {
      const script = await input.script
      const statements = script === undefined ? [] : statementsOf(script)
      return statements.length === 0
        ? await performTour(stage)
        : await performStatements(statements, invocation, stage)
    }
    case 'tour':
      return await performTour(stage)
    case 'shell': {
      const { runShell } = await import('../shell/run-shell.js')
      return await runShell(stage)
    }
  }
}

async function performStatements(
  statements: readonly ScriptStatement[],
  { parameters, script, result }: QueryInvocation,
  stage: OpenStage,
): Promise<void> {
  const { options } = stage
  const [unused] = unusedParameters(
    statements.map(({ sql }) => sql),
    parameters,
  )
  if (unused !== undefined) throw new UsageError(`No statement has the parameter "${unused}" of --param.`)
  const run = intoFile(statements, result)
  await runScript(run, parameters, options, scriptManner(script, stage))
}

/** A file that is no text holds one result: that of the last statement. */
function intoFile(
  statements: readonly ScriptStatement[],
  { format, output }: ResultOptions,
): readonly ScriptStatement[] {
  const last = statements.at(-1)
  if (!isFileFormat(format) || output === undefined || last === undefined) return statements
  return [
    ...statements.slice(0, -1),
    { ...last, sql: `COPY (${last.sql}\n) TO ${quoteText(output)} (FORMAT ${format})` },
  ]
}

async function performTour({ options }: OpenStage): Promise<void> {
  const { runTour } = await import('../demo/run-tour.js')
  await runTour(options)
}
