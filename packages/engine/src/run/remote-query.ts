import { internalError, type JsonRecord, type RowBatch, type SqlValue } from '@certsql/core'
import type { RemoteQuery } from '@certsql/planner'
import { type ColumnDecoder, columnDecoder } from '../decode/column-decoder.js'
import type { Execution } from './execution.js'
import { takeWindow, WantedRows } from './row-window.js'
import { scanPages } from './scan-pages.js'

/** The org's rows are the answer: each page leaves as it comes. */
export function runRemoteQuery(plan: RemoteQuery, execution: Execution): AsyncGenerator<RowBatch> {
  const wanted = new WantedRows(plan.window)
  return takeWindow(decodedPages(plan, execution, wanted), plan.window, wanted)
}

async function* decodedPages(
  plan: RemoteQuery,
  execution: Execution,
  wanted: WantedRows,
): AsyncGenerator<RowBatch> {
  const { columns } = plan
  const decoders = plan.outputs.map((index) => {
    const column = plan.scan.columns[index]
    if (column === undefined) throw internalError('an output names a column that is not scanned.')
    return columnDecoder(column, execution.decimals)
  })
  for await (const records of scanPages(plan.scan, execution, wanted)) {
    yield { columns, rows: records.map((record) => decodeRow(record, decoders)) }
  }
}

function decodeRow(record: JsonRecord, decoders: readonly ColumnDecoder[]): SqlValue[] {
  const row = new Array<SqlValue>(decoders.length)
  for (let index = 0; index < decoders.length; index++) row[index] = decoders[index]?.(record) ?? null
  return row
}
