import type { RowBatch } from '@certsql/core'
import type { FallbackPlan, PhysicalPlan } from '@certsql/planner'
import type { Execution } from './execution.js'
import { type FallbackCause, fallbackCause } from './primary-impossible.js'
import type { RunPlan } from './run-plan.js'

const NOTICES: { readonly [Cause in FallbackCause]: string } = {
  tooManyGroups: 'The org finds more than 2,000 groups, so the rows were fetched and grouped here.',
  sumNotCertified: 'A sum of the org could not be proved exact, so the rows were fetched and added up here.',
}

/** Tries `primary`; no row of it leaves before it is known to be good. */
export async function* runFallbackPlan(
  plan: FallbackPlan,
  execution: Execution,
  runPlan: RunPlan,
): AsyncGenerator<RowBatch> {
  const primary = runPlan(plan.primary, execution)
  try {
    const proven = await firstProvenBatches(plan.primary, primary)
    yield* proven
    yield* primary
    return
  } catch (error) {
    tellFallback(plan, error, execution)
  } finally {
    await primary.return(undefined)
  }
  yield* runPlan(plan.alternative(), execution)
}

/** The alternative is next, which is told; an error that has another cause is thrown on. */
export function tellFallback(plan: FallbackPlan, error: unknown, execution: Execution): void {
  const cause = fallbackCause(error)
  if (cause === undefined || !plan.causes.includes(cause)) throw error
  execution.notices.tell(cause, NOTICES[cause])
}

/**
 * What must be held back. A staged plan has all its figures from the org before its first row; of the others each page
 * may still be the bad one, and there are at most 2,000 groups to hold.
 */
async function firstProvenBatches(
  plan: PhysicalPlan,
  batches: AsyncGenerator<RowBatch>,
): Promise<readonly RowBatch[]> {
  const held: RowBatch[] = []
  for (;;) {
    const next = await batches.next()
    if (next.done) return held
    held.push(next.value)
    if (plan.kind === 'StagedQuery') return held
  }
}
