/**
 * The parts of a name on the platform, which never has two underscores within a part:
 * `c2g__codaInvoice__c` is namespace `c2g`, base `codaInvoice`, suffix `c`.
 */
export interface ApiName {
  readonly namespace: string | undefined
  readonly base: string
  /** `c`, `r`, `mdt`, `Share`, `Latitude__s`, …; absent on standard names. */
  readonly suffix: string | undefined
}

export function parseApiName(name: string): ApiName {
  const parts = name.split('__')
  // The parts of a geolocation have a suffix of two steps: [c2g__]Site__Latitude__s.
  const suffixLength = /__(latitude|longitude)__s$/i.test(name) ? 2 : 1
  if (parts.length <= suffixLength) return { namespace: undefined, base: name, suffix: undefined }
  const suffix = parts.slice(-suffixLength).join('__')
  const rest = parts.slice(0, -suffixLength)
  if (rest.length === 1) return { namespace: undefined, base: rest.join('__'), suffix }
  return { namespace: rest[0], base: rest.slice(1).join('__'), suffix }
}

/**
 * The shorter names that may stand for a name: without its namespace, without its `__c` or `__r`, without
 * both. Other suffixes stay: `codaInvoice` means the object, never its `codaInvoice__Share` or
 * `codaInvoice__History`.
 *
 * ```ts
 * shortNames('c2g__codaInvoice__c')   // ['codaInvoice__c', 'c2g__codaInvoice', 'codaInvoice']
 * shortNames('Account')               // []
 * ```
 */
export function shortNames(name: string): readonly string[] {
  const { namespace, base, suffix } = parseApiName(name)
  if (suffix === undefined) return []
  const suffixIsOptional = suffix === 'c' || suffix === 'r'
  const withoutNamespace = namespace === undefined ? [] : [`${base}__${suffix}`]
  if (!suffixIsOptional) return withoutNamespace
  const withoutSuffix = namespace === undefined ? [] : [`${namespace}__${base}`]
  return [...withoutNamespace, ...withoutSuffix, base]
}
