import type { ResultFormat } from '../format/result-format.js'

/** `auto`: records where a table would not fit the screen. */
export type ExpandedMode = 'on' | 'off' | 'auto'

/** What the person at the shell can switch. */
export interface ShellSettings {
  readonly format: ResultFormat
  readonly expanded: ExpandedMode
  /** Whether time and cost are told after each statement. */
  readonly timing: boolean
  readonly nullText: string
  /** Whether results longer than the screen go through a pager. */
  readonly pager: boolean
  /** Whether the sums of the numbers stand below the rows. */
  readonly totals: boolean
  /** Whether amounts are shown as `1,234.50`. */
  readonly groupsDigits: boolean
}
