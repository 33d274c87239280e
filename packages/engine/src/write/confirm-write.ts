import { CertSqlError } from '@certsql/core'
import type { WriteOperation, WriteRecord } from '../remote-writes.js'

/** What is about to be written. */
export interface WriteSummary {
  /** The tables, each with how many records of it are inserted, updated, … */
  readonly tables: ReadonlyMap<string, ReadonlyMap<WriteOperation, number>>
  /** The records one by one; absent where there are too many to be held. */
  readonly records?: readonly RecordToWrite[]
  /** A procedure that changes the org, in whatever way. */
  readonly procedure?: string
}

/** Asks whether a write is to be sent; nothing has been sent before. */
export type ConfirmWrite = (summary: WriteSummary) => Promise<boolean>

export interface RecordToWrite {
  readonly table: string
  readonly operation: WriteOperation
  /** Its fields as they are sent, `Id` among them where the record is there already. */
  readonly record: WriteRecord
}

/** Goes on when somebody says so; a write of nothing is not asked about. */
export async function requireConfirmation(
  records: readonly RecordToWrite[],
  confirm: ConfirmWrite | undefined,
): Promise<void> {
  if (confirm === undefined || records.length === 0) return
  const tables = new Map<string, Map<WriteOperation, number>>()
  for (const { table, operation } of records) {
    const counts = tables.get(table) ?? new Map<WriteOperation, number>()
    counts.set(operation, (counts.get(operation) ?? 0) + 1)
    tables.set(table, counts)
  }
  await requireConsent({ tables, records }, confirm)
}

/** The same for what is not counted record by record. */
export async function requireConsent(
  summary: WriteSummary,
  confirm: ConfirmWrite | undefined,
): Promise<void> {
  if (confirm === undefined || (await confirm(summary))) return
  throw new CertSqlError({
    code: 'CERT-8010',
    message: 'The write was not confirmed, and nothing was sent.',
  })
}
