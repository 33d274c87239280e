import type { BulkCalls, ListedPages } from '../bulk/bulk-calls.js'
import { ignoreMissingResource } from '../bulk/missing-resource.js'
import { orderedPrefetch } from '../bulk/ordered-prefetch.js'
import { PAGES_AT_ONCE } from '../bulk/result-files.js'
import type { ExtractFolder } from './extract-folder.js'
import type { ExtractLedger } from './extract-ledger.js'
import type { PageEntry } from './ledger-entry.js'
import type { LedgerState } from './ledger-state.js'

/** A page on disk. */
export interface DownloadedPage {
  readonly number: number
  readonly bytes: number
  readonly rows: number | undefined
  readonly isNew: boolean
}

/**
 * The pages of a finished job into files, those that the ledger has not noted; several at a time where the org lists
 * them. A page is there from the line of the ledger on: it is on disk then, and is not asked for again.
 */
export class ExtractDownload {
  readonly #underWay = new Map<number, Promise<DownloadedPage>>()

  constructor(
    private readonly calls: BulkCalls,
    private readonly folder: ExtractFolder,
    private readonly ledger: ExtractLedger,
  ) {}

  /** In their order. */
  pages(): AsyncGenerator<DownloadedPage> {
    return orderedPrefetch(this.#tasks(), PAGES_AT_ONCE)
  }

  /** Waits until no page is being written any more; requests must have been stopped before. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay.values())
  }

  async *#tasks(): AsyncGenerator<() => Promise<DownloadedPage>> {
    for (let number = 1; ; number++) {
      const url = await this.#address(number)
      if (url === undefined) return
      yield () => this.#page(number, url)
    }
  }

  #page(number: number, url: string): Promise<DownloadedPage> {
    const known = this.#state.pages.get(number)
    if (known !== undefined) return Promise.resolve({ ...pageOf(known), isNew: false })
    const coming = this.#download(number, url)
    this.#underWay.set(number, coming)
    return coming
  }

  async #download(number: number, url: string): Promise<DownloadedPage> {
    const { csv, rows, locator } = await this.calls.pageAt(url)
    await this.folder.writePage(number, csv)
    const entry: PageEntry = {
      kind: 'page',
      number,
      bytes: csv.length,
      ...(rows === undefined ? {} : { rows }),
      ...(this.#state.isChained && locator !== undefined ? { nextUrl: this.#urlOf(locator) } : {}),
    }
    await this.ledger.note(entry)
    await this.folder.keepPage(number)
    this.#underWay.delete(number)
    return { ...pageOf(entry), isNew: true }
  }

  /** Nothing behind the last page. */
  async #address(number: number): Promise<string | undefined> {
    const { urls } = this.#state
    while (urls.length < number && !this.#state.isListed) await this.#learnAddresses()
    return urls[number - 1]
  }

  async #learnAddresses(): Promise<void> {
    if (!this.#state.isChained) return await this.#list()
    const last = this.#state.urls.length
    // The page at the end of the chain tells; where it is not there, it is on its way.
    await this.#underWay.get(last)
  }

  async #list(): Promise<void> {
    const listed = await this.#nextList()
    if (listed === undefined) {
      await this.ledger.note({ kind: 'list', urls: [this.#urlOf(undefined)], chained: true })
    } else {
      const more = listed.nextUrl === undefined ? {} : { nextUrl: listed.nextUrl }
      await this.ledger.note({ kind: 'list', urls: listed.urls, ...more })
    }
  }

  /** Nothing where the org lists no pages. */
  async #nextList(): Promise<ListedPages | undefined> {
    const { nextUrl } = this.#state
    if (nextUrl !== undefined) return await this.calls.listPages(this.#jobId, nextUrl)
    if (!this.calls.listsPages) return undefined
    return await this.calls.listPages(this.#jobId).catch(ignoreMissingResource)
  }

  get #state(): LedgerState {
    return this.ledger.state
  }

  get #jobId(): string {
    return this.#state.jobId ?? ''
  }

  #urlOf(locator: string | undefined): string {
    return this.calls.pageUrl(this.#jobId, locator)
  }
}

function pageOf({ number, bytes, rows }: PageEntry): Omit<DownloadedPage, 'isNew'> {
  return { number, bytes, rows }
}
