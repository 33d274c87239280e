/**
 * A value of a field as records carry it.
 *
 * | field type | value |
 * |---|---|
 * | text, picklist, id, reference | string |
 * | boolean | boolean |
 * | int | number |
 * | double, currency, percent | number, or a string of digits (`'123456789012345678.12'`) where a number cannot hold them |
 * | date, time | string `2026-01-31`, `13:30:00.000Z` |
 * | datetime | string `2026-01-31T10:00:00.000Z` (also with `+0000`, or without milliseconds) |
 */
export type FieldValue = string | number | boolean | null

/** What takes the records of an org, one by one. A generator writes to it, a CSV file is read into it. */
export interface RecordSink {
  /** Fields that are not given are null, or have the default of a system field. */
  insert(object: string, record: Readonly<Record<string, FieldValue>>): void
}
