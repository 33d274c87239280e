import type { RemoteWriteOptions, RemoteWrites } from '../remote-writes.js'
import { type ConfirmWrite, requireConfirmation } from './confirm-write.js'
import type { PendingRow } from './pending-row.js'
import { referenceTo, type TransactionBuffer } from './transaction-buffer.js'
import { WriteError } from './write-error.js'
import { WriteReport } from './write-report.js'

/** What COMMIT has written. */
export interface Committed {
  readonly report: WriteReport
  /** The Ids that references stand for: `@{r1.id}` → `001…`. */
  readonly ids: ReadonlyMap<string, string>
}

/** Asks whether a transaction is to be sent. Until somebody says so it stays open, to be looked at or rolled back. */
export async function confirmTransaction(
  buffer: TransactionBuffer,
  confirm: ConfirmWrite | undefined,
): Promise<void> {
  const records = buffer.all.map(({ node }) => ({
    table: node.object,
    operation: node.operation,
    record: node.record,
  }))
  await requireConfirmation(records, confirm)
}

/** Sends a transaction as one graph. All of it is written, or nothing; an answer that was lost leaves it in doubt. */
export async function commitTransaction(
  buffer: TransactionBuffer,
  writes: RemoteWrites,
  options: RemoteWriteOptions,
): Promise<Committed> {
  const nodes = buffer.all
  const rows = nodes.map(({ row }, index): PendingRow => ({ ...row, index, row: index + 1 }))
  const report = new WriteReport(
    rows,
    nodes.map(({ node }) => node.object),
  )
  const ids = new Map<string, string>()
  if (nodes.length === 0) return { report, ids }
  const outcomes = await writes.writeGraph(
    nodes.map(({ node }) => node),
    options,
  )
  for (const [index, row] of rows.entries()) {
    const outcome = outcomes[index]
    const referenceId = nodes[index]?.node.referenceId
    if (outcome === undefined) continue
    report.set(row, outcome)
    if (outcome.kind === 'written' && referenceId !== undefined) ids.set(referenceTo(referenceId), outcome.id)
  }
  if (!report.isComplete) throw new WriteError(report)
  return { report, ids }
}
