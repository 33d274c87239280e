import type { GivenParameters } from '../command-line/given-parameters.js'
import { RESULT_FORMATS } from '../format/result-format.js'
import type { ScriptStatement } from '../input/script.js'
import { bindParameters } from '../session/bind-parameters.js'
import { type ExecuteOptions, executeStatement } from './execute-statement.js'
import { rowCountText } from './report-text.js'

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

/**
 * Runs statements one after the other; the first that fails is the last that runs. What is to be said about a result
 * goes to `say`.
 */
export async function runScript(
  statements: readonly ScriptStatement[],
  parameters: GivenParameters,
  options: ExecuteOptions,
  say: (line: string) => void,
): Promise<void> {
  const { output, format } = options
  const { forPeople } = RESULT_FORMATS[format]
  let results = 0
  for (const statement of statements) {
    try {
      const separated = separating(options, forPeople && results > 0)
      const values = bindParameters(statement.sql, parameters)
      const report = await executeStatement(statement.sql, values, separated)
      for (const { message } of report.notices) say(`Notice: ${message}`)
      if (!report.hasResult) continue
      results += 1
      if (forPeople) say(rowCountText(report.rows))
    } catch (error) {
      throw new StatementFailure(statement, error)
    }
  }
  await output.finish()
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
