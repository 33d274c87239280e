export type AnyNode = { readonly kind?: unknown; readonly [key: string]: unknown }

/** A blind walk over plain objects, bottom-up: the oracle must not depend on what the planner knows of the tree. */
export function mapNodes(value: unknown, map: (node: AnyNode) => AnyNode): unknown {
  if (Array.isArray(value)) return value.map((one) => mapNodes(one, map))
  if (typeof value !== 'object' || value === null) return value
  const mapped = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapNodes(one, map)]))
  return map(mapped)
}
