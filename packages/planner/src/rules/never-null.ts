import type { FieldPath, RemoteScan } from '../logical/remote-scan.js'
import { soqlField } from '../soql/field-path.js'
import { printExpression } from '../soql/print-soql.js'
import type { SoqlCondition, SoqlExpression } from '../soql/soql-query.js'

/** Whether no row that the org sends for a scan has null here: an Id of its own, or a field that its conditions ask something of. */
export function neverNull(path: FieldPath, { filter }: RemoteScan): boolean {
  if (path.column.fieldType === 'id' && path.relationships.length === 0) return true
  const conditions = filter?.kind === 'SoqlAnd' ? filter.operands : filter === undefined ? [] : [filter]
  const field = printExpression(soqlField(path))
  return conditions.some((condition) => refusesNull(condition, field))
}

function refusesNull(condition: SoqlCondition, field: string): boolean {
  const isField = (expression: SoqlExpression) => printExpression(expression) === field
  switch (condition.kind) {
    case 'SoqlComparison': {
      const { left, operator, value } = condition
      if (!isField(left)) return false
      if (operator === '!=') return value.kind === 'null'
      // A boolean of a missing parent is false to the org.
      return value.kind !== 'null' && value.kind !== 'boolean'
    }
    case 'SoqlIn':
      return isField(condition.left) && !condition.negated
    case 'SoqlLike':
      return isField(condition.left) && !condition.negated
    default:
      return false
  }
}
