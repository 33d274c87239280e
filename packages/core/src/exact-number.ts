/**
 * A JSON number that a double cannot hold to the last digit, kept as it was written.
 *
 * ```ts
 * new ExactNumber('123456789012345678.12').lexeme
 * ```
 */
export class ExactNumber {
  constructor(readonly lexeme: string) {}

  toString(): string {
    return this.lexeme
  }
}

/** A record as the REST API sends it: scalars, parents as objects or null, `attributes` as it came. */
export interface JsonRecord {
  readonly [field: string]: JsonRecordValue
}

export type JsonRecordValue =
  | null
  | boolean
  | number
  | string
  | ExactNumber
  | JsonRecord
  | readonly JsonRecordValue[]
