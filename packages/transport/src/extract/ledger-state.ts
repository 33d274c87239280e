import { requireNew } from '../bulk/require-new.js'
import type { ExtractIdentity, LedgerEntry, PageEntry } from './ledger-entry.js'

/** How far an extract has come, by the lines of its ledger. */
export class LedgerState {
  identity: (ExtractIdentity & { readonly apiVersion: string }) | undefined
  jobId: string | undefined
  /** Rows of the whole result, once the job has ended. */
  rows: number | undefined
  /** Each page tells where the next one is. */
  isChained = false
  /** Where the list of addresses goes on. */
  nextUrl: string | undefined
  /** All addresses are known. */
  isListed = false
  isWhole = false
  readonly pages = new Map<number, PageEntry>()
  /** The addresses of pages that are known, in their order. */
  readonly urls: string[] = []
  readonly #seen = new Set<string>()

  apply(entry: LedgerEntry): void {
    switch (entry.kind) {
      case 'extract':
        this.identity = entry
        return
      case 'job':
        this.jobId = entry.id
        return
      case 'complete':
        this.rows = entry.rows
        return
      case 'list':
        for (const url of entry.urls) this.#addUrl(url)
        if (entry.nextUrl !== undefined) requireNew(this.#seen, entry.nextUrl)
        this.nextUrl = entry.nextUrl
        this.isChained = entry.chained === true
        this.isListed = entry.nextUrl === undefined && !this.isChained
        return
      case 'page':
        this.pages.set(entry.number, entry)
        if (this.isChained && entry.number === this.urls.length) this.#followChain(entry)
        return
      case 'whole':
        this.isWhole = true
        return
    }
  }

  #followChain({ nextUrl }: PageEntry): void {
    if (nextUrl === undefined) this.isListed = true
    else this.#addUrl(nextUrl)
  }

  #addUrl(url: string): void {
    requireNew(this.#seen, url)
    this.urls.push(url)
  }
}
