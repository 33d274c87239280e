import type { Expression } from '@certsql/sql'

/** Whether DuckDB would take the expression for a literal: in ORDER BY and GROUP BY it reads those as ordinals. */
export function isLiteral(expression: Expression): boolean {
  if (expression.kind === 'UnaryOperation') return isLiteral(expression.operand)
  return expression.kind.endsWith('Literal')
}
