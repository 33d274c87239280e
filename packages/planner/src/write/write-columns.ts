import type { CatalogView, Table, TableColumn } from '@certsql/catalog'
import type { SourceSpan } from '@certsql/core'
import type { QualifiedName } from '@certsql/sql'
import { bindError } from '../bind/type-error.js'
import type { WriteColumn, WriteTarget } from './write-plan.js'
import { writeTarget } from './write-target.js'

export type ColumnUse = 'insert' | 'update' | 'upsert'

/** The columns that a statement writes, from this position of the source on; each once, and none that is read-only. */
export function writeColumns(
  names: readonly QualifiedName[],
  use: ColumnUse,
  table: Table,
  view: CatalogView,
  key?: TableColumn,
  firstPosition = 0,
): readonly WriteColumn[] {
  const columns: WriteColumn[] = []
  for (const [index, name] of names.entries()) {
    const target = writeTarget(name, table, view)
    requireWritable(target, use, name, table, key)
    const twin = columns.find((other) => other.target.column.name === target.column.name)
    if (twin !== undefined)
      throw bindError({
        code: 'CERT-2008',
        message: `${target.column.name} is written twice: by ${twin.name} and by ${targetName(target)}.`,
        span: name.span,
      })
    const prefixes = target.kind === 'field' ? prefixesOf(target.column, view) : []
    const position = firstPosition + index
    columns.push({ position, target, name: targetName(target), prefixes, span: name.span })
  }
  return columns
}

/** A new record must have values in some fields: which of them a statement names is known before its rows are. */
export function requireFilled(columns: readonly WriteColumn[], table: Table, span: SourceSpan): void {
  const missing = table.columns.filter(({ name, field, fieldType }) => {
    const { createable, nillable, defaultedOnCreate } = field
    const isRequired = createable === true && nillable !== true && defaultedOnCreate !== true
    return isRequired && fieldType !== 'boolean' && !columns.some(({ target }) => target.column.name === name)
  })
  if (missing.length === 0) return
  throw bindError({
    code: 'CERT-8004',
    message: `A new ${table.name} must have ${missing.map(({ name }) => name).join(', ')}.`,
    hint: 'name the column, and give it values',
    span,
  })
}

/** None where one of the targets is not known: then any Id may be right. */
function prefixesOf({ field }: TableColumn, view: CatalogView): readonly string[] {
  const prefixes = (field.referenceTo ?? []).map((target) => view.keyPrefix(target))
  return prefixes.every((prefix) => prefix !== undefined) ? prefixes : []
}

export function targetName(target: WriteTarget): string {
  return target.kind === 'field' ? target.column.name : `${target.relationship.name}.${target.key.name}`
}

function requireWritable(
  target: WriteTarget,
  use: ColumnUse,
  { span }: QualifiedName,
  table: Table,
  key: TableColumn | undefined,
): void {
  const { field, name } = target.column
  if (key?.name === name) return
  const creates = field.createable === true
  const updates = field.updateable === true
  const isWritable = use === 'insert' ? creates : use === 'update' ? updates : creates || updates
  if (isWritable) return
  throw bindError({
    code: 'CERT-8004',
    message: `${table.name}.${name} cannot be ${use === 'insert' ? 'given' : 'changed'}: ${readOnlyReason(target.column, use)}.`,
    hint: 'leave the column out',
    span,
  })
}

function readOnlyReason({ field, fieldType, name }: TableColumn, use: ColumnUse): string {
  if (fieldType === 'id') return use === 'insert' ? 'the org gives Ids' : 'an Id never changes'
  if (field.calculated === true) return 'the org computes it'
  if (field.autoNumber === true) return 'the org numbers it'
  if (fieldType === 'address' || fieldType === 'location') return 'its parts are columns of their own'
  if (use === 'update' && field.createable === true) return 'it can only be given to a new record'
  if (use === 'insert' && field.updateable === true) return 'it can only be changed later'
  return `${name} is read-only, at least for this user`
}
