import { CertSqlError, type JsonRecord } from '@certsql/core'
import type { ScanPlan } from '@certsql/planner'
import { cancelled, throwIfCancelled } from '../cancellation.js'
import type { ScanRecorder } from '../execution-stats.js'
import type { CsvPage, QueryPage } from '../remote-source.js'
import { batchRecords } from './batch-records.js'
import { bulkPages, isBulkRefusal, requireRows } from './bulk-scan.js'
import { certifySums } from './certify-sums.js'
import type { Execution } from './execution.js'
import { type GroupRecords, groupRecords } from './group-pages.js'
import { interruptionOf } from './interruption.js'
import { restRecords } from './rest-scan.js'
import type { WantedRows } from './row-window.js'
import { recordsBehind } from './skip-rows.js'

/** What a scan brings at a time: records over REST, or a CSV file of a Bulk job. */
export type ScanBatch = RecordBatch | CsvBatch

export interface RecordBatch {
  readonly kind: 'records'
  readonly records: readonly JsonRecord[]
}

export interface CsvBatch {
  readonly kind: 'csv'
  readonly csv: Buffer
  /** To be called with the number of rows that were found in it. */
  readonly countRows: (rows: number) => void
}

/**
 * All that a scan finds, by the transport that the plan has chosen, or by the other one where that turns out to be
 * better or the only one:
 *
 * - the org does not run the query as a Bulk job: REST, with a notice;
 * - the first page over REST tells that there are more rows than Bulk begins at: a job instead;
 * - the org finds no end of the query over REST before the first page: a job, which may run longer.
 *
 * All of these happen before a record has been handed out. Every record has passed when the loop ends by itself: a
 * result that stopped short is an error, not an answer.
 */
export async function* scanBatches(
  scan: ScanPlan,
  execution: Execution,
  recorder: ScanRecorder = execution.stats.scan(scan),
  wanted?: WantedRows,
): AsyncGenerator<ScanBatch> {
  const { signal } = execution
  try {
    throwIfCancelled(signal)
    for await (const batch of chosenBatches(scan, recorder, execution, wanted)) {
      throwIfCancelled(signal)
      yield batch
    }
  } catch (error) {
    throw signal.aborted ? cancelled(signal) : error
  }
}

function chosenBatches(
  scan: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
  wanted: WantedRows | undefined,
): AsyncGenerator<ScanBatch> {
  return scan.transport.kind === 'bulk'
    ? bulkBatches(scan, recorder, execution, wanted)
    : restBatches(scan, recorder, execution, scan.bulk, wanted)
}

async function* bulkBatches(
  scan: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
  wanted: WantedRows | undefined,
): AsyncGenerator<ScanBatch> {
  let totalSize: number | undefined
  let read = 0
  try {
    for await (const page of bulkPages(scan, recorder, execution)) {
      totalSize = page.totalSize
      yield csvBatch(page, (rows) => {
        requireRows(scan, page.rows, rows)
        recorder.countRows(rows)
        read += rows
      })
    }
  } catch (error) {
    if (!isBulkRefusal(error) || totalSize !== undefined) throw error
    const said = error.org === undefined ? '' : ` (${error.org.code})`
    execution.notices.tell(
      'bulkRefused',
      `The org does not read ${scan.object} with a Bulk job${said}, so the rows came over REST.`,
    )
    recorder.moveTo('rest')
    yield* restBatches(scan, recorder, execution, undefined, wanted)
    return
  }
  requireRows(scan, totalSize, read)
}

function csvBatch({ csv }: CsvPage, countRows: (rows: number) => void): CsvBatch {
  return { kind: 'csv', csv, countRows }
}

/** Ends a scan over REST whose first page tells that it is one for Bulk. */
class MoveToBulk extends Error {
  constructor(readonly words: string) {
    super('The scan moves to Bulk.')
    this.name = 'MoveToBulk'
  }
}

async function* restBatches(
  scan: ScanPlan,
  recorder: ScanRecorder,
  execution: Execution,
  bulk: ScanPlan['bulk'],
  wanted: WantedRows | undefined,
): AsyncGenerator<ScanBatch> {
  let handedOut = false
  const inspect = ({ totalSize }: QueryPage) => {
    if (handedOut || bulk?.aboveRows === undefined || totalSize < bulk.aboveRows) return
    throw new MoveToBulk(`there are ${totalSize.toLocaleString('en')} records`)
  }
  try {
    const mayMove = bulk !== undefined
    const rest = { scan, recorder, execution, inspect, mayMove, wanted }
    const { groupPages, skip } = scan
    const readRows = (rows: ScanPlan) => batchRecords(scanBatches(rows, execution, recorder), rows, execution)
    for await (const found of groupPages === undefined
      ? wholeAnswer(skip === undefined ? restRecords(rest) : recordsBehind(rest, skip))
      : groupRecords(rest, groupPages)) {
      handedOut = true
      recorder.countRows(found.records.length)
      yield { kind: 'records', records: await certifySums(rest, found, readRows) }
    }
  } catch (error) {
    const words = bulk === undefined || handedOut ? undefined : reasonToMove(error)
    if (words === undefined) throw error
    execution.notices.tell('movedToBulk', `${scan.object} was read with a Bulk job: ${words}.`)
    recorder.moveTo('bulk')
    yield* bulkBatches(scan, recorder, execution, wanted)
  }
}

/** An aggregate query without pages of groups has all of them in one answer. */
async function* wholeAnswer(pages: AsyncIterable<readonly JsonRecord[]>): AsyncGenerator<GroupRecords> {
  for await (const records of pages) yield { records, areAll: true }
}

function reasonToMove(error: unknown): string | undefined {
  if (error instanceof MoveToBulk) return error.words
  if (!(error instanceof CertSqlError)) return undefined
  return interruptionOf(error) === 'tookTooLong' ? 'the query ran for too long over REST' : undefined
}
