import type { SqlValue } from '@certsql/core'
import type { WriteAction } from '@certsql/planner'
import type { WriteRecord } from '../remote-writes.js'

/** A record that is to be written, and the row it came from. */
export interface PendingRow {
  /** Its place among the records, from 0. */
  readonly index: number
  /** The row of the source that it came from, from 1: what messages speak of. */
  readonly row: number
  readonly action: WriteAction
  readonly record: WriteRecord
  /** What RETURNING shows of the row of the source, in the order of its inputs. */
  readonly shown: readonly SqlValue[]
}
