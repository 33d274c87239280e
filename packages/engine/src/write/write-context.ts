import type { PhysicalPlan, WriteSettings } from '@certsql/planner'
import type { Query } from '@certsql/sql'
import type { ExecutionContext } from '../execution-context.js'
import type { RemoteWrites } from '../remote-writes.js'
import type { ConfirmWrite } from './confirm-write.js'
import type { SourceRow } from './read-rows.js'
import type { TransactionBuffer } from './transaction-buffer.js'
import type { ValueContext } from './wire-value.js'

/** What a write needs to run, beside what its query needs. */
export interface WriteContext extends ExecutionContext {
  readonly writes: RemoteWrites
  /** The most records that a statement may hold; a million unless said. */
  readonly mostRecords?: number | undefined
  /** Plans a query that a write turns out to need: what RETURNING reads back, parents by their names. */
  readonly planQuery: (query: Query) => Promise<PhysicalPlan>
  readonly settings: WriteSettings
  /** Nothing is sent; the rows show what would be. */
  readonly dryRun: boolean
  readonly values: ValueContext
  /** The file in which the write notes what it sends. */
  readonly ledger?: string | undefined
  /** Present: the records are collected there. */
  readonly transaction?: TransactionBuffer | undefined
  /** Asked before anything is sent. */
  readonly confirm?: ConfirmWrite | undefined
  /** The rows of a plan whose source is `given`. */
  readonly rows?: AsyncIterable<readonly SourceRow[]> | undefined
}
