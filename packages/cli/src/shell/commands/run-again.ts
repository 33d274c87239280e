import { UsageError } from '../../command-line/usage-error.js'
import type { GivenToCommand, MetaCommand } from '../meta-command.js'
import { openTarget } from './result-file.js'

/** `\g`: the statement before it, or the last one once more. */
export const runAgain: MetaCommand = {
  names: ['g'],
  usage: '\\g [FILE or |PROGRAM]',
  help: 'run the statement before it, or the last one again; its result may go to a file or program',
  group: 'Query',
  completes: 'file',
  takesStatement: true,
  run: async (shell, _words, given) => {
    const statement = requireStatement(given)
    if (given.text === '') return await shell.runStatement(statement)
    const output = await openTarget(given.text)
    try {
      await shell.runStatement(statement, { output })
    } catch (error) {
      await output.discard()
      throw error
    }
  },
}

export const runExpanded: MetaCommand = {
  names: ['gx'],
  usage: '\\gx',
  help: 'as \\g, with the rows as records',
  group: 'Query',
  takesStatement: true,
  run: (shell, _words, given) => shell.runStatement(requireStatement(given), { expanded: true }),
}

/** The statement that a command is about. */
export function requireStatement({ statement }: GivenToCommand): string {
  if (statement !== undefined) return statement
  throw new UsageError('There is no statement yet.', 'write one before the command, or run one first')
}
