import type { BoundExpression } from '../logical/bound-expression.js'

/** Whether a value may be null. `true` where nothing better is known. */
export function mayBeNull(expression: BoundExpression): boolean {
  switch (expression.kind) {
    case 'Literal':
      return expression.value === null
    case 'ColumnUse':
      return expression.column.nullable
    case 'And':
    case 'Or':
      return expression.operands.some(mayBeNull)
    case 'Not':
      return mayBeNull(expression.operand)
    case 'Comparison':
      return mayBeNull(expression.left) || mayBeNull(expression.right)
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'DistinctTest':
    case 'ExistsTest':
      return false
    case 'CaseExpression':
      return expression.branches.some(({ then }) => mayBeNull(then)) || mayBeNull(expression.otherwise)
    case 'CastExpression':
      return expression.safe || mayBeNull(expression.operand)
    case 'Call':
      return expression.function === 'coalesce' ? expression.arguments.every(mayBeNull) : true
    case 'InListTest':
    case 'LikeTest':
    case 'Arithmetic':
    case 'ExtractPart':
    case 'ScalarSubqueryValue':
    case 'InSubqueryTest':
    case 'QuantifiedTest':
      return true
  }
}
