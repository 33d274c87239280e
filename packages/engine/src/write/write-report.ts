import type { CertSqlError } from '@certsql/core'
import type { RowError, RowOutcome, WriteOperation, WriteRecord } from '../remote-writes.js'
import type { PendingRow } from './pending-row.js'

export type RowStatus = 'written' | 'failed' | 'rolled back' | 'not attempted' | 'in doubt'

/** What became of one record of a write. */
export interface RowReport {
  /** From 1, in the order in which the rows were given. */
  readonly row: number
  readonly status: RowStatus
  readonly operation: WriteOperation
  readonly object: string
  /** Of a record that was written, or of one that was to be changed. */
  readonly id: string | null
  /** Whether the record is new. */
  readonly created: boolean
  readonly errors: readonly RowError[]
  /** Why it is in doubt, or was not attempted. */
  readonly cause: CertSqlError | undefined
  /** The values that were to be written. */
  readonly record: WriteRecord
}

/** What became of each record of a write: the truth about it, also when it has failed. */
export class WriteReport {
  private readonly outcomes: (RowOutcome | undefined)[] = []

  constructor(
    private readonly pending: readonly PendingRow[],
    /** One for all rows, or one for each. */
    private readonly object: string | readonly string[],
  ) {}

  set(row: PendingRow, outcome: RowOutcome): void {
    this.outcomes[row.index] = outcome
  }

  outcomeOf(row: PendingRow): RowOutcome {
    return this.outcomes[row.index] ?? NOT_ATTEMPTED
  }

  count(kind: RowOutcome['kind']): number {
    return this.pending.reduce((sum, row) => sum + (this.outcomeOf(row).kind === kind ? 1 : 0), 0)
  }

  get written(): number {
    return this.count('written')
  }

  /** All rows. */
  get size(): number {
    return this.pending.length
  }

  get isComplete(): boolean {
    return this.written === this.size
  }

  /** All rows, or those of some kinds. */
  *rows(...kinds: readonly RowOutcome['kind'][]): Generator<RowReport> {
    for (const row of this.pending) {
      const outcome = this.outcomeOf(row)
      if (kinds.length === 0 || kinds.includes(outcome.kind)) yield this.reportOf(row, outcome)
    }
  }

  private reportOf({ index, row, action, record }: PendingRow, outcome: RowOutcome): RowReport {
    const known = typeof record.Id === 'string' ? record.Id : null
    return {
      row,
      status: STATUS[outcome.kind],
      operation: action.operation,
      object: typeof this.object === 'string' ? this.object : (this.object[index] ?? ''),
      id: outcome.kind === 'written' ? outcome.id : known,
      created: outcome.kind === 'written' && outcome.created,
      errors: outcome.kind === 'failed' ? outcome.errors : [],
      cause: outcome.kind === 'inDoubt' || outcome.kind === 'notAttempted' ? outcome.cause : undefined,
      record,
    }
  }
}

const NOT_ATTEMPTED: RowOutcome = { kind: 'notAttempted' }

const STATUS: Readonly<Record<RowOutcome['kind'], RowStatus>> = {
  written: 'written',
  failed: 'failed',
  rolledBack: 'rolled back',
  notAttempted: 'not attempted',
  inDoubt: 'in doubt',
}
