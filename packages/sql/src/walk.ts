import type { Expression, Node, Parameter } from './ast.js'

/** The kinds of node that are expressions: as a record, so that a new kind cannot be forgotten. */
const EXPRESSION_KINDS: Readonly<Record<Expression['kind'], true>> = {
  ArrayLiteral: true,
  AtTimeZone: true,
  Between: true,
  BinaryOperation: true,
  BooleanLiteral: true,
  Case: true,
  Cast: true,
  Collate: true,
  ColumnReference: true,
  CurrentValue: true,
  DefaultValue: true,
  Exists: true,
  Extract: true,
  FunctionCall: true,
  InList: true,
  InSubquery: true,
  IntervalLiteral: true,
  IsDistinctFrom: true,
  IsNull: true,
  IsTruth: true,
  Like: true,
  NullLiteral: true,
  NumberLiteral: true,
  Parameter: true,
  QuantifiedComparison: true,
  RowValue: true,
  ScalarSubquery: true,
  StringLiteral: true,
  Subscript: true,
  TypedLiteral: true,
  UnaryOperation: true,
}

export function isExpression(node: Node): node is Expression {
  return Object.hasOwn(EXPRESSION_KINDS, node.kind)
}

/**
 * Calls `visit` with every expression of a tree, parents before their children, the queries within it included.
 * Where `visit` answers `false`, the expression's children are left out.
 *
 * ```ts
 * visitExpressions(query, (expression) => {
 *   if (expression.kind === 'FunctionCall') calls.push(expression)
 * })
 * ```
 */
export function visitExpressions(tree: Node, visit: (expression: Expression) => unknown): void {
  const waiting: object[] = [tree]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isNode(next) && isExpression(next) && visit(next) === false) continue
    const children = Object.values(next)
    for (let index = children.length - 1; index >= 0; index--) {
      const child: unknown = children[index]
      if (typeof child === 'object' && child !== null) waiting.push(child)
    }
  }
}

/** The parameters of a statement, in the order of the text; one that is used twice is there twice. */
export function findParameters(tree: Node): Parameter[] {
  const parameters: Parameter[] = []
  visitExpressions(tree, (expression) => {
    if (expression.kind === 'Parameter') parameters.push(expression)
  })
  return parameters.sort((a, b) => a.span.start - b.span.start)
}

/**
 * A tree with every expression replaced by what `change` makes of it, children before their parents, the queries
 * within it included. What does not change is given back itself, so `===` tells whether anything did.
 *
 * ```ts
 * transformExpressions(query, (expression) =>
 *   expression.kind === 'Parameter' ? makeText(values[expression.index]) : expression)
 * ```
 */
export function transformExpressions<T extends Node>(
  tree: T,
  change: (expression: Expression) => Expression,
): T {
  // The shapes of nodes are kept: only expressions are replaced, and only by expressions.
  return transform(tree, change) as T
}

function transform(value: object, change: (expression: Expression) => Expression): object {
  const copy = withChildren(value, change)
  return isNode(copy) && isExpression(copy) ? change(copy) : copy
}

function withChildren(value: object, change: (expression: Expression) => Expression): object {
  let copy: Record<string, unknown> | undefined
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== 'object' || child === null || key === 'span') continue
    const changed = transform(child, change)
    if (changed === child) continue
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
    copy[key] = changed
  }
  return copy ?? value
}

function isNode(value: object): value is Node {
  return 'kind' in value && 'span' in value
}
