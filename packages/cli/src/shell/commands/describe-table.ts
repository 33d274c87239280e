import { type Column, formatSqlType, TEXT } from '@certsql/core'
import type { Table, TableColumn } from '@certsql/driver'
import { UsageError } from '../../command-line/usage-error.js'
import { plural } from '../../run/report-text.js'
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
  group: 'The org',
  completes: 'table',
  run: async (shell, [name]) => {
    if (name === undefined) return await printTables(shell)
    const table = await shell.session.describe(name, { signal: shell.signal })
    await shell.print(`${table.name} · ${table.label}`)
    await shell.printRows(
      COLUMNS,
      table.columns.map((column) => lineOf(table, column)),
    )
    await printChildren(shell, table)
  },
}

export const describeInFull: MetaCommand = {
  names: ['d+'],
  usage: '\\d+ TABLE',
  help: 'the same with picklist values, what must be filled, and the number of records',
  group: 'The org',
  completes: 'table',
  run: async (shell, [name]) => {
    if (name === undefined) throw new UsageError('Which table?', '\\d+ codaInvoice')
    const { session, signal } = shell
    const table = await session.describe(name, { signal })
    const counts = await session.recordCounts([table.name], { signal })
    const count = counts.get(table.name)
    const records = count === undefined ? '' : ` · about ${plural(count, 'record')}`
    await shell.print(`${table.name} · ${table.label}${records}`)
    await shell.printRows(
      [...COLUMNS, { name: 'notes', type: TEXT }],
      table.columns.map((column) => [...lineOf(table, column), notesOf(column)]),
    )
    await printChildren(shell, table)
  },
}

function lineOf(table: Table, column: TableColumn): readonly (string | null)[] {
  return [column.name, formatSqlType(column.type), column.label, lookupText(table, column)]
}

/** `c2g__Account__r → Account` */
function lookupText(table: Table, column: TableColumn): string | null {
  const parent = table.parents.find((relationship) => relationship.column === column.name)
  return parent === undefined ? null : `${parent.name} → ${parent.targets.join(', ')}`
}

/** `required · unique · Draft, Complete, …` */
function notesOf({ field, fieldType }: TableColumn): string | null {
  const { nillable, defaultedOnCreate, createable } = field
  const isRequired = nillable === false && defaultedOnCreate !== true && createable === true
  const values = (field.picklistValues ?? []).filter(({ active }) => active !== false)
  const notes = [
    isRequired ? 'required' : '',
    field.calculated === true ? 'formula' : '',
    field.autoNumber === true ? 'numbered by the org' : '',
    field.unique === true ? 'unique' : '',
    field.externalId === true ? 'external id' : '',
    createable === true || fieldType === 'id' ? '' : 'read-only',
    values.map(({ value }) => value).join(', '),
  ]
  return notes.filter((note) => note !== '').join(' · ') || null
}

async function printChildren(shell: CommandShell, table: Table): Promise<void> {
  const children = table.children.map(childText).sort()
  if (children.length > 0) await shell.print(['', 'Looked up by:', ...children].join('\n'))
}

function childText({ childTable, childColumn, name }: Table['children'][number]): string {
  return `  ${childTable}.${childColumn}${name === null ? '' : ` (${name})`}`
}
