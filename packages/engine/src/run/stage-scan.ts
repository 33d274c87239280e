import type { ScanPlan } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { ScanRecorder } from '../execution-stats.js'
import { StagedTable } from '../stage/staged-table.js'
import type { Execution } from './execution.js'
import { keyedRequests } from './keyed-requests.js'
import { PassingRows } from './passing-rows.js'
import { type ScanBatch, scanBatches } from './scan-batches.js'
import { UniqueRecords } from './unique-records.js'

/** Fills the table of a scan, with several requests at a time where keys make several. */
export async function stageScan(scan: ScanPlan, session: DuckDbSession, execution: Execution): Promise<void> {
  const table = await StagedTable.create(session, scan.name, scan.columns)
  const recorder = execution.stats.scan(scan)
  try {
    const { requests, overlap } = await keyedRequests(scan, session, recorder, execution)
    const unique = overlap ? new UniqueRecords() : undefined
    const take = inTurn((batch: ScanBatch) => stageBatch(batch, table, unique))
    const passing = scan.enough === undefined ? undefined : new PassingRows(scan.enough, table, session)
    const fetched = requests.map((request) =>
      execution.slots.run(() => fetch(request, recorder, take, passing, execution)),
    )
    await allOrStop(fetched, execution)
    await table.finish()
  } finally {
    table.abandon()
  }
}

/** When one request fails, the others are stopped; the failure is thrown when all have come to rest. */
async function allOrStop(requests: readonly Promise<void>[], execution: Execution): Promise<void> {
  const failures: unknown[] = []
  const rest = requests.map((request) =>
    request.catch((error: unknown) => {
      failures.push(error)
      execution.stop()
    }),
  )
  await Promise.all(rest)
  if (failures.length > 0) throw failures[0]
}

/** To its end, or until enough rows pass. */
async function fetch(
  request: ScanPlan,
  recorder: ScanRecorder,
  take: (batch: ScanBatch) => Promise<void>,
  passing: PassingRows | undefined,
  execution: Execution,
): Promise<void> {
  for await (const batch of scanBatches(request, execution, recorder, passing?.wanted)) {
    await take(batch)
    if (passing !== undefined && (await passing.areEnough())) return
  }
}

async function stageBatch(
  batch: ScanBatch,
  table: StagedTable,
  unique: UniqueRecords | undefined,
): Promise<void> {
  if (batch.kind === 'csv') batch.countRows(await table.appendCsv(batch.csv))
  else await table.append(unique === undefined ? batch.records : unique.take(batch.records))
}

/** A table takes one batch after the other. */
function inTurn<Input>(work: (input: Input) => Promise<void>): (input: Input) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return (input) => {
    const mine = last.then(() => work(input))
    last = mine.catch(() => undefined)
    return mine
  }
}
