/** How results look where people read them; data formats care for none of it. */
export interface WriterSettings {
  /** What stands for NULL. */
  readonly nullText: string
  readonly colour: boolean
  /** Borders of `+`, `-` and `|`, for terminals that can do no more. */
  readonly plainBorders: boolean
  /** Whether amounts are shown as `1,234.50`. */
  readonly groupsDigits?: boolean
  /** Whether the sums of the numbers stand below the rows. */
  readonly totals?: boolean
  /** Columns of the screen, which a table is made to fit. Absent: tables may be as wide as they like. */
  readonly screenWidth?: number
  /** Columns that texts may take before they are wrapped. */
  readonly widths?: readonly number[]
}

export const DEFAULT_NULL_TEXT = '∅'

/** Where only ASCII is sure to be shown. */
export const PLAIN_NULL_TEXT = 'NULL'
