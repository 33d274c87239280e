import type { CatalogView, Table, TableColumn } from '@certsql/catalog'
import type { SourceSpan } from '@certsql/core'
import type { Identifier } from '@certsql/sql'
import { bindError } from '../bind/type-error.js'
import { namedColumn } from './named-column.js'

/** The field by which an upsert finds its record: an external id, or the Id. */
export function upsertKey(
  names: readonly Identifier[],
  clause: string,
  table: Table,
  view: CatalogView,
  span: SourceSpan,
): TableColumn {
  const [first, second] = names
  if (first === undefined || second !== undefined)
    throw bindError({
      code: 'CERT-4002',
      message: `${clause} takes one column, an external id of ${table.name}.`,
      hint: suggestion(table),
      span,
    })
  const column = namedColumn(first.name, first.span, table, view)
  const { externalId, idLookup } = column.field
  if (column.fieldType === 'id' || externalId === true || idLookup === true) return column
  throw bindError({
    code: 'CERT-4002',
    message: `${table.name}.${column.name} names no record: it is no external id.`,
    hint: suggestion(table),
    span: first.span,
  })
}

function suggestion(table: Table): string {
  const keys = table.columns.filter(({ field }) => field.externalId === true).map(({ name }) => name)
  return keys.length === 0
    ? `${table.name} has no external id; MERGE compares any columns`
    : `the external ids are ${keys.join(', ')}`
}
