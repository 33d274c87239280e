import type { IngestedPortion, RowOutcome } from '../remote-writes.js'
import { isLocked } from '../write/lock-retries.js'
import type { LoadLedger, Settlement } from './load-request.js'
import { failureOf } from './load-tally.js'
import type { RowNumbers } from './row-numbers.js'
import { rangesOf } from './row-set.js'

export type RowEnd = readonly [row: number, outcome: RowOutcome]

interface Begun {
  readonly number: number
  readonly from: number
  readonly to: number
}

/** Nothing of a portion was written. */
export const NOTHING: Settlement = { rows: [], written: 0, created: 0, failures: [] }

/** Notes each portion of a run when the org may begin to write it, and what became of it before its job is taken away. */
export class PortionNotes {
  private begun: readonly Begun[] = []

  constructor(
    private readonly ledger: LoadLedger,
    private readonly numbers: RowNumbers,
  ) {}

  readonly onJob = async ({ from, to, jobId, state }: IngestedPortion): Promise<void> => {
    if (state !== 'closing' || this.begun.some((portion) => portion.from === from)) return
    const rows: number[] = []
    for (let index = from; index < to; index++) rows.push(this.numbers.at(index))
    const number = await this.ledger.begin(rangesOf(rows), jobId)
    this.begun = [...this.begun, { number, from, to }]
  }

  /** Outcomes of a portion come all at once. */
  async settle(outcomes: readonly { readonly index: number; readonly outcome: RowOutcome }[]): Promise<void> {
    for (const portion of this.begun) {
      const own = outcomes.filter(({ index }) => index >= portion.from && index < portion.to)
      if (own.length === 0) continue
      this.begun = this.begun.filter((one) => one !== portion)
      const ends = own.map(({ index, outcome }): RowEnd => [this.numbers.at(index), outcome])
      if (isCertain(ends)) await this.ledger.settle(portion.number, settlementOf(ends))
    }
  }

  /** Portions without outcomes, where none come any more: nothing of them was sent. */
  async withdraw(): Promise<void> {
    for (const { number } of this.begun) await this.ledger.settle(number, NOTHING)
    this.begun = []
  }
}

export function isCertain(ends: readonly RowEnd[]): boolean {
  return ends.every(([, outcome]) => outcome.kind !== 'inDoubt')
}

/** Of rows that only waited for a lock, or were not attempted, another run may do better. */
export function isFinal(outcome: RowOutcome): boolean {
  return outcome.kind === 'written' || (outcome.kind === 'failed' && !isLocked(outcome))
}

export function settlementOf(ends: readonly RowEnd[]): Settlement {
  const final = ends.filter(([, outcome]) => isFinal(outcome))
  return {
    rows: rangesOf(final.map(([row]) => row)),
    written: final.filter(([, { kind }]) => kind === 'written').length,
    created: final.filter(([, outcome]) => outcome.kind === 'written' && outcome.created).length,
    failures: final.flatMap(([row, outcome]) =>
      outcome.kind === 'written' ? [] : [failureOf(row, outcome)],
    ),
  }
}
