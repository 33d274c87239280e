import type { RemoteWriteOptions } from '../remote-writes.js'
import type { WriteContext } from './write-context.js'
import type { WriteLedger } from './write-ledger.js'
import type { WriteReport } from './write-report.js'

/** What sending needs to know. */
export interface Sending {
  readonly object: string
  readonly context: WriteContext
  readonly report: WriteReport
  readonly options: RemoteWriteOptions
  readonly signal: AbortSignal
  /** Present: what is sent is noted there. */
  readonly ledger?: WriteLedger | undefined
}
