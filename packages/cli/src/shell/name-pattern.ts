/**
 * A pattern of names as people type it: `*` and `?` stand for anything, and a bare word for every name that it is
 * part of; case does not matter.
 *
 * ```ts
 * namePattern('invoice').test('c2g__codaInvoice__c')  // true
 * ```
 */
export function namePattern(pattern: string): RegExp {
  const hasWildcard = /[*?%]/.test(pattern)
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/[*%]/g, '.*')
    .replaceAll('?', '.')
  return new RegExp(hasWildcard ? `^${source}$` : source, 'is')
}
