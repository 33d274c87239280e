import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { ExecutionContext } from '../execution-context.js'
import { Execution } from './execution.js'

/** Works with a session of its own, which ends with the work. */
export async function inSession<Result>(
  context: ExecutionContext,
  work: (session: DuckDbSession, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const execution = new Execution(context)
  let session: DuckDbSession | undefined
  try {
    session = await execution.openSession()
    return await work(session, execution.signal)
  } finally {
    execution.stop()
    session?.close()
  }
}
