/** How a transaction names the Id of a record that it has yet to insert: `@{r1.id}`. */
const REFERENCE = /^@\{\w+\.id\}$/

type IdOf = (reference: string) => string | undefined

/**
 * Puts the Ids that a commit has brought in the places of their references: in a text, and within objects and lists,
 * which stay the same objects.
 *
 * ```ts
 * fillIds([{ Id: '@{r1.id}', Name: 'Acme' }], idOf)   // [{ Id: '001…', Name: 'Acme' }]
 * ```
 */
export function fillIds(value: unknown, idOf: IdOf, seen: Set<object> = new Set()): unknown {
  if (typeof value === 'string') return REFERENCE.test(value) ? (idOf(value) ?? value) : value
  if (value === null || typeof value !== 'object' || isOpaque(value) || seen.has(value)) return value
  seen.add(value)
  for (const [key, part] of Object.entries(value)) {
    const filled = fillIds(part, idOf, seen)
    if (filled !== part) Reflect.set(value, key, filled)
  }
  return value
}

/** Nothing within them is a value of a row. */
function isOpaque(value: object): boolean {
  return value instanceof Date || ArrayBuffer.isView(value) || 'then' in value
}
