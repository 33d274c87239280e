import { type CatalogView, findColumn, type Table, type TableColumn } from '@certsql/catalog'
import { didYouMean, type SourceSpan } from '@certsql/core'
import { bindError } from '../bind/type-error.js'

/** The column of a table that a name means. */
export function namedColumn(name: string, span: SourceSpan, table: Table, view: CatalogView): TableColumn {
  const lookup = findColumn(table, name, view.names)
  switch (lookup.kind) {
    case 'found':
      return lookup.column
    case 'ambiguous':
      throw ambiguousName(name, lookup.candidates, span)
    case 'unknown':
      throw unknownColumn(name, span, table)
  }
}

export function ambiguousName(name: string, candidates: readonly string[], span: SourceSpan) {
  return bindError({
    code: 'CERT-2004',
    message: `"${name}" may be any of several columns.`,
    hint: `write ${candidates.join(' or ')}`,
    span,
  })
}

export function unknownColumn(name: string, span: SourceSpan, table: Table) {
  return bindError({
    code: 'CERT-2003',
    message: `${table.name} has no column "${name}".`,
    hint: didYouMean(
      name,
      table.columns.map((column) => column.name),
    ),
    span,
  })
}
