import type { SourceSpan } from '@certsql/core'
import type { BoundExpression } from './bound-expression.js'

/**
 * The expression as it was found at a place of the statement. Columns are most of what is found; V8 copies an object with one
 * property more a hundred times as slowly as it makes one of known properties.
 */
export function atSpan(expression: BoundExpression, span: SourceSpan | undefined): BoundExpression {
  if (span === undefined) return expression
  if (expression.kind !== 'ColumnUse') return { ...expression, span }
  return { kind: 'ColumnUse', column: expression.column, type: expression.type, span }
}
