import type { Table, TableColumn } from '@certsql/catalog'
import { formatSqlType } from '@certsql/core'
import { readType, type TypeStyle, writeType } from './value-type.js'

/** The declarations of one table. */
export interface TableTypes {
  /** The API name, which is also the name of the type of its rows. */
  readonly name: string
  readonly declarations: string
}

/**
 * A table as three interfaces: its rows, what an insert takes, what an update takes.
 *
 * ```ts
 * export interface Account { Name: string; Industry: 'Energy' | 'Retail' | null }
 * export interface AccountInsert { Name: string; Industry?: 'Energy' | 'Retail' | null }
 * export interface AccountUpdate { Name?: string; Industry?: 'Energy' | 'Retail' | null }
 * ```
 */
export function printTableTypes(table: Table, style: TypeStyle): TableTypes {
  const { name, label, columns } = table
  const rows = columns.map((column) => {
    const nullable = mayBeNull(column) && readType(column, style) !== 'unknown'
    return [
      comment(describe(table, column), '  '),
      `  ${key(column.name)}: ${readType(column, style)}${nullable ? ' | null' : ''}`,
    ].join('\n')
  })
  const inserts = columns.filter(({ field }) => field.createable === true)
  const updates = columns.filter(({ field }) => field.updateable === true)
  const declarations = [
    interfaceOf(label, name, rows),
    interfaceOf(`${label}: what an insert takes`, `${name}Insert`, inserts.map(insertMember)),
    interfaceOf(`${label}: what an update takes`, `${name}Update`, updates.map(updateMember)),
  ]
  return { name, declarations: declarations.join('\n\n') }
}

/**
 * A custom field that must be filled today may be empty in records made before it was so; the platform keeps the
 * promises of its own fields.
 */
function mayBeNull({ name, nullable, field }: TableColumn): boolean {
  return nullable && (name.endsWith('__c') || field.nillable === true)
}

function interfaceOf(label: string, name: string, members: readonly string[]): string {
  return `${comment(label, '')}\nexport interface ${name} {\n${members.join('\n')}${members.length === 0 ? '' : '\n'}}`
}

function insertMember(column: TableColumn): string {
  const { nillable, defaultedOnCreate } = column.field
  const required = nillable !== true && defaultedOnCreate !== true && column.type.kind !== 'boolean'
  return member(column, required)
}

function updateMember(column: TableColumn): string {
  return member(column, false)
}

function member(column: TableColumn, required: boolean): string {
  const type = writeType(column)
  const nullable = column.field.nillable === true && type !== 'unknown'
  return `  ${key(column.name)}${required ? '' : '?'}: ${type}${nullable ? ' | null' : ''}${required ? '' : ' | undefined'}`
}

/** `Account · looks up Account (c2g__Account__r) · required` */
function describe(table: Table, { name, label, type, field }: TableColumn): string {
  const parent = table.parents.find(({ column }) => column === name)
  const facts = [
    label,
    parent === undefined ? sqlName(type) : `looks up ${parent.targets.join(', ')} (${parent.name})`,
    ...(field.calculated === true ? ['computed'] : []),
    ...(field.autoNumber === true ? ['numbered by the org'] : []),
    ...(field.externalId === true ? ['external id'] : []),
    ...(field.createable !== true && field.updateable !== true && field.calculated !== true
      ? ['read only']
      : []),
  ]
  return facts.filter((fact) => fact !== '').join(' · ')
}

/** What the TypeScript type does not tell already. */
function sqlName(type: TableColumn['type']): string {
  return type.kind === 'decimal' || type.kind === 'date' || type.kind === 'time' ? formatSqlType(type) : ''
}

function comment(text: string, indent: string): string {
  return `${indent}/** ${text.replace(/\s+/g, ' ').replaceAll('*/', '*\\/')} */`
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}
