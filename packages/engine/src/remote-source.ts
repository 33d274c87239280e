import type { JsonRecord } from '@certsql/core'

/** Port: how the engine asks the org. The transport's client satisfies it by shape. */
export interface RemoteSource {
  /** Pages of a query, the next one being fetched while this one is read; leaving the loop stops it. */
  query(soql: string, options?: RemoteQueryOptions): AsyncIterable<QueryPage>
  /** Record counts of many objects in one call (limits/recordCount). */
  recordCounts(objects: readonly string[], options?: RequestOptions): Promise<ReadonlyMap<string, number>>
}

export interface RequestOptions {
  readonly signal?: AbortSignal
  /** Called after each request that was answered. */
  readonly onRequest?: (request: RequestFigures) => void
}

export interface RemoteQueryOptions extends RequestOptions {
  /** queryAll: deleted and archived records too. */
  readonly includeDeleted?: boolean
  readonly pageSize?: number
}

export interface RequestFigures {
  readonly apiCalls: number
  readonly bytes: number
  readonly milliseconds: number
}

export interface QueryPage {
  /** Of the whole result; the same on every page. */
  readonly totalSize: number
  readonly done: boolean
  readonly records: readonly JsonRecord[]
}
