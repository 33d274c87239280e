import { type Column, TEXT } from '@certsql/core'
import { functionSignatures } from '@certsql/driver'
import type { MetaCommand } from '../meta-command.js'
import { namePattern } from '../name-pattern.js'

const COLUMNS: readonly Column[] = [
  { name: 'function', type: TEXT },
  { name: 'kind', type: TEXT },
  { name: 'what it does', type: TEXT },
]

export const listFunctions: MetaCommand = {
  names: ['df'],
  completes: 'function',
  usage: '\\df [PATTERN]',
  help: 'list functions with their arguments',
  group: 'The org',
  run: async (shell, [pattern = '*']) => {
    const wanted = namePattern(pattern)
    const rows = functionSignatures()
      .filter(({ name }) => wanted.test(name))
      .map(({ signature, kind, description }) => [signature, kind, description])
    await shell.printRows(COLUMNS, rows)
  },
}
