import type { Table, TableColumn } from '@certsql/catalog'
import type { FieldPath } from '../logical/remote-scan.js'
import type { SoqlExpression, SoqlField } from './soql-query.js'

/** `c2g__Account__r.Owner.Name` */
export function formatFieldPath({ relationships, column }: FieldPath): string {
  return relationships.length === 0 ? column.name : `${relationships.join('.')}.${column.name}`
}

export function soqlField(path: FieldPath): SoqlField {
  return { kind: 'SoqlField', path }
}

/** A field of the scanned object itself. */
export function rootPath(table: Table, column: TableColumn): FieldPath {
  return { relationships: [], table, column }
}

/** The Id of the record that a path ends at: null exactly where the path leads nowhere. */
export function idOfPath(path: FieldPath): FieldPath | undefined {
  const column = idColumn(path.table)
  return column === undefined ? undefined : { ...path, column }
}

export function idColumn(table: Table): TableColumn | undefined {
  return table.columns.find((column) => column.fieldType === 'id')
}

/** The same field seen from a child. */
export function prefixPath(path: FieldPath, relationships: readonly string[]): FieldPath {
  return { ...path, relationships: [...relationships, ...path.relationships] }
}

/** The same expression seen from a child: `Name` over `Account` is `Account.Name`. */
export function prefixExpression(
  expression: SoqlExpression,
  relationships: readonly string[],
): SoqlExpression {
  switch (expression.kind) {
    case 'SoqlField':
      return soqlField(prefixPath(expression.path, relationships))
    case 'SoqlFunction':
    case 'SoqlAggregate':
      return { ...expression, argument: prefixExpression(expression.argument, relationships) }
  }
}

/** The field that an expression reads. */
export function pathOf(expression: SoqlExpression): FieldPath {
  return expression.kind === 'SoqlField' ? expression.path : pathOf(expression.argument)
}
