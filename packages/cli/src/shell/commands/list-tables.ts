import { type Column, TEXT } from '@certsql/core'
import type { CommandShell, MetaCommand } from '../meta-command.js'
import { namePattern } from '../name-pattern.js'

const COLUMNS: readonly Column[] = [
  { name: 'table', type: TEXT },
  { name: 'label', type: TEXT },
]

export const listTables: MetaCommand = {
  names: ['dt'],
  usage: '\\dt [PATTERN]',
  help: 'list tables: all, or those whose name or label matches',
  completes: 'table',
  run: (shell, [pattern]) => printTables(shell, pattern),
}

export async function printTables(shell: CommandShell, pattern?: string): Promise<void> {
  const tables = await shell.session.tables({ signal: shell.signal })
  const wanted = namePattern(pattern ?? '*')
  const rows = tables
    .filter(({ name, label, queryable }) => queryable && (wanted.test(name) || wanted.test(label)))
    .map(({ name, label }) => [name, label])
  await shell.printRows(COLUMNS, rows)
}
