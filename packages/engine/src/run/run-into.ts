import { internalError } from '@certsql/core'
import type { PhysicalPlan, StagedQuery } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { Execution } from './execution.js'
import { tellFallback } from './fallback-plan.js'
import { residualSql } from './residual-sql.js'
import { stageScans } from './stage-scans.js'

/** What becomes of the rows of a query that stay here: a statement of DuckDB's around it. */
export interface RowSink {
  /** `query` is the residual, and `types` are those of its columns in DuckDB. */
  statement(query: string, types: readonly string[]): string
  /** Called when the statement has run. */
  finished?(session: DuckDbSession, rows: number): void
}

/** Runs a plan whose rows stay here; gives their number. */
export async function runInto(sink: RowSink, plan: PhysicalPlan, execution: Execution): Promise<number> {
  switch (plan.kind) {
    case 'StagedQuery':
      return await runStagedInto(sink, plan, execution)
    case 'FallbackPlan':
      try {
        return await runInto(sink, plan.primary, execution)
      } catch (error) {
        tellFallback(plan, error, execution)
        return await runInto(sink, plan.alternative(), execution)
      }
    case 'ConstantRows':
    case 'RemoteQuery':
    case 'PagewiseQuery':
      throw internalError(`a ${plan.kind} cannot end in the local database.`)
  }
}

async function runStagedInto(sink: RowSink, plan: StagedQuery, outer: Execution): Promise<number> {
  const execution = outer.fork()
  const session = await execution.openSession(plan)
  try {
    await stageScans(plan, session, execution)
    const sql = await residualSql(plan.residual, session)
    const rows = await session.count(sink.statement(sql, await session.typesOf(sql)))
    sink.finished?.(session, rows)
    return rows
  } finally {
    execution.stop()
    session.close()
  }
}
