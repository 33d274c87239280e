import type { WritePlan } from '@certsql/planner'
import type { PendingRow } from '../write/pending-row.js'
import { RowReader } from '../write/read-rows.js'
import { resolveWhereKnown } from '../write/resolve-parents.js'
import { RowProblems } from '../write/row-problem.js'
import type { WriteContext } from '../write/write-context.js'
import type { WriteStats } from '../write/write-stats.js'
import type { LoadRow } from './load-request.js'

/** Some rows as records, and what is wrong with those that cannot be written. */
export interface LoadPart {
  readonly rows: readonly PendingRow[]
  readonly problems: RowProblems
  /** Rows that were read for it. */
  readonly read: number
}

/** Rows of a part: enough for checks among them, and few enough to be held. */
const ROWS_OF_A_PART = 10_000

/**
 * Reads the rows part by part, and checks each by what describe says. Values that stand twice where they may stand once
 * are found within a part; further apart the org finds them.
 */
export async function* readParts(
  source: AsyncIterable<readonly LoadRow[]>,
  plan: WritePlan,
  context: WriteContext,
  stats: WriteStats,
): AsyncGenerator<LoadPart> {
  let read = 0
  let part = newPart(plan, context, read)
  for await (const rows of source) {
    for (const row of rows) {
      if (row.kind === 'row') part.reader.add(row.values)
      else part.reader.refuse(row.message)
      read += 1
      if (read - part.rowsBefore < ROWS_OF_A_PART) continue
      yield await finished(part, read, plan, context, stats)
      part = newPart(plan, context, read)
    }
  }
  if (read > part.rowsBefore) yield await finished(part, read, plan, context, stats)
}

interface OpenPart {
  readonly reader: RowReader
  readonly problems: RowProblems
  readonly rowsBefore: number
}

function newPart(plan: WritePlan, context: WriteContext, rowsBefore: number): OpenPart {
  const problems = new RowProblems(Number.POSITIVE_INFINITY)
  const reader = new RowReader(plan, context.values, undefined, { problems, rowsBefore })
  return { reader, problems, rowsBefore }
}

async function finished(
  { reader, problems, rowsBefore }: OpenPart,
  read: number,
  plan: WritePlan,
  context: WriteContext,
  stats: WriteStats,
): Promise<LoadPart> {
  const resolved = await resolveWhereKnown(reader.pending, plan, context, stats, problems)
  const refused = new Set(problems.all.map(({ row }) => row))
  const rows = refused.size === 0 ? resolved : resolved.filter(({ row }) => !refused.has(row))
  return { rows, problems, read: read - rowsBefore }
}
