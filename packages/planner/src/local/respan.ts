import type { SourceSpan } from '@certsql/core'
import type { Node } from '@certsql/sql'

/**
 * The same tree, all of it at one place: the query of a view stands in a statement of its own, and what is wrong with it
 * is told at the mention of the view.
 */
export function respan<T extends Node>(tree: T, span: SourceSpan): T {
  // Only places change, so the shape is kept.
  return copyAt(tree, span) as T
}

function copyAt(part: unknown, span: SourceSpan): unknown {
  if (Array.isArray(part)) return part.map((item) => copyAt(item, span))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, member]) => [key, key === 'span' ? span : copyAt(member, span)]),
  )
}
