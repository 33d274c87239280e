import type { RowOutcome } from '../remote-writes.js'
import { type LoadCounts, type LoadStatus, NO_COUNTS } from './load-request.js'

type Counts = { -readonly [Name in keyof LoadCounts]: LoadCounts[Name] }

/** Counts what becomes of rows. */
export class LoadCounter {
  private readonly counts: Counts

  /** Rows that are refused here are found anew by each run. */
  constructor(before: LoadCounts = NO_COUNTS) {
    this.counts = { ...before, refused: 0 }
  }

  add(outcome: RowOutcome): void {
    this.counts[outcome.kind] += 1
    if (outcome.kind === 'written' && outcome.created) this.counts.created += 1
  }

  /** A row that is taken up again: what became of it counts later. */
  take(status: Exclude<LoadStatus, 'refused'>): void {
    this.counts[status] -= 1
  }

  refuse(): void {
    this.counts.refused += 1
  }

  get now(): LoadCounts {
    return { ...this.counts }
  }

  /** Rows that were sent, or were to be, and not written. */
  get failures(): number {
    const { failed, inDoubt, notAttempted, rolledBack } = this.counts
    return failed + inDoubt + notAttempted + rolledBack
  }
}
