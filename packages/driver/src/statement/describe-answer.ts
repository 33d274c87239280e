import { type CatalogView, ORG_SCHEMA, type Table, type TableColumn } from '@certsql/catalog'
import { BOOLEAN, CertSqlError, type Column, formatSqlType, TEXT } from '@certsql/core'
import { LOCAL_SCHEMA, type LocalRelation, type LocalRelations } from '@certsql/planner'
import { type Answer, heldAnswer } from './answer.js'

const COLUMNS: readonly Column[] = [
  { name: 'column', type: TEXT },
  { name: 'type', type: TEXT },
  { name: 'nullable', type: BOOLEAN },
  { name: 'references', type: TEXT },
  { name: 'label', type: TEXT },
]

/** `DESCRIBE invoice`: a row for each column. */
export function describeAnswer(view: CatalogView, parts: readonly string[]): Answer {
  const [first = '', second] = parts
  const metadata = second === undefined ? undefined : view.metadataTable(first, second)
  if (metadata !== undefined) {
    const rows = metadata.columns.map(({ name, type }) => [name, formatSqlType(type), true, null, null])
    return heldAnswer(COLUMNS, rows)
  }
  const table = findTable(view, parts)
  return heldAnswer(
    COLUMNS,
    table.columns.map((column) => describeColumn(table, column)),
  )
}

/** The temporary table or view that a name means. */
export function findLocal(parts: readonly string[], local: LocalRelations): LocalRelation | undefined {
  const [first = '', second] = parts
  if (second === undefined) return local.find(first)
  return parts.length === 2 && first.toLowerCase() === LOCAL_SCHEMA ? local.find(second) : undefined
}

export function describeLocal({ columns }: LocalRelation): Answer {
  const rows = columns.map(({ name, type }) => [name, formatSqlType(type), true, null, null])
  return heldAnswer(COLUMNS, rows)
}

function describeColumn(table: Table, column: TableColumn) {
  const parent = table.parents.find((relationship) => relationship.column === column.name)
  const references = parent === undefined ? null : `${parent.targets.join(', ')} (${parent.name})`
  return [column.name, formatSqlType(column.type), column.nullable, references, column.label]
}

/** The table that a name means, in any spelling; the error names what is near. */
export function findTable(view: CatalogView, parts: readonly string[]): Table {
  const name =
    parts.length === 2 && parts[0]?.toLowerCase() === ORG_SCHEMA ? (parts[1] ?? '') : parts.join('.')
  const found = view.lookUp(name)
  switch (found.kind) {
    case 'found':
      return view.table(found.name)
    case 'ambiguous':
      throw new CertSqlError({
        code: 'CERT-2002',
        message: `"${name}" may mean several tables.`,
        hint: `write one of ${found.candidates.join(', ')}`,
      })
    case 'unknown':
      throw new CertSqlError({
        code: 'CERT-2001',
        message: `There is no table "${name}".`,
        hint:
          found.similar.length === 0
            ? 'information_schema.tables lists the tables'
            : `did you mean ${found.similar.map((one) => `"${one}"`).join(' or ')}?`,
      })
  }
}
