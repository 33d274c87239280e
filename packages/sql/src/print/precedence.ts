import type { BinaryOperator, Cast, Expression } from '../ast.js'

/** How tightly operators bind, as in PostgreSQL: the higher, the tighter. Shared by the parser and the printers. */
export const PRECEDENCE = {
  none: 0,
  or: 1,
  and: 2,
  not: 3,
  /** IS NULL, IS TRUE, IS DISTINCT FROM */
  is: 4,
  comparison: 5,
  /** BETWEEN, IN, LIKE */
  match: 6,
  /** `||`, `->`, `~` and their like */
  other: 7,
  sum: 8,
  product: 9,
  power: 10,
  /** AT TIME ZONE */
  zone: 11,
  collate: 12,
  /** `-` and `+` before an operand */
  sign: 13,
  cast: 14,
  subscript: 15,
  /** What needs no parentheses anywhere. */
  primary: 16,
} as const

const OPERATORS: Readonly<Record<BinaryOperator, number>> = {
  OR: PRECEDENCE.or,
  AND: PRECEDENCE.and,
  '=': PRECEDENCE.comparison,
  '<>': PRECEDENCE.comparison,
  '<': PRECEDENCE.comparison,
  '<=': PRECEDENCE.comparison,
  '>': PRECEDENCE.comparison,
  '>=': PRECEDENCE.comparison,
  '||': PRECEDENCE.other,
  '->': PRECEDENCE.other,
  '->>': PRECEDENCE.other,
  '#>': PRECEDENCE.other,
  '#>>': PRECEDENCE.other,
  '~': PRECEDENCE.other,
  '~*': PRECEDENCE.other,
  '!~': PRECEDENCE.other,
  '!~*': PRECEDENCE.other,
  '+': PRECEDENCE.sum,
  '-': PRECEDENCE.sum,
  '*': PRECEDENCE.product,
  '/': PRECEDENCE.product,
  '%': PRECEDENCE.product,
  '^': PRECEDENCE.power,
}

export function precedenceOf(operator: BinaryOperator): number {
  return OPERATORS[operator]
}

/** How tightly the outermost operator of an expression binds, as it is written canonically. */
export function precedenceOfExpression(expression: Expression): number {
  switch (expression.kind) {
    case 'BinaryOperation':
      return OPERATORS[expression.operator]
    case 'UnaryOperation':
      return expression.operator === 'NOT' ? PRECEDENCE.not : PRECEDENCE.sign
    case 'IsNull':
    case 'IsTruth':
    case 'IsDistinctFrom':
      return PRECEDENCE.is
    case 'QuantifiedComparison':
      return PRECEDENCE.comparison
    case 'Between':
    case 'InList':
    case 'InSubquery':
    case 'Like':
      return PRECEDENCE.match
    case 'AtTimeZone':
      return PRECEDENCE.zone
    case 'Collate':
      return PRECEDENCE.collate
    case 'Subscript':
      return PRECEDENCE.subscript
    case 'Cast':
      return isShortCast(expression) ? PRECEDENCE.cast : PRECEDENCE.primary
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'DefaultValue':
    case 'TypedLiteral':
    case 'IntervalLiteral':
    case 'Parameter':
    case 'ColumnReference':
    case 'CurrentValue':
    case 'Exists':
    case 'ScalarSubquery':
    case 'Case':
    case 'Extract':
    case 'FunctionCall':
    case 'RowValue':
    case 'ArrayLiteral':
      return PRECEDENCE.primary
  }
}

/** A cast of a cast is written as `CAST(a AS b)::c`, so that a chain of them does not nest. */
export function isShortCast({ operand, safe }: Cast): boolean {
  return !safe && operand.kind === 'Cast' && !operand.safe
}
