import { type Expression, makeColumn } from '../../src/index.js'
import { nodesOf } from './trees.js'

const PLAIN_KINDS = new Set([
  ...[
    'ColumnReference',
    'StringLiteral',
    'NumberLiteral',
    'BooleanLiteral',
    'NullLiteral',
    'BinaryOperation',
  ],
  ...['UnaryOperation', 'IsNull', 'IsTruth', 'IsDistinctFrom', 'Between', 'InList', 'Like', 'Case', 'Cast'],
  ...['AtTimeZone'],
])
const PARTS_OF_EXPRESSIONS = new Set(['Identifier', 'TypeName', 'CaseBranch'])

/** Whether an expression is made only of operators and what they work on. */
export function isPlain(expression: Expression): boolean {
  return nodesOf(expression).every(({ kind }) => PLAIN_KINDS.has(kind) || PARTS_OF_EXPRESSIONS.has(kind))
}

/** An expression with each of its parts printed on its own and put between parentheses. */
export function withAllParentheses(expression: Expression, print: (node: Expression) => string): string {
  const parts: string[] = []
  const hollow = mapParts(expression, (part) => {
    parts.push(`(${withAllParentheses(part, print)})`)
    return makeColumn([`part ${parts.length - 1}`])
  })
  return print(hollow as Expression).replace(
    /"part (\d+)"/g,
    (_, place: string) => parts[Number(place)] as string,
  )
}

/** Replaces the expressions directly within a node. */
function mapParts(node: object, change: (part: Expression) => Expression): object {
  const map = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(map)
    if (typeof value !== 'object' || value === null || !('kind' in value)) return value
    if (value.kind === 'CaseBranch') return mapParts(value, change)
    return PLAIN_KINDS.has(String(value.kind)) ? change(value as Expression) : value
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, map(value)]))
}
