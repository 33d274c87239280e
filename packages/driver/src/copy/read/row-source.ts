import type { LoadRow } from '@certsql/engine'

/** The rows of a file, to be read as often as needed. */
export interface RowSource {
  /** What the file calls its columns; undefined where it has no names for them. */
  readonly header: readonly string[] | undefined
  /** Each time from the first row on; a row has a value for each column, undefined where the file has none. */
  rows(): AsyncIterable<readonly LoadRow[]>
}

/** Rows are handed on so many at a time. */
export const ROWS_OF_A_BATCH = 1000

/** Gathers rows that come one by one. */
export async function* inBatches(rows: AsyncIterable<LoadRow>): AsyncGenerator<readonly LoadRow[]> {
  let batch: LoadRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < ROWS_OF_A_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** A row as wide as the header, or what is wrong with it. */
export function rowOfWidth(values: readonly (string | null)[], width: number): LoadRow {
  if (values.length === width) return { kind: 'row', values }
  return {
    kind: 'problem',
    message: `has ${countOf(values.length, 'field')}, and the file has ${countOf(width, 'column')}`,
    values,
  }
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`
}
