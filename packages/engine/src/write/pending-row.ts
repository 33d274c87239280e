import type { SqlValue } from '@certsql/core'
import type { WriteAction } from '@certsql/planner'
import type { WriteRecord } from '../remote-writes.js'

/** A record that is to be written, and the row it came from. */
export interface PendingRow {
  /** From 0, in the order of the source. */
  readonly index: number
  readonly action: WriteAction
  readonly record: WriteRecord
  /** What RETURNING shows of the row of the source, in the order of its inputs. */
  readonly shown: readonly SqlValue[]
}
