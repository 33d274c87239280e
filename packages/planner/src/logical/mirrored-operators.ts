import type { ComparisonOperator } from '@certsql/sql'

/** The operator that says the same with the operands exchanged: `5 < x` is `x > 5`. */
export const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}
