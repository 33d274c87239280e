import type { MetaCommand } from '../meta-command.js'
import { requireStatement } from './run-again.js'

export const explain: MetaCommand = {
  names: ['explain'],
  usage: '\\explain [analyze|verify]',
  help: 'how the statement before it, or the last one, is run: what the org does, and what is done here',
  group: 'Query',
  words: ['analyze', 'verify'],
  takesStatement: true,
  run: async (shell, [mode = ''], given) => {
    const statement = requireStatement(given).replace(/^EXPLAIN\s+(ANALYZE\s+|VERIFY\s+)?/i, '')
    const explained = `EXPLAIN ${mode.toUpperCase()} ${statement}`.replace(/ +/g, ' ')
    await shell.runStatement(explained, { isAside: true })
  },
}
