/** How results look where people read them; data formats care for none of it. */
export interface WriterSettings {
  /** What stands for NULL. */
  readonly nullText: string
  readonly colour: boolean
  /** Borders of `+`, `-` and `|`, for terminals that can do no more. */
  readonly plainBorders: boolean
  /** Columns of the screen: a table that is wider is turned into records. Absent: tables may be as wide as they like. */
  readonly screenWidth?: number
}

export const DEFAULT_NULL_TEXT = '∅'

/** Where only ASCII is sure to be shown. */
export const PLAIN_NULL_TEXT = 'NULL'
