import type { LoadLedger } from './load-request.js'
import { RowSet } from './row-set.js'

/** The rows that earlier runs have sent, whatever became of them. */
export function sentRows(ledger: LoadLedger | undefined): RowSet {
  return new RowSet(
    ledger === undefined ? [] : [...ledger.settled, ...ledger.open.flatMap(({ rows }) => rows)],
  )
}
