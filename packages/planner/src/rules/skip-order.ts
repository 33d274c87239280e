import type { TableColumn } from '@certsql/catalog'
import type { RemoteScan } from '../logical/remote-scan.js'
import { idColumn, rootPath, soqlField } from '../soql/field-path.js'
import type { SoqlOrderItem } from '../soql/soql-query.js'

/** The org skips no more rows than this at a time. */
export const LARGEST_OFFSET = 2000

/**
 * The order of a scan made one in which each row has a place of its own, which can be asked for: the rows behind a day, and of
 * that day those behind an Id. Undefined where a key cannot be asked for exactly as it is read:
 *
 *   ORDER BY CreatedDate   whether the org looks at fractions of a second is not known: rows might come twice
 *   ORDER BY Name          the order of text in comparisons is not known
 *   ORDER BY Score__c      a formula may be written otherwise than it is
 *
 * So may a number of more digits than a double keeps; whether it has as many is seen when it is there (row-skip.ts).
 *
 * Rows that agree in all keys may come in any order, so that of their Ids, which is the org's own, serves.
 */
export function skipOrder({ table, orderBy }: RemoteScan): readonly SoqlOrderItem[] | undefined {
  const id = idColumn(table)
  if (id === undefined || !id.capabilities.filterable || !id.capabilities.sortable) return undefined
  const areKeys = orderBy.every(
    ({ expression }) =>
      expression.kind === 'SoqlField' &&
      expression.path.relationships.length === 0 &&
      isReadExactly(expression.path.column),
  )
  if (!areKeys) return undefined
  return [...orderBy, { expression: soqlField(rootPath(table, id)), direction: 'ASC', nulls: 'LAST' }]
}

function isReadExactly({ capabilities, field, type }: TableColumn): boolean {
  if (!capabilities.filterable || field.calculated === true) return false
  return type.kind === 'date' || type.kind === 'integer' || type.kind === 'decimal'
}
