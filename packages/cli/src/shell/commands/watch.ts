import { setTimeout as sleep } from 'node:timers/promises'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand } from '../meta-command.js'
import { requireStatement } from './run-again.js'

const DEFAULT_SECONDS = 10
/** Each look costs API calls. */
const FEWEST_SECONDS = 1

export const watch: MetaCommand = {
  names: ['watch'],
  usage: '\\watch [SECONDS]',
  help: 'run the statement again and again, until Ctrl-C',
  group: 'Query',
  takesStatement: true,
  run: async (shell, [word], given) => {
    const seconds = word === undefined ? DEFAULT_SECONDS : Number(word)
    if (!(seconds >= FEWEST_SECONDS)) throw new UsageError(`"${word}" is no number of seconds from 1 on.`)
    const statement = requireStatement(given)
    for (;;) {
      shell.say(`${new Date().toLocaleTimeString()}, every ${seconds} s`)
      await shell.runStatement(statement)
      await sleep(seconds * 1_000, undefined, { signal: shell.signal })
    }
  },
}
