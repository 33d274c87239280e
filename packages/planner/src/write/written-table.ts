import type { CatalogView, MetadataTable } from '@certsql/catalog'
import { CERTSQL_SCHEMA } from '@certsql/catalog'
import type { Column, SourceSpan } from '@certsql/core'
import { type ColumnReference, makeColumn, makeIdentifier } from '@certsql/sql'
import { sameName } from '../bind/relation.js'

/** The name, in the schema `certsql`, of the rows that a write has written, while its RETURNING is computed. */
export const WRITTEN_TABLE = 'written'

export function writtenTable(columns: readonly Column[]): MetadataTable {
  return {
    schema: CERTSQL_SCHEMA,
    name: WRITTEN_TABLE,
    columns,
    needs: 'nothing',
    objectColumn: null,
    rows: () => [],
  }
}

/** The view, with that table in it. */
export function viewWithWritten(view: CatalogView, table: MetadataTable): CatalogView {
  return {
    lookUp: (name) => view.lookUp(name),
    table: (name) => view.table(name),
    tables: (names) => view.tables(names),
    keyPrefix: (name) => view.keyPrefix(name),
    metadataTable: (schema, name) =>
      sameName(schema, table.schema) && sameName(name, table.name) ? table : view.metadataTable(schema, name),
    statistics: (name) => view.statistics(name),
    get org() {
      return view.org
    },
    names: view.names,
  }
}

export function writtenReference(name: string, span: SourceSpan): ColumnReference {
  return makeColumn([makeIdentifier(name, span, true)], span)
}
