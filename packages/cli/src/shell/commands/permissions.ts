import { BOOLEAN, type Column, TEXT } from '@certsql/core'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand } from '../meta-command.js'

const COLUMNS: readonly Column[] = [
  { name: 'column', type: TEXT },
  { name: 'insert', type: BOOLEAN },
  { name: 'update', type: BOOLEAN },
  { name: 'filter', type: BOOLEAN },
  { name: 'group', type: BOOLEAN },
  { name: 'sort', type: BOOLEAN },
]

export const permissions: MetaCommand = {
  names: ['dp'],
  usage: '\\dp TABLE',
  help: 'what you may do with a table and its columns',
  group: 'The org',
  completes: 'table',
  run: async (shell, [name]) => {
    if (name === undefined) throw new UsageError('Which table?', '\\dp codaInvoice')
    const table = await shell.session.describe(name, { signal: shell.signal })
    const { insert, update, delete: remove, undelete } = table.writable
    const allowed = Object.entries({ read: table.queryable, insert, update, delete: remove, undelete })
      .filter(([, isAllowed]) => isAllowed)
      .map(([right]) => right)
    await shell.print(`${table.name} · ${table.label}: ${allowed.join(', ') || 'nothing'}`)
    await shell.printRows(
      COLUMNS,
      table.columns.map(({ name: column, field, capabilities }) => [
        column,
        field.createable === true,
        field.updateable === true,
        capabilities.filterable,
        capabilities.groupable,
        capabilities.sortable,
      ]),
    )
  },
}
