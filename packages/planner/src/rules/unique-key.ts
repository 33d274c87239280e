import type { CatalogView } from '@certsql/catalog'
import type { RemoteScan } from '../logical/remote-scan.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import type { KeyVerdict } from './grouped-scan-plan.js'

/** So few records are fetched with one call, grouped or not. */
const FEW_RECORDS = 2000

/** Whether a key is different in every record, unless there are few records. */
export function uniqueKeyOf({ parts }: KeyVerdict, { table }: RemoteScan, view: CatalogView): boolean {
  const records = view.statistics(table.name)?.records
  if (records !== undefined && records <= FEW_RECORDS) return false
  return parts.some(({ expression }) => isUnique(expression))
}

function isUnique(expression: SoqlExpression): boolean {
  if (expression.kind !== 'SoqlField' || expression.path.relationships.length > 0) return false
  const { field, fieldType } = expression.path.column
  return fieldType === 'id' || field.unique === true || field.autoNumber === true
}

/** Names are nearly as many as records: grouping by them saves nothing. */
export function isNearlyUnique(expression: SoqlExpression): boolean {
  if (isUnique(expression)) return true
  return (
    expression.kind === 'SoqlField' &&
    expression.path.relationships.length === 0 &&
    expression.path.column.field.nameField === true
  )
}
