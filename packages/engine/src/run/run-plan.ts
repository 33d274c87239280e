import type { RowBatch } from '@certsql/core'
import type { PhysicalPlan } from '@certsql/planner'
import type { Execution } from './execution.js'
import { runFallbackPlan } from './fallback-plan.js'
import { runPagewiseQuery } from './pagewise-query.js'
import { runRemoteQuery } from './remote-query.js'
import { runStagedQuery } from './staged-query.js'

export type RunPlan = (plan: PhysicalPlan, execution: Execution) => AsyncGenerator<RowBatch>

/** The rows of a plan. Ending the loop early ends the work. */
export const runPlan: RunPlan = (plan, execution) => {
  switch (plan.kind) {
    case 'ConstantRows':
      return constantRows(plan)
    case 'RemoteQuery':
      return runRemoteQuery(plan, execution)
    case 'PagewiseQuery':
      return runPagewiseQuery(plan, execution)
    case 'StagedQuery':
      return runStagedQuery(plan, execution)
    case 'FallbackPlan':
      return runFallbackPlan(plan, execution, runPlan)
  }
}

async function* constantRows(batch: RowBatch): AsyncGenerator<RowBatch> {
  if (batch.rows.length > 0) yield { columns: batch.columns, rows: batch.rows }
}
