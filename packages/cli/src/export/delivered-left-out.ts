import { type Column, ID, TIMESTAMPTZ } from '@certsql/core'
import type { Connection, ParameterValues } from '@certsql/driver'
import { DeliveredRecords } from './delivered-records.js'
import { type ObjectSelection, STAMP_COLUMN, selectionSql } from './object-selection.js'
import type { SinceExport } from './since-export.js'
import type { DeliveredRecord } from './since-state.js'

/** Records that earlier exports have brought, and of them those that are not to be exported again. */
const DELIVERED = 'certsql_delivered'
const UNCHANGED = 'certsql_unchanged'

const RECORD_COLUMNS: readonly Column[] = [
  { name: 'Id', type: ID },
  { name: STAMP_COLUMN, type: TIMESTAMPTZ },
]

/** The statement without the records that have been exported and are in the org as they were then, and these records. */
export async function leaveOutDelivered(
  selection: ObjectSelection,
  parameters: ParameterValues,
  { delivered }: SinceExport,
  connection: Connection,
  signal: AbortSignal,
): Promise<Pick<SinceExport, 'delivered'> & { readonly sql: string }> {
  await keepRecords(DELIVERED, delivered, connection)
  const again = selectionSql(selection, [`EXISTS (SELECT 1 FROM ${DELIVERED} AS d WHERE d.Id = t.Id)`])
  const unchanged = await unchangedRecords(again, parameters, delivered, connection, signal)
  await keepRecords(UNCHANGED, unchanged, connection)
  const sql = selectionSql(selection, [
    `NOT EXISTS (SELECT 1 FROM ${UNCHANGED} AS u WHERE u.Id = t.Id AND u.${STAMP_COLUMN} = t.${STAMP_COLUMN})`,
  ])
  return { sql, delivered: unchanged }
}

/**
 * What has been exported, and is in the org as it was then. A record that changes after this question, within the second
 * of its stamp, differs from its digest in the next export: its stamp is behind the next mark.
 */
async function unchangedRecords(
  sql: string,
  parameters: ParameterValues,
  delivered: readonly DeliveredRecord[],
  connection: Connection,
  signal: AbortSignal,
): Promise<readonly DeliveredRecord[]> {
  const stream = connection.stream(sql, parameters, { signal })
  const found = new DeliveredRecords(await stream.columns(), new Date(0))
  for await (const { rows } of stream.batches()) found.add(rows)
  const before = new Set(delivered.map((record) => record.join(' ')))
  return found.records.filter((record) => before.has(record.join(' ')))
}

async function keepRecords(
  name: string,
  records: readonly DeliveredRecord[],
  connection: Connection,
): Promise<void> {
  const rows = records.map(([id, stamp]) => [id, new Date(stamp)])
  await connection.keepRows(name, { columns: RECORD_COLUMNS, rows })
}
