import { fillIds } from './fill-ids.js'
import { refuse } from './refuse.js'
import type { Session } from './session.js'

/** What `knex.transaction(work, config)` is given. */
export interface TransactionConfig {
  readonly isolationLevel?: string
  readonly readOnly?: boolean
}

/** The part of Knex's transaction that ends it. */
export interface CommittingTransaction {
  commit(session: Session, value: unknown): unknown
  _resolver(value: unknown): void
}

export function requirePlainTransaction({ isolationLevel, readOnly }: TransactionConfig = {}): void {
  if (isolationLevel !== undefined) {
    throw refuse(
      `A transaction has no isolation level "${isolationLevel}": its reads see the org as it is, and its writes are sent as one at the end.`,
      'leave isolationLevel out',
    )
  }
  if (readOnly === true) {
    throw refuse(
      'A transaction is nothing but its writes, so one that only reads is none.',
      'leave the transaction out; a connection with ReadOnly=true refuses all writes',
    )
  }
}

/**
 * Records that a transaction inserts get their Ids at its end; until then a reference stands for each, which later
 * statements of the transaction take for the Id. What the transaction resolves to has the Ids.
 */
export function giveIdsAtCommit(transaction: CommittingTransaction): void {
  const commit = transaction.commit
  transaction.commit = (session, value) => {
    const resolve = transaction._resolver
    transaction._resolver = (result) => resolve(fillIds(result, (reference) => session.idOf(reference)))
    return commit.call(transaction, session, value)
  }
}
