import { CertSqlError, type SqlValue } from '@certsql/core'
import type { RepeatedRows, WriteAction, WriteStatementName } from '@certsql/planner'
import type { WriteRecord } from '../remote-writes.js'

/** Several rows of the source may mean one record: the same change is made once, different ones are an error. */
export class RepeatedRecords {
  private readonly changesById = new Map<string, string>()

  constructor(
    private readonly repeated: RepeatedRows,
    private readonly statement: WriteStatementName,
  ) {}

  isNew(record: WriteRecord, action: WriteAction, shown: readonly SqlValue[]): boolean {
    if (this.repeated === 'impossible' || action.idPosition === undefined) return true
    const id = String(record.Id)
    const change = textOf(this.repeated === 'once' ? shown : [record, shown])
    const earlier = this.changesById.get(id)
    if (earlier === undefined) {
      this.changesById.set(id, change)
      return true
    }
    if (this.repeated !== 'refused' && earlier === change) return false
    throw new CertSqlError({
      code: 'CERT-8005',
      message: `${this.statement} would change the record ${id} twice: several rows of the source belong to it.`,
      hint: 'let each record meet one row, for example by GROUP BY or DISTINCT ON in the source',
    })
  }
}

function textOf(change: unknown): string {
  return JSON.stringify(change, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
}
