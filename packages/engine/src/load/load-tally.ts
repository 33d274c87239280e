import type { CertSqlError } from '@certsql/core'
import type { RowOutcome } from '../remote-writes.js'
import { problemText } from '../write/row-problem.js'
import { LoadError, type LoadErrorFacts, MOST_TOLD } from './load-error.js'
import {
  type LoadCounts,
  type LoadFailure,
  type LoadRequest,
  type LoadStatus,
  NO_COUNTS,
} from './load-request.js'
import type { LoadPart } from './read-parts.js'

type Counts = { -readonly [Name in keyof LoadCounts]: LoadCounts[Name] }

/** Counts what becomes of the rows, and tells of those that are not written. */
export class LoadTally {
  private readonly counts: Counts
  private readonly told: LoadFailure[] = []

  constructor(private readonly request: LoadRequest) {
    this.counts = { ...(request.ledger?.counts ?? NO_COUNTS) }
  }

  get now(): LoadCounts {
    return { ...this.counts }
  }

  /** Rows that were sent, or were to be, and not written. */
  get failures(): number {
    const { failed, inDoubt, notAttempted, rolledBack } = this.counts
    return failed + inDoubt + notAttempted + rolledBack
  }

  count(outcome: RowOutcome): void {
    this.counts[outcome.kind] += 1
    if (outcome.kind === 'written' && outcome.created) this.counts.created += 1
  }

  /** A row that is taken up again: what becomes of it counts later. */
  take(status: Exclude<LoadStatus, 'refused'>): void {
    this.counts[status] -= 1
  }

  async tell(failure: LoadFailure): Promise<void> {
    if (this.told.length < MOST_TOLD) this.told.push(failure)
    await this.request.onFailure?.(failure)
  }

  /** What became of a row that was sent. */
  async settle(row: number, outcome: RowOutcome): Promise<void> {
    this.count(outcome)
    if (outcome.kind !== 'written') await this.tell(failureOf(row, outcome))
  }

  /** Rows that are not sent, as something is wrong with them. */
  async refuse({ problems }: LoadPart, isMeant: (row: number) => boolean = () => true): Promise<void> {
    const byRow = new Map<number, LoadFailure>()
    for (const { row, ...problem } of problems.all) {
      if (!isMeant(row)) continue
      const error = { code: 'CERT-8004', message: problemText(problem), fields: fieldsOf(problem.column) }
      byRow.set(row, { row, status: 'refused', errors: [...(byRow.get(row)?.errors ?? []), error] })
    }
    for (const failure of byRow.values()) {
      this.counts.refused += 1
      await this.tell(failure)
    }
  }

  error(facts: Omit<LoadErrorFacts, 'canGoOn'> = {}): CertSqlError {
    return new LoadError(this.now, this.told, { ...facts, canGoOn: this.request.ledger !== undefined })
  }
}

export function failureOf(row: number, outcome: Exclude<RowOutcome, { kind: 'written' }>): LoadFailure {
  return { row, status: outcome.kind, errors: errorsOf(outcome) }
}

function fieldsOf(column: string): readonly string[] {
  return column === '' ? [] : [column]
}

function errorsOf(outcome: Exclude<RowOutcome, { kind: 'written' }>): LoadFailure['errors'] {
  switch (outcome.kind) {
    case 'failed':
      return outcome.errors
    case 'rolledBack':
      return []
    case 'notAttempted':
    case 'inDoubt':
      return outcome.cause === undefined ? [] : [errorOf(outcome.cause)]
  }
}

function errorOf({ code, message, org }: CertSqlError) {
  return { code: org?.code ?? code, message, fields: [] }
}
