import { type Column, formatSqlType, TEXT } from '@certsql/core'
import type { Table, TableColumn } from '@certsql/driver'
import type { CommandShell, MetaCommand } from '../meta-command.js'
import { printTables } from './list-tables.js'

const COLUMNS: readonly Column[] = [
  { name: 'column', type: TEXT },
  { name: 'type', type: TEXT },
  { name: 'label', type: TEXT },
  { name: 'lookup', type: TEXT },
]

export const describeTable: MetaCommand = {
  names: ['d'],
  usage: '\\d [TABLE]',
  help: 'list the columns of a table and what looks up to it',
  completes: 'table',
  run: async (shell, [name]) => {
    if (name === undefined) return await printTables(shell)
    await printTable(shell, await shell.session.describe(name, { signal: shell.signal }))
  },
}

async function printTable(shell: CommandShell, table: Table): Promise<void> {
  await shell.print(`${table.name} · ${table.label}`)
  await shell.printRows(
    COLUMNS,
    table.columns.map((column) => [
      column.name,
      formatSqlType(column.type),
      column.label,
      lookupText(table, column),
    ]),
  )
  const children = table.children.map(childText).sort()
  if (children.length > 0) await shell.print(['', 'Looked up by:', ...children].join('\n'))
}

/** `c2g__Account__r → Account` */
function lookupText(table: Table, column: TableColumn): string | null {
  const parent = table.parents.find((relationship) => relationship.column === column.name)
  return parent === undefined ? null : `${parent.name} → ${parent.targets.join(', ')}`
}

function childText({ childTable, childColumn, name }: Table['children'][number]): string {
  return `  ${childTable}.${childColumn}${name === null ? '' : ` (${name})`}`
}
