import { type Column, internalError, type RowBatch } from '@certsql/core'
import type { PhysicalPlan } from '@certsql/planner'
import { throwIfCancelled } from './cancellation.js'
import type { ExecutionContext } from './execution-context.js'
import type { ExecutionStats } from './execution-stats.js'
import type { Notice } from './notice.js'
import { OutOfCalls, outOfCalls } from './run/call-budget.js'
import { Execution } from './run/execution.js'
import { requireCallsForPlan } from './run/plan-budget.js'
import { fallbackCause } from './run/primary-impossible.js'
import { runPlan } from './run/run-plan.js'

/** The answer to a statement on its way; it can be read once. */
export interface ResultStream extends AsyncIterable<RowBatch> {
  readonly columns: readonly Column[]
  /** As of now; final when the stream has ended. */
  readonly stats: ExecutionStats
  readonly notices: readonly Notice[]
}

/**
 * Runs a plan. Nothing happens before the first batch is asked for; leaving the loop, or aborting the signal, stops
 * requests and DuckDB.
 *
 * ```ts
 * const result = execute(plan, context)
 * for await (const { rows } of result) console.log(rows)
 * console.log(result.stats.apiCalls)
 * ```
 */
export function execute(plan: PhysicalPlan, context: ExecutionContext): ResultStream {
  const execution = new Execution(context)
  const batches = runToEnd(plan, execution)
  return {
    columns: plan.columns,
    get stats() {
      return execution.stats.snapshot()
    },
    get notices() {
      return execution.notices.all
    },
    [Symbol.asyncIterator]: () => batches,
  }
}

async function* runToEnd(plan: PhysicalPlan, execution: Execution): AsyncGenerator<RowBatch> {
  try {
    throwIfCancelled(execution.signal)
    await requireCallsForPlan(plan, execution)
    for await (const batch of runPlan(plan, execution)) {
      execution.stats.countRows(batch.rows.length)
      const handedOut = performance.now()
      yield batch
      execution.stats.countReading(handedOut)
      throwIfCancelled(execution.signal)
    }
  } catch (error) {
    if (error instanceof OutOfCalls) throw outOfCalls(error.budget, execution)
    if (fallbackCause(error) === 'sumNotCertified') {
      throw internalError('a sum could not be certified, and there is no other plan.', error)
    }
    throw error
  } finally {
    execution.stop()
  }
}
