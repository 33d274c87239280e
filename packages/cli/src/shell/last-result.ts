import { CertSqlError } from '@certsql/core'
import type { ResultRows } from './meta-command.js'

/** More rows than this are not kept: whoever wants them again asks for a temporary table. */
const MOST_ROWS = 100_000

/** The rows of the last result, for as long as there is no other. */
export class LastResult {
  private gathered:
    | { columns: ResultRows['columns']; batches: ResultRows['rows'][]; count: number }
    | undefined
  private kept: ResultRows | undefined
  private missing = 'There is no result yet.'

  /** A statement begins; the last result stays until there is another. */
  begin(): void {
    this.gathered = undefined
  }

  add(columns: ResultRows['columns'], rows: ResultRows['rows']): void {
    this.gathered ??= { columns, batches: [], count: 0 }
    this.gathered.count += rows.length
    if (this.gathered.count <= MOST_ROWS) this.gathered.batches.push(rows)
    else this.gathered.batches.length = 0
  }

  /** The statement has given all its rows. */
  end(): void {
    const { gathered } = this
    if (gathered === undefined) return
    const { columns, batches, count } = gathered
    this.gathered = undefined
    this.kept = count <= MOST_ROWS ? { columns, rows: batches.flat() } : undefined
    this.missing = `The last result has more than ${MOST_ROWS.toLocaleString('en-US')} rows, and was not kept.`
  }

  /** None where there is no result. */
  get columns(): ResultRows['columns'] {
    return this.kept?.columns ?? []
  }

  /** The rows; an error where there are none. */
  rows(): ResultRows {
    if (this.kept !== undefined) return this.kept
    throw new CertSqlError({
      code: 'CERT-2001',
      message: this.missing,
      hint: 'CREATE TEMP TABLE name AS SELECT … keeps as many as there are',
    })
  }
}
