import type { JsonRecord } from '@certsql/core'
import type {
  ApiUsage,
  CsvPage,
  QueryPage,
  RemoteBulkOptions,
  RemoteQueryOptions,
  RemoteSource,
  RequestOptions,
} from '../../src/index.js'

/** What the fake org answers to a query, page after page; an Error is thrown in place of a page. */
export type Script = readonly (readonly JsonRecord[] | Error)[]

export interface FakeSourceOptions {
  /** What every page says; the true count when absent. */
  readonly totalSize?: number
  /** Waits before each page. */
  readonly delayMilliseconds?: number
  /** What a Bulk job gives for each SOQL text: CSV files without line breaks in cells, or a refusal. */
  readonly bulk?: Readonly<Record<string, readonly string[] | Error>>
  readonly usage?: ApiUsage
  /** Rows by query, as the org reckons. */
  readonly cardinalities?: Readonly<Record<string, number>>
  /** Record counts by object. */
  readonly records?: Readonly<Record<string, number>>
  /** Asked between pages; may abort, count, or block. */
  readonly beforePage?: (page: number) => void | Promise<void>
}

const REQUEST = { apiCalls: 1, retries: 0, waitMilliseconds: 0, milliseconds: 5 }

/** A fake of the port: scripted pages for each SOQL text, and a memory of what was asked. */
export class FakeSource implements RemoteSource {
  readonly queries: { readonly soql: string; readonly options: RemoteQueryOptions }[] = []
  readonly bulkQueries: { readonly soql: string; readonly options: RemoteBulkOptions }[] = []
  /** Pages handed out, for each SOQL text. */
  readonly pagesServed = new Map<string, number>()
  /** Queries whose rows the org was asked to reckon. */
  readonly reckoned: string[] = []
  /** Objects whose records were counted. */
  readonly counted: string[] = []
  /** For each page that has one behind it, whether that would be asked for while it is read. */
  readonly readAhead: boolean[] = []
  /** Loops over pages that have ended, in whatever way. */
  readonly ended: string[] = []
  active = 0
  mostActive = 0

  constructor(
    private readonly scripts: Readonly<Record<string, Script>>,
    private readonly options: FakeSourceOptions = {},
  ) {}

  async *query(soql: string, options: RemoteQueryOptions = {}): AsyncGenerator<QueryPage> {
    this.queries.push({ soql, options })
    const script = this.scripts[soql]
    if (script === undefined) throw new Error(`The fake org knows no ${soql}`)
    const { totalSize = countRecords(script) } = this.options
    this.active++
    this.mostActive = Math.max(this.mostActive, this.active)
    try {
      for (const [index, page] of script.entries()) {
        options.beforeRequest?.()
        await this.options.beforePage?.(index)
        await pause(this.options.delayMilliseconds ?? 0, options.signal)
        options.onRequest?.({ ...REQUEST, bytes: 100 })
        if (page instanceof Error) throw page
        this.pagesServed.set(soql, (this.pagesServed.get(soql) ?? 0) + 1)
        const served = { totalSize, done: index === script.length - 1, records: page }
        if (!served.done) this.readAhead.push(options.readAhead?.(served) ?? true)
        yield served
      }
    } finally {
      this.active--
      this.ended.push(soql)
    }
  }

  async *bulkQuery(soql: string, options: RemoteBulkOptions = {}): AsyncGenerator<CsvPage> {
    this.bulkQueries.push({ soql, options })
    const pages = this.options.bulk?.[soql]
    if (pages === undefined) throw new Error(`The fake org knows no job for ${soql}`)
    if (pages instanceof Error) throw pages
    const rows = pages.map((csv) => csv.split('\n').length - 2)
    const totalSize = rows.reduce((sum, count) => sum + count, 0)
    for (const [index, csv] of pages.entries()) {
      options.beforeRequest?.()
      options.onRequest?.({ ...REQUEST, bytes: csv.length })
      yield { csv: Buffer.from(csv), rows: rows[index], totalSize, done: index === pages.length - 1 }
    }
  }

  apiUsage(): ApiUsage | undefined {
    return this.options.usage
  }

  cardinality(soql: string, options: RequestOptions = {}): Promise<number | undefined> {
    this.reckoned.push(soql)
    options.beforeRequest?.()
    options.onRequest?.({ ...REQUEST, bytes: 100 })
    return Promise.resolve(this.options.cardinalities?.[soql])
  }

  recordCounts(
    objects: readonly string[],
    options: RequestOptions = {},
  ): Promise<ReadonlyMap<string, number>> {
    this.counted.push(...objects)
    options.beforeRequest?.()
    options.onRequest?.({ ...REQUEST, bytes: 100 })
    return Promise.resolve(new Map(Object.entries(this.options.records ?? {})))
  }
}

function countRecords(script: Script): number {
  return script.reduce((count, page) => count + (page instanceof Error ? 0 : page.length), 0)
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
