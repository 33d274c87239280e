import type { SourceSpan } from '@certsql/core'
import { syntaxError } from '../errors/syntax-error.js'

/**
 * No tree is deeper than this, counted in nodes, so that whoever walks one by recursion is safe. SQLite and DuckDB
 * stop at the same depth. Chains of AND and OR never come near: `joinEvenly` keeps them flat.
 */
export const MAX_TREE_DEPTH = 1_000

/** A text of fewer tokens cannot make so deep a tree, and is not looked at. */
const FEWEST_TOKENS = MAX_TREE_DEPTH / 5

/** Refuses a tree that is too deep, such as that of a sum of ten thousand terms. */
export function refuseDeepTree(tree: unknown, tokens: number): void {
  if (tokens < FEWEST_TOKENS) return
  const waiting: { value: object; depth: number }[] = []
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === 'object' && value !== null) waiting.push({ value, depth })
  }
  visit(tree, 0)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next
    if (depth > MAX_TREE_DEPTH) throw tooLong('span' in value ? (value.span as SourceSpan) : undefined)
    const below = Array.isArray(value) ? depth : depth + 1
    for (const child of Object.values(value)) visit(child, below)
  }
}

function tooLong(span: SourceSpan = { start: 0, end: 0 }): Error {
  return syntaxError(
    `The statement is too long a chain of operators or too deeply nested: more than ${MAX_TREE_DEPTH} steps.`,
    { start: span.start, end: Math.min(span.end, span.start + 1) },
    'use a list (IN), an aggregate or several statements',
    'CERT-1003',
  )
}
