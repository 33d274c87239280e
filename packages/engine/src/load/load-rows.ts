import { requireConsent } from '../write/confirm-write.js'
import type { PendingRow } from '../write/pending-row.js'
import { MOST_PROBLEMS, RowProblems } from '../write/row-problem.js'
import type { WriteContext } from '../write/write-context.js'
import type { WriteStats } from '../write/write-stats.js'
import { BulkLoad } from './bulk-load.js'
import type { LoadReport, LoadRequest } from './load-request.js'
import { LoadRun } from './load-run.js'
import type { LoadPart } from './read-parts.js'
import type { RowSet } from './row-set.js'
import { sentRows } from './sent-rows.js'

const SKIP_HINT = "nothing was sent; mend the rows, or load the others: (ON_ERROR skip, ERRORS 'errors.csv')"

/**
 * Writes rows that may be more than memory holds: few of them as a write does, many by Bulk jobs as they are read. What
 * becomes of each row that is not written is told. A load that does not come to its end is an error, and so is a row that
 * is not written where all must be.
 */
export async function loadRows(
  request: LoadRequest,
  context: WriteContext,
  stats: WriteStats,
): Promise<LoadReport> {
  try {
    return await new Load(new LoadRun(request, context, stats)).run()
  } finally {
    stats.finish()
  }
}

class Load {
  /** Rows that an earlier run has sent. */
  private readonly sent: RowSet
  /** Rows that passed the checks, and are to be sent. */
  private sendable = 0

  constructor(private readonly load: LoadRun) {
    this.sent = sentRows(load.request.ledger)
  }

  async run(): Promise<LoadReport> {
    const { load } = this
    const { tally } = load
    const few = await this.check()
    if (load.context.dryRun) return { rows: load.rows, ...tally.now }
    await this.confirm()
    if (few === undefined) await new BulkLoad(load).run()
    else await this.sendFew(few)
    const { inDoubt, notAttempted } = tally.now
    if (inDoubt + notAttempted > 0 || (load.stops && tally.failures > 0)) throw tally.error()
    return { rows: load.rows, ...tally.now }
  }

  /**
   * Reads the rows for the first time. Gives them if they are too few for a Bulk job; else only what is wrong with them
   * has been looked at, and where that is not asked for beforehand, no more than is needed to know that they are many.
   */
  private async check(): Promise<readonly PendingRow[] | undefined> {
    const { stops, request, context, tally } = this.load
    const { dryRun, confirm } = context
    const held: PendingRow[] = []
    const problems = new RowProblems(MOST_PROBLEMS)
    const refused: LoadPart[] = []
    let isFew = request.ledger === undefined
    for await (const part of this.load.parts('checking')) {
      this.sendable += part.rows.filter(({ row }) => !this.sent.has(row)).length
      if (stops) {
        for (const problem of part.problems.all) if (!this.sent.has(problem.row)) problems.add(problem)
      } else if (dryRun) await tally.refuse(part)
      if (!isFew) continue
      held.push(...part.rows)
      refused.push(part)
      isFew = !this.isMany(held.length)
      if (isFew) continue
      held.length = 0
      if (!stops && !dryRun && confirm === undefined) return undefined
    }
    if (stops) problems.throwIfAny(SKIP_HINT)
    if (!isFew || dryRun) return undefined
    for (const part of refused) await tally.refuse(part)
    return held.map((row, index) => ({ ...row, index }))
  }

  private isMany(count: number): boolean {
    const { bulkThreshold } = this.load.context.settings
    return bulkThreshold > 0 && count >= bulkThreshold
  }

  private async confirm(): Promise<void> {
    if (this.sendable === 0) return
    const { request, action, context } = this.load
    const counts = new Map([[action.operation, this.sendable]])
    await requireConsent({ tables: new Map([[request.plan.table.name, counts]]) }, context.confirm)
  }

  private async sendFew(rows: readonly PendingRow[]): Promise<void> {
    const { stops, context, tally } = this.load
    const { ends, error } = await this.load.send(rows, stops && context.settings.allOrNone)
    for (const [row, outcome] of ends) await tally.settle(row, outcome)
    if (error !== undefined) throw tally.error({ cause: error })
  }
}
