import { CsvWriter, type SqlValue, TEXT } from '@certsql/core'
import { type LoadFailure, type LoadRow, STATUS_WORDS } from '@certsql/engine'
import { FileOutput } from '../files/file-output.js'
import { ERROR_COLUMN_PREFIX, type FileColumns } from './file-columns.js'

/** What is added to each row that was not written; `rest` is what stood in it beyond its columns. */
const ADDED = ['row', 'status', 'code', 'message', 'fields', 'rest'].map(
  (name) => `${ERROR_COLUMN_PREFIX}${name}`,
)

export interface Failures {
  readonly of: (row: number) => LoadFailure | undefined
  /** No row after this one has any. */
  readonly last: number
}

/**
 * Writes the rows that were not written into a CSV file: as they stood in the source, and why. The source is read once
 * more for that, so that no row has to be held; the file can be mended and loaded again.
 */
export async function writeErrorFile(
  path: string,
  { own, width }: FileColumns,
  failures: Failures,
  rows: AsyncIterable<readonly LoadRow[]>,
): Promise<void> {
  const output = await FileOutput.open(path)
  try {
    const writer = new CsvWriter()
    await output.write(
      writer.begin([...own.map(({ name }) => name), ...ADDED].map((name) => ({ name, type: TEXT }))),
    )
    let number = 0
    for await (const batch of rows) {
      const refused: SqlValue[][] = []
      for (const row of batch) {
        number += 1
        const failure = failures.of(number)
        if (failure !== undefined)
          refused.push([
            ...own.map(({ position }) => row.values[position] ?? null),
            ...failureValues(failure),
            restOf(row, width),
          ])
      }
      await output.write(writer.write(refused))
      if (number >= failures.last) break
    }
    await output.write(writer.end())
    await output.finish()
  } catch (error) {
    await output.discard()
    throw error
  }
}

function restOf({ values }: LoadRow, width: number): string | null {
  const rest = values.slice(width)
  return rest.length === 0 ? null : rest.map((value) => value ?? '').join(' | ')
}

/** The row, what became of it, and why: as FAILURE_COLUMNS has them. */
export function failureValues({ row, status, errors }: LoadFailure): SqlValue[] {
  return [
    row,
    STATUS_WORDS[status],
    errors[0]?.code ?? null,
    errors.map(({ message }) => message).join('; ') || null,
    errors.flatMap(({ fields }) => fields).join(', ') || null,
  ]
}
