import { ExactNumber } from '@certsql/core'

/**
 * `JSON.stringify`, but an {@link ExactNumber} goes out with the digits that it has, which no double could hold.
 *
 * ```ts
 * printJson({ Amount: new ExactNumber('1234567890123456.78') })  // {"Amount":1234567890123456.78}
 * ```
 */
export function printJson(value: unknown): string {
  // What the engine prints by itself is much faster.
  if (!holdsExactNumber(value)) return JSON.stringify(value)
  if (value instanceof ExactNumber) return value.lexeme
  if (Array.isArray(value)) return `[${value.map((item) => printJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${printJson(member)}`).join(',')}}`
}

function holdsExactNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof ExactNumber) return true
  if (Array.isArray(value)) return value.some(holdsExactNumber)
  for (const name in value) if (holdsExactNumber(value[name as keyof typeof value])) return true
  return false
}
