import { BIGINT, type Column, TEXT } from '@certsql/core'
import type { TableSummary } from '@certsql/driver'
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
  group: 'The org',
  completes: 'table',
  run: (shell, [pattern]) => printTables(shell, pattern),
}

export const listTablesInFull: MetaCommand = {
  names: ['dt+'],
  usage: '\\dt+ [PATTERN]',
  help: 'list tables with their approximate numbers of records',
  group: 'The org',
  completes: 'table',
  run: async (shell, [pattern]) => {
    const tables = await matchingTables(shell, pattern)
    const counts = await shell.session.recordCounts(
      tables.map(({ name }) => name),
      { signal: shell.signal },
    )
    await shell.printRows(
      [...COLUMNS, { name: 'records', type: BIGINT }],
      tables.map(({ name, label }) => [name, label, counts.get(name) ?? null]),
    )
  },
}

export async function printTables(shell: CommandShell, pattern?: string): Promise<void> {
  const tables = await matchingTables(shell, pattern)
  await shell.printRows(
    COLUMNS,
    tables.map(({ name, label }) => [name, label]),
  )
}

async function matchingTables(shell: CommandShell, pattern = '*'): Promise<readonly TableSummary[]> {
  const wanted = namePattern(pattern)
  const tables = await shell.session.tables({ signal: shell.signal })
  return tables.filter(({ name, label, queryable }) => queryable && (wanted.test(name) || wanted.test(label)))
}
