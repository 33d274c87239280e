import type { Node } from '../../src/index.js'

/** A tree without its places, for comparison. */
export function withoutSpans(tree: unknown): unknown {
  return withoutKeys(tree, 'span')
}

export function withoutKeys(tree: unknown, ...unwanted: readonly string[]): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (unwanted.includes(key) ? undefined : value)),
  )
}

/** All nodes of a tree. */
export function nodesOf(tree: unknown): Node[] {
  const nodes: Node[] = []
  const waiting: unknown[] = [tree]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if ('kind' in next && 'span' in next) nodes.push(next as Node)
    waiting.push(...Object.values(next).filter((value) => value !== undefined))
  }
  return nodes
}
