import { internalError, type JsonRecord } from '@certsql/core'
import { DeliveredIds } from './delivered-ids.js'

/** Lets every record pass once, though several requests may bring it. */
export class UniqueRecords {
  private readonly delivered = new DeliveredIds()

  take(records: readonly JsonRecord[]): readonly JsonRecord[] {
    const fresh = this.delivered.without(records)
    this.delivered.add(fresh)
    if (!this.delivered.isReliable) throw internalError('a record came without its Id.')
    return fresh
  }
}
