import { CertSqlError } from '@certsql/core'
import type { ScanColumn } from '@certsql/planner'

/** Where the columns of a scan stand in a CSV file. */
export interface CsvLayout {
  /** How many cells a line has. */
  readonly width: number
  /** For each path of a column, or of a flag, the index of its cell. */
  indexOf(path: readonly string[]): number
}

/**
 * Finds columns by the names in the first line, which are paths (`Account.Owner.Name`): the order of columns has changed
 * between versions of the API.
 */
export function csvLayout(header: readonly string[]): CsvLayout {
  const indexes = new Map(header.map((name, index) => [name.toLowerCase(), index]))
  return {
    width: header.length,
    indexOf(path) {
      const index = indexes.get(path.join('.').toLowerCase())
      if (index === undefined) throw missingColumn(path)
      return index
    },
  }
}

/** The paths that are read for a column. */
export function pathsOf({ path, deletedFlags = [] }: ScanColumn): readonly (readonly string[])[] {
  return [path, ...deletedFlags]
}

function missingColumn(path: readonly string[]): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: `The org sent a Bulk result without the column ${path.join('.')}.`,
    hint: 'try again with UseBulk=never',
  })
}
