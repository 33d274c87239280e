import { CertSqlError } from '@certsql/core'
import type { WriteOperation } from '../remote-writes.js'

/** What is about to be written. */
export interface WriteSummary {
  /** The tables, each with how many records of it are inserted, updated, … */
  readonly tables: ReadonlyMap<string, ReadonlyMap<WriteOperation, number>>
  /** A procedure that changes the org, in whatever way. */
  readonly procedure?: string
}

/** Asks whether a write is to be sent; nothing has been sent before. */
export type ConfirmWrite = (summary: WriteSummary) => Promise<boolean>

interface Written {
  readonly table: string
  readonly operation: WriteOperation
}

/** Goes on when somebody says so; a write of nothing is not asked about. */
export async function requireConfirmation(
  written: readonly Written[],
  confirm: ConfirmWrite | undefined,
): Promise<void> {
  if (confirm === undefined || written.length === 0) return
  const tables = new Map<string, Map<WriteOperation, number>>()
  for (const { table, operation } of written) {
    const counts = tables.get(table) ?? new Map<WriteOperation, number>()
    counts.set(operation, (counts.get(operation) ?? 0) + 1)
    tables.set(table, counts)
  }
  await requireConsent({ tables }, confirm)
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
