/** What is extracted, and out of which org. All of it must be the same when the extract goes on. */
export interface ExtractIdentity {
  readonly soql: string
  readonly includeDeleted: boolean
  /** `https://acme.my.salesforce.com` */
  readonly instanceUrl: string
}

/** One line of a ledger. Later lines count for more than earlier ones. */
export type LedgerEntry =
  | (ExtractIdentity & {
      readonly kind: 'extract'
      readonly format: 1
      /** Of all calls about the job: the org refuses results to any other version. */
      readonly apiVersion: string
      readonly begun: string
    })
  | { readonly kind: 'job'; readonly id: string }
  | { readonly kind: 'complete'; readonly rows: number }
  | ListEntry
  | PageEntry
  | { readonly kind: 'whole'; readonly pages: number; readonly rows: number }

/** Addresses of further pages, in their order. */
export interface ListEntry {
  readonly kind: 'list'
  readonly urls: readonly string[]
  /** Where the list goes on; absent on its last part. */
  readonly nextUrl?: string
  /** This is the first page, and each page tells where the next one is. */
  readonly chained?: true
}

/** A page that is on disk. */
export interface PageEntry {
  readonly kind: 'page'
  /** From 1, in the order of the result. */
  readonly number: number
  readonly bytes: number
  /** By the org's own count, where it gives one. */
  readonly rows?: number
  /** Where the next page is, where pages tell it. */
  readonly nextUrl?: string
}

const KINDS: ReadonlySet<unknown> = new Set(['extract', 'job', 'complete', 'list', 'page', 'whole'])

/** Undefined for what is no line of a ledger. */
export function readLedgerEntry(line: string): LedgerEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    if (typeof entry !== 'object' || entry === null || !('kind' in entry)) return undefined
    return KINDS.has(entry.kind) ? (entry as LedgerEntry) : undefined
  } catch {
    return undefined
  }
}
