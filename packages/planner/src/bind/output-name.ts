import type { Expression } from '@certsql/sql'

/** What an unnamed item of a select list is called, as in PostgreSQL: by its column or function, else `?column?`. */
export function outputName(expression: Expression): string {
  return nameOf(expression) ?? '?column?'
}

function nameOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'ColumnReference':
      return expression.path.at(-1)?.name
    case 'FunctionCall':
      return expression.name.parts.at(-1)?.name.toLowerCase()
    case 'CurrentValue':
      return expression.value.toLowerCase()
    case 'Cast':
      return nameOf(expression.operand) ?? expression.type.name
    case 'Collate':
    case 'AtTimeZone':
      return expression.kind === 'Collate' ? nameOf(expression.operand) : 'timezone'
    case 'Subscript':
      return nameOf(expression.operand)
    case 'Case':
      return (expression.otherwise === undefined ? undefined : nameOf(expression.otherwise)) ?? 'case'
    case 'Extract':
      return 'extract'
    case 'Exists':
      return 'exists'
    case 'ArrayLiteral':
      return 'array'
    case 'RowValue':
      return 'row'
    case 'TypedLiteral':
      return expression.type.toLowerCase()
    case 'IntervalLiteral':
      return 'interval'
    case 'BooleanLiteral':
      return 'bool'
    case 'ScalarSubquery':
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'NullLiteral':
    case 'DefaultValue':
    case 'Parameter':
    case 'UnaryOperation':
    case 'BinaryOperation':
    case 'IsNull':
    case 'IsTruth':
    case 'IsDistinctFrom':
    case 'Between':
    case 'InList':
    case 'InSubquery':
    case 'Like':
    case 'QuantifiedComparison':
      return undefined
  }
}
