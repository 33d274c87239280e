import { parseApiName, shortNames } from './api-name.js'

export interface NameOptions {
  /** Whether `codaInvoice` may stand for `c2g__codaInvoice__c`. True unless said otherwise. */
  readonly shortNames?: boolean
  /** Of several candidates for a short name, the one in this namespace wins. */
  readonly defaultNamespace?: string | undefined
}

export type NameMatch<Item> =
  | { readonly kind: 'found'; readonly item: Item }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' }

/** Finds things by name, whatever the case: by their full name first, then by a short one. */
export class NameIndex<Item extends { readonly name: string }> {
  private readonly items: readonly Item[]
  private readonly byName = new Map<string, Item>()
  private byShortName: ReadonlyMap<string, readonly Item[]> | undefined

  constructor(items: readonly Item[]) {
    this.items = items
    for (const item of items) this.byName.set(item.name.toLowerCase(), item)
  }

  find(name: string, options: NameOptions): NameMatch<Item> {
    const wanted = name.toLowerCase()
    const exact = this.byName.get(wanted)
    if (exact !== undefined) return { kind: 'found', item: exact }
    if (options.shortNames === false) return { kind: 'unknown' }
    this.byShortName ??= indexShortNames(this.items)
    return choose(this.byShortName.get(wanted) ?? [], options.defaultNamespace)
  }
}

/** Most statements use full names, so this part of the index waits until it is needed. */
function indexShortNames<Item extends { readonly name: string }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const index = new Map<string, Item[]>()
  for (const item of items) {
    for (const short of shortNames(item.name)) {
      const key = short.toLowerCase()
      const sharers = index.get(key)
      if (sharers === undefined) index.set(key, [item])
      else sharers.push(item)
    }
  }
  return index
}

function choose<Item extends { readonly name: string }>(
  candidates: readonly Item[],
  defaultNamespace: string | undefined,
): NameMatch<Item> {
  const [first, second] = candidates
  if (first === undefined) return { kind: 'unknown' }
  if (second === undefined) return { kind: 'found', item: first }
  const preferred = candidates.filter((item) => isIn(defaultNamespace, item.name))
  const [only, another] = preferred
  if (only !== undefined && another === undefined) return { kind: 'found', item: only }
  return { kind: 'ambiguous', candidates: candidates.map((item) => item.name) }
}

function isIn(namespace: string | undefined, name: string): boolean {
  return namespace !== undefined && parseApiName(name).namespace?.toLowerCase() === namespace.toLowerCase()
}
