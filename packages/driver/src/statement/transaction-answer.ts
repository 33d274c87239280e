import {
  type ConfirmWrite,
  commitTransaction,
  confirmTransaction,
  type RemoteWriteOptions,
  type RemoteWrites,
} from '@certsql/engine'
import type { TransactionStatement } from '@certsql/planner'
import type { TransactionState } from '../session/transaction-state.js'
import { type Answer, heldAnswer, NO_COST } from './answer.js'

/** BEGIN, COMMIT, ROLLBACK and savepoints. Only COMMIT sends anything. */
export async function transactionAnswer(
  statement: TransactionStatement,
  state: TransactionState,
  writes: RemoteWrites,
  signal: AbortSignal,
  confirm: ConfirmWrite | undefined,
): Promise<Answer> {
  switch (statement.kind) {
    case 'Begin':
      state.begin()
      return heldAnswer([], [])
    case 'Commit':
      return await commitAnswer(state, writes, signal, confirm)
    case 'Rollback':
      if (statement.savepoint === undefined) state.end()
      else state.require().rollbackTo(statement.savepoint.name)
      return heldAnswer([], [])
    case 'Savepoint':
      state.require().savepoint(statement.name.name)
      return heldAnswer([], [])
    case 'ReleaseSavepoint':
      state.require().release(statement.name.name)
      return heldAnswer([], [])
  }
}

async function commitAnswer(
  state: TransactionState,
  writes: RemoteWrites,
  signal: AbortSignal,
  confirm: ConfirmWrite | undefined,
): Promise<Answer> {
  const started = performance.now()
  let stats = NO_COST
  const options: RemoteWriteOptions = {
    signal,
    onRequest: ({ apiCalls, bytes, retries }) => {
      stats = {
        ...stats,
        apiCalls: stats.apiCalls + apiCalls,
        bytes: stats.bytes + bytes,
        retries: stats.retries + retries,
      }
    },
  }
  await confirmTransaction(state.require(), confirm)
  const committed = await commitTransaction(state.end(), writes, options)
  state.remember(committed)
  return heldAnswer([], [], {
    stats: { ...stats, milliseconds: performance.now() - started },
    written: { affectedRows: committed.report.written, report: committed.report },
  })
}
