import { shortNames } from './api-name.js'

export type ObjectFilter = (name: string) => boolean

/**
 * The objects that a list of names and patterns lets through; an empty list lets everything through. `*`
 * stands for any text, `?` for one character, case does not count, and short names do.
 *
 * ```ts
 * objectFilter(['Account', 'c2g__*'])('c2g__codaInvoice__c')   // true
 * ```
 */
export function objectFilter(patterns: readonly string[]): ObjectFilter {
  const wanted = patterns.map((pattern) => pattern.trim()).filter((pattern) => pattern !== '')
  if (wanted.length === 0) return () => true
  const expression = new RegExp(`^(?:${wanted.map(expressionOf).join('|')})$`, 'i')
  return (name) => [name, ...shortNames(name)].some((spelling) => expression.test(spelling))
}

function expressionOf(pattern: string): string {
  return pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
}
