import type { WriteSettings } from '../planner-options.js'

/** How records travel, and what that means when one of them fails. */
export interface WriteRoad {
  readonly kind: 'none' | 'single' | 'collection' | 'composite' | 'bulk' | 'graph'
  /** Requests that write; of a Bulk job those that look at it are not counted. */
  readonly requests: number
  readonly reason: string
}

/** `/composite` takes so many collections in one call. */
export const COLLECTIONS_PER_CALL = 5
/** A Bulk job is made, filled, closed, looked at and its three lists of results are read. */
const CALLS_OF_A_JOB = 7
/** A graph takes so many records. */
export const MOST_GRAPH_RECORDS = 500

export interface RecordsToWrite {
  readonly count: number
  /** By operation: collections do one each. */
  readonly collections: number
  /** Bulk undeletes nothing, and a statement of several operations is no job. */
  readonly isBulkPossible: boolean
  /** A composite request takes none that would read as a reference, and no undelete. */
  readonly isCompositePossible: boolean
}

/**
 * The road by size, with the fewest calls: one record by itself, up to 200 as one collection, up to five collections in
 * one call, a Bulk job from the threshold on.
 */
export function chooseRoad(records: RecordsToWrite, settings: WriteSettings): WriteRoad {
  const { count, collections, isBulkPossible, isCompositePossible } = records
  if (count === 0) return { kind: 'none', requests: 0, reason: 'there is nothing to write' }
  if (settings.inTransaction)
    return { kind: 'graph', requests: 0, reason: 'it is sent with the others of its transaction, at COMMIT' }
  const { bulkThreshold, batchSize, allOrNone } = settings
  if (isBulkPossible && bulkThreshold > 0 && count >= bulkThreshold)
    return {
      kind: 'bulk',
      requests: CALLS_OF_A_JOB,
      reason: `${shown(count)} records are ${shown(bulkThreshold)} or more (BulkIngestThreshold); each stands for itself`,
    }
  if (count === 1) return { kind: 'single', requests: 1, reason: 'one record' }
  const together = allOrNone ? ', all or none' : ''
  if (collections === 1) return { kind: 'collection', requests: 1, reason: `one collection${together}` }
  if (!isCompositePossible)
    return {
      kind: 'collection',
      requests: collections,
      reason: `${shown(collections)} collections of up to ${batchSize}, one after the other`,
    }
  const requests = Math.ceil(collections / COLLECTIONS_PER_CALL)
  const reason =
    requests === 1
      ? `${collections} collections in one call${together}`
      : `${shown(collections)} collections of up to ${batchSize}, ${COLLECTIONS_PER_CALL} in a call; each call ${allOrNone ? 'is all or none, the statement is not' : 'stands for itself'}`
  return { kind: 'composite', requests, reason }
}

function shown(count: number): string {
  return count.toLocaleString('en')
}
