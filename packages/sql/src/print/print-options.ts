export interface PrintOptions {
  /** `line` (the default): all on one line. `pretty`: clauses on lines of their own, for people. */
  readonly layout?: 'line' | 'pretty'
}
