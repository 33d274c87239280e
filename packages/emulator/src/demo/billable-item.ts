import type { Day } from './day.js'
import type { Cents } from './money.js'
import type { DraftRecord } from './org-writer.js'
import type { Project } from './projects.js'

/** Something approved that a customer is to be billed for. */
export interface BillableItem {
  readonly kind: 'Timecard' | 'Expense' | 'Milestone'
  readonly record: DraftRecord
  readonly project: Project
  readonly day: Day
  readonly quantity: number
  readonly amount: Cents
  readonly description: string
}
